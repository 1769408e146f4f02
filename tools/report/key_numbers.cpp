#include "tools/report/figures.hpp"
#include "tools/report/wording.hpp"

#include <fmt/format.h>

#include <cmath>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

FigureTable empty_table() {
  FigureTable table;
  table.text_column("scenario", "scenario");
  table.policy_column();
  table.estimate_column("cost", "crisis-management cost, mean", money_unit);
  table.number_column("run_p05", "5 % of runs cost less than", money_unit);
  table.number_column("run_p95", "5 % of runs cost more than", money_unit);
  table.estimate_column("change", "change to the baseline, run by run", money_unit);
  table.estimate_column("tail", "mean of the dearest 5 % of runs", money_unit);
  table.estimate_column("policy_cost", "policy money, mean", money_unit);
  table.estimate_column("net_position", "net position, mean", money_unit);
  table.estimate_column("open_conflict", "share of runs with open conflict", share_unit);
  return table;
}

void add_row(FigureTable& table, std::string const& scenario, PolicyCost const& cost) {
  Estimate const none{std::nan(""), std::nan(""), std::nan(""), 0};
  table.row();
  table.cell(scenario);
  table.cell(cost.policy);
  table.cell(cost.cost);
  table.cell(cost.low);
  table.cell(cost.high);
  table.cell(cost.difference.n == 0 ? none : cost.difference);
  table.cell(cost.tail);
  table.cell(cost.policy_money);
  table.cell(cost.net_position);
  table.cell(cost.open_conflict);
}

Json row_data(std::string const& scenario, PolicyCost const& cost) {
  return {{"scenario", scenario},
          {"policy", cost.policy},
          {"cost", page_estimate(cost.cost)},
          {"middle90", page_numbers({cost.low, cost.high})},
          {"change", cost.difference.n == 0 ? Json() : page_estimate(cost.difference)},
          {"tail", page_estimate(cost.tail)},
          {"policy_cost", page_estimate(cost.policy_money)},
          {"net_position", page_estimate(cost.net_position)},
          {"open_conflict", page_estimate(cost.open_conflict)}};
}

Finding finding_of(ReportInputs const& inputs, std::size_t policy) {
  PolicyCost const& cost = inputs.costs[policy];
  std::string const mean = fmt::format("{} million euro ({})", grouped(cost.cost.value),
                                       money_interval(cost.cost, inputs.confidence, "mean"));
  if (policy == inputs.baseline())
    return {cost.policy, fmt::format("{}: crisis management costs the Union {}", cost.policy, mean)};
  return {cost.policy,
          fmt::format("{}: {}", cost.policy, money_change(cost.difference, inputs.baseline_name(), inputs.confidence))};
}

}  // namespace

Figure key_numbers_figure(ReportInputs const& inputs) {
  Figure figure{.id = "key_numbers", .number = "T1", .topic = "Crisis-management cost by policy"};
  FigureTable table = empty_table();
  Json rows = Json::array();
  for (std::size_t s = 0; s < inputs.file().scenarios().size(); ++s) {
    std::vector<PolicyCost> const costs =
        s == inputs.scenario ? inputs.costs : policy_costs(inputs.file(), s, inputs.confidence);
    for (PolicyCost const& cost : costs) {
      add_row(table, inputs.file().scenarios()[s], cost);
      rows.push_back(row_data(inputs.file().scenarios()[s], cost));
    }
  }
  for (std::size_t const policy : inputs.best_first()) figure.findings.push_back(finding_of(inputs, policy));
  figure.caption = fmt::format(
      "Net present value over {} months, the Union's part, million euro (MEUR) at 2025 prices. {}. Intervals are {}s: "
      "how well so many runs pin the number down, with the coefficients as they are; how far single futures differ is "
      "what the 5 % columns say. The change is taken run by run. Policy money stands beside crisis-management cost, "
      "not "
      "inside; net position is what the region contributes less that cost.",
      inputs.experiment.result.months, over_runs(inputs), interval_name(inputs.confidence));
  figure.table = table.json();
  figure.data = Json{{"rows", std::move(rows)}};
  return figure;
}

}  // namespace detente
