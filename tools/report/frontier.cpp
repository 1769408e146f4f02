#include "tools/report/figures.hpp"
#include "tools/report/wording.hpp"

#include <fmt/format.h>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

enum class Order { better, worse, equal, unclear };

/// Means of two policies, compared run by run: less money is better.
Order order_of(ReportInputs const& inputs, std::string const& outcome, std::size_t a, std::size_t b) {
  Estimate const change = inputs.mean(differences(inputs.runs(outcome, a), inputs.runs(outcome, b)));
  if (change.value == 0 && change.lower == 0 && change.upper == 0) return Order::equal;
  if (!change.excludes_zero()) return Order::unclear;
  return change.value < 0 ? Order::better : Order::worse;
}

/// Dominated: another costs distinguishably less of one kind of money and of the other less, or the same in every run.
/// Undecided: another may do so, but the runs do not say.
std::string standing_of(ReportInputs const& inputs, std::size_t policy) {
  bool is_undecided = false;
  for (std::size_t other = 0; other < inputs.policies().size(); ++other) {
    if (other == policy) continue;
    Order const crisis = order_of(inputs, "crisis_cost", other, policy);
    Order const spent = order_of(inputs, "policy_cost", other, policy);
    if (crisis == Order::worse || spent == Order::worse) continue;
    if (crisis == Order::unclear || spent == Order::unclear) {
      is_undecided = true;
    } else if (crisis == Order::better || spent == Order::better) {
      return "dominated";
    }
  }
  return is_undecided ? "undecided" : "efficient";
}

std::string sentence_of(ReportInputs const& inputs, std::size_t policy, std::string const& standing) {
  std::string const& name = inputs.policies()[policy];
  std::string place = "no other policy costs less of both";
  if (standing == "dominated") place = "another policy costs less of both";
  if (standing == "undecided") place = "these runs do not decide whether another costs less of both";
  if (policy == inputs.baseline()) {
    return fmt::format("{}: {} million euro of policy money, {} of crisis management; {}", name,
                       grouped(inputs.costs[policy].policy_money.value), grouped(inputs.costs[policy].cost.value),
                       place);
  }
  Estimate const spent =
      inputs.mean(differences(inputs.runs("policy_cost", policy), inputs.runs("policy_cost", inputs.baseline())));
  return fmt::format("{}: policy money {}; crisis management {}; {}", name,
                     money_change(spent, inputs.baseline_name(), inputs.confidence),
                     money_change(inputs.costs[policy].difference, inputs.baseline_name(), inputs.confidence), place);
}

}  // namespace

Figure frontier_figure(ReportInputs const& inputs) {
  Figure figure{.id = "frontier", .number = "F9", .topic = "Policy money against crisis money"};
  if (inputs.policies().size() < 2) {
    figure.absent = "There is one policy: nothing to set against it.";
    figure.command = "detente run FILE --policy A,B";
    return figure;
  }
  FigureTable table;
  table.policy_column();
  table.estimate_column("policy_cost", "policy money, mean", money_unit);
  table.estimate_column("crisis_cost", "crisis-management cost, mean", money_unit);
  table.text_column("standing", "standing");
  Json points = Json::array();
  std::vector<std::string> standings;
  for (std::size_t p = 0; p < inputs.policies().size(); ++p) {
    PolicyCost const& cost = inputs.costs[p];
    standings.push_back(standing_of(inputs, p));
    table.row();
    table.cell(cost.policy);
    table.cell(cost.policy_money);
    table.cell(cost.cost);
    table.cell(standings.back());
    points.push_back({{"policy", cost.policy},
                      {"policy_cost", page_estimate(cost.policy_money)},
                      {"crisis_cost", page_estimate(cost.cost)},
                      {"standing", standings.back()}});
  }
  for (std::size_t const policy : inputs.best_first())
    figure.findings.push_back({inputs.policies()[policy], sentence_of(inputs, policy, standings[policy])});
  figure.caption = fmt::format(
      "Means over runs, net present value, million euro; whiskers are {}s of the mean. Efficient: no other policy "
      "costs "
      "distinguishably less of both. Dominated: another does. Undecided: the runs do not say. {}.",
      interval_name(inputs.confidence), over_runs(inputs));
  figure.table = table.json();
  figure.data = Json{{"unit", money_unit}, {"points", std::move(points)}};
  return figure;
}

}  // namespace detente
