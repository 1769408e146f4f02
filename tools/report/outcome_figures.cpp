// Figures of one outcome, crisis-management cost: how likely a bill above x is, how runs spread, how policies differ.
#include "engine/statistics/paired_comparison.hpp"
#include "engine/statistics/probability.hpp"
#include "tools/report/figures.hpp"
#include "tools/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

constexpr char const* outcome = "crisis_cost";
constexpr char const* label = "crisis-management cost";
constexpr int dots = 50;
constexpr int bins = 40;
constexpr int most_thresholds = 60;
constexpr double tail = 0.05;
constexpr double outermost = 0.005;  // of runs, on either side, need no bins of their own

std::vector<std::vector<double>> runs_by_policy(ReportInputs const& inputs) {
  std::vector<std::vector<double>> arms;
  for (std::size_t p = 0; p < inputs.policies().size(); ++p) arms.push_back(inputs.runs(outcome, p));
  return arms;
}

/// 1 where a run costs at least as much.
std::vector<double> exceeding(std::vector<double> const& runs, double threshold) {
  std::vector<double> flags;
  for (double const value : runs) flags.push_back(std::isnan(value) ? value : (value >= threshold ? 1.0 : 0.0));
  return flags;
}

std::string exceedance_sentence(ReportInputs const& inputs, std::vector<std::vector<double>> const& arms,
                                std::size_t policy, double marked) {
  std::vector<double> const here = exceeding(arms[policy], marked);
  Estimate const share = inputs.share(here);
  std::string const chance = fmt::format("{} ({})", percent(share.value), share_interval(share, inputs.confidence));
  std::string const& name = inputs.policies()[policy];
  if (policy == inputs.baseline())
    return fmt::format("{}: the chance of a bill of {} million euro or more is {}", name, grouped(marked), chance);
  std::vector<double> const base = exceeding(arms[inputs.baseline()], marked);
  Estimate const change = inputs.mean(differences(here, base));
  std::string const beside = fmt::format("{} under {}", percent(inputs.share(base).value), inputs.baseline_name());
  if (!change.excludes_zero()) {
    return fmt::format("{}: the chance of a bill of {} million euro or more is {}, not distinguishable from {}", name,
                       grouped(marked), chance, beside);
  }
  return fmt::format("{}: the chance of a bill of {} million euro or more is {}, {} than {}", name, grouped(marked),
                     chance, change.value < 0 ? "smaller" : "greater", beside);
}

std::string difference_sentence(ReportInputs const& inputs, std::size_t policy, PairedComparison const& pair) {
  std::string const& name = inputs.policies()[policy];
  std::string const change = money_change(pair.mean, inputs.baseline_name(), inputs.confidence);
  if (!pair.mean.excludes_zero()) return fmt::format("Run by run, {} makes {}", name, change);
  Estimate const& share = pair.mean.value < 0 ? pair.less : pair.more;
  return fmt::format("Run by run, {} costs {}; it costs {} in {} of runs ({})", name, change,
                     pair.mean.value < 0 ? "less" : "more", percent(share.value),
                     share_interval(share, inputs.confidence));
}

/// Edges of bins for the differences of all policies: they reach from 0 to all but the outermost runs, which a few wars
/// may put very far out.
std::vector<double> shared_edges(std::vector<std::vector<double>> const& all) {
  double low = 0;
  double high = 0;
  for (std::vector<double> const& runs : all) {
    double const least = quantile(runs, outermost);
    double const most = quantile(runs, 1 - outermost);
    if (std::isnan(least)) continue;
    low = std::min(low, least);
    high = std::max(high, most);
  }
  double const width = round_number(high > low ? (high - low) / bins : 1);
  std::vector<double> edges;
  auto const first = static_cast<int>(std::floor(low / width));
  auto const last = static_cast<int>(std::ceil(high / width));
  for (int edge = first; edge <= std::max(last, first + 1); ++edge) edges.push_back(edge * width);
  return edges;
}

/// Runs by bin; those beyond the ends count in the bins at the ends.
std::vector<double> counts_in(std::vector<double> const& edges, std::vector<double> const& runs) {
  std::vector<double> counts(edges.size() - 1, 0);
  for (double const value : runs) {
    if (std::isnan(value)) continue;
    auto const above = std::upper_bound(edges.begin(), edges.end(), value) - edges.begin();
    auto const bin = std::clamp<std::ptrdiff_t>(above - 1, 0, static_cast<std::ptrdiff_t>(counts.size()) - 1);
    counts[static_cast<std::size_t>(bin)] += 1;
  }
  return counts;
}

/// One curve, drawn and as rows of the table.
Json exceedance_arm(ReportInputs const& inputs, std::size_t policy, std::vector<double> const& runs,
                    std::vector<double> const& thresholds, double marked, FigureTable& table) {
  std::string const& name = inputs.policies()[policy];
  std::vector<Estimate> const curve = exceedance_curve(runs, thresholds, inputs.data.cluster(), inputs.confidence);
  for (std::size_t k = 0; k < thresholds.size(); ++k) {
    table.row();
    table.cell(name);
    table.cell(thresholds[k]);
    table.cell(curve[k]);
  }
  return {{"policy", name},
          {"share", page_shares(curve)},
          {"at_marked", page_estimate(inputs.share(exceeding(runs, marked)))}};
}

FigureTable empty_differences() {
  FigureTable table;
  table.policy_column();
  table.estimate_column("mean", "mean difference", money_unit);
  table.number_column("run_p05", "5 % of runs below", money_unit);
  table.number_column("run_p50", "median run", money_unit);
  table.number_column("run_p95", "5 % of runs above", money_unit);
  table.estimate_column("cheaper", "share of runs that cost less", share_unit);
  return table;
}

Json difference_arm(std::string const& policy, PairedComparison const& pair, std::vector<double> const& counts,
                    FigureTable& table) {
  table.row();
  table.cell(policy);
  table.cell(pair.mean);
  table.cell(pair.run_p5);
  table.cell(pair.run_median);
  table.cell(pair.run_p95);
  table.cell(pair.less);
  return {{"policy", policy},
          {"mean", page_estimate(pair.mean)},
          {"p05", page_number(pair.run_p5)},
          {"p50", page_number(pair.run_median)},
          {"p95", page_number(pair.run_p95)},
          {"cheaper", page_estimate(pair.less)},
          {"counts", page_numbers(counts)}};
}

}  // namespace

Figure exceedance_figure(ReportInputs const& inputs) {
  Figure figure{.id = "exceedance", .number = "F2", .topic = "How likely a bill above a given size is"};
  std::vector<std::vector<double>> const arms = runs_by_policy(inputs);
  double const marked = round_number(quantile(arms[inputs.baseline()], 1 - tail));
  std::vector<std::span<double const>> const all(arms.begin(), arms.end());
  std::vector<double> const thresholds = shared_thresholds(all, most_thresholds);
  if (thresholds.empty()) {
    figure.absent = "No run of this scenario came to a result.";
    figure.command = fmt::format("detente export {} --table failures", inputs.output);
    return figure;
  }
  FigureTable table;
  table.policy_column();
  table.number_column("threshold", "a bill of at least", money_unit);
  table.estimate_column("share", "share of runs", share_unit);
  Json drawn = Json::array();
  for (std::size_t p = 0; p < arms.size(); ++p)
    drawn.push_back(exceedance_arm(inputs, p, arms[p], thresholds, marked, table));
  for (std::size_t const policy : inputs.best_first())
    figure.findings.push_back({inputs.policies()[policy], exceedance_sentence(inputs, arms, policy, marked)});
  figure.caption = fmt::format(
      "Share of runs whose {} reaches x or more, on logarithmic axes; bands are Wilson's pointwise {}s. The rule marks "
      "the bill that one run in twenty reaches under {}, rounded. {}.",
      label, interval_name(inputs.confidence), inputs.baseline_name(), over_runs(inputs));
  figure.table = table.json();
  figure.data = Json{{"label", label},
                     {"unit", money_unit},
                     {"thresholds", page_numbers(thresholds)},
                     {"marked", page_number(marked)},
                     {"arms", std::move(drawn)}};
  return figure;
}

Figure dots_figure(ReportInputs const& inputs) {
  Figure figure{.id = "dots", .number = "F3", .topic = "How far single futures differ"};
  std::vector<std::vector<double>> const arms = runs_by_policy(inputs);
  FigureTable table;
  table.policy_column();
  table.number_column("dot", "dot", "");
  table.number_column("cost", label, money_unit);
  Json drawn = Json::array();
  for (std::size_t p = 0; p < arms.size(); ++p) {
    std::vector<double> values;
    for (int dot = 0; dot < dots; ++dot) {
      values.push_back(quantile(arms[p], (dot + 0.5) / dots));
      table.row();
      table.cell(inputs.policies()[p]);
      table.cell(dot + 1.0);
      table.cell(values.back());
    }
    drawn.push_back({{"policy", inputs.policies()[p]},
                     {"dots", page_numbers(values)},
                     {"median", page_number(quantile(arms[p], 0.5))},
                     {"mean", page_estimate(inputs.costs[p].cost)}});
  }
  for (std::size_t const policy : inputs.best_first()) {
    PolicyCost const& cost = inputs.costs[policy];
    figure.findings.push_back(
        {cost.policy, fmt::format("{}: nine futures in ten cost {} million euro, one in twenty costs more than {}",
                                  cost.policy, grouped_range(cost.low, cost.high), grouped(cost.high))});
  }
  figure.caption = fmt::format(
      "Each dot is 2 % of the runs of a policy: 50 quantiles of {}, net present value, million euro. {}. How far dots "
      "spread is how far futures differ, not how well their mean is known.",
      label, over_runs(inputs));
  figure.table = table.json();
  figure.data = Json{{"label", label}, {"unit", money_unit}, {"arms", std::move(drawn)}};
  return figure;
}

Figure differences_figure(ReportInputs const& inputs) {
  Figure figure{.id = "differences", .number = "F4", .topic = "What a policy changes, run by run"};
  if (inputs.policies().size() < 2) {
    figure.absent = "There is one policy: nothing to take a difference to.";
    figure.command = "detente run FILE --policy A,B";
    return figure;
  }
  std::vector<std::vector<double>> const arms = runs_by_policy(inputs);
  std::vector<double> const& base = arms[inputs.baseline()];
  std::vector<std::vector<double>> changes;
  for (std::vector<double> const& runs : arms) changes.push_back(differences(runs, base));
  std::vector<double> const edges = shared_edges(changes);
  FigureTable table = empty_differences();
  Json drawn = Json::array();
  for (std::size_t const policy : inputs.best_first()) {
    if (policy == inputs.baseline()) continue;
    PairedComparison const pair = paired_comparison(arms[policy], base, inputs.data.cluster(), inputs.confidence);
    drawn.push_back(difference_arm(inputs.policies()[policy], pair, counts_in(edges, changes[policy]), table));
    figure.findings.push_back({inputs.policies()[policy], difference_sentence(inputs, policy, pair)});
  }
  figure.caption = fmt::format(
      "Crisis-management cost of a policy less that of {} in the same run, million euro; below 0 the policy costs "
      "less. "
      "Runs beyond the ends count in the outermost bars. Below each histogram are the mean with its {} and the middle "
      "90 % of runs. {}.",
      inputs.baseline_name(), interval_name(inputs.confidence), over_runs(inputs));
  figure.table = table.json();
  figure.data =
      Json{{"label", label}, {"unit", money_unit}, {"edges", page_numbers(edges)}, {"arms", std::move(drawn)}};
  return figure;
}

}  // namespace detente
