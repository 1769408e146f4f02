#include "tools/analysis/comparison.hpp"

#include "engine/statistics/multiplicity.hpp"
#include "engine/statistics/probability.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t narrowest = 10;  // column of a table

Json number_json(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

bool has_column(OutcomeData const& data, std::string const& name) {
  std::vector<OutcomeColumn> const& columns = data.columns();
  return std::any_of(columns.begin(), columns.end(), [&](OutcomeColumn const& one) { return one.name == name; });
}

/// Runs that both have, in whole observations.
std::size_t common_runs(ArmPlace const& a, ArmPlace const& b) {
  auto const cluster = static_cast<std::size_t>(a.data->cluster());
  auto const runs = static_cast<std::size_t>(std::min(a.data->file().runs(), b.data->file().runs()));
  return runs / cluster * cluster;
}

struct Pair {
  std::vector<double> a, b;
};

Pair paired_runs(ArmPlace const& a, ArmPlace const& b, std::string const& name) {
  Pair pair{a.runs(a.data->column(name)), b.runs(b.data->column(name))};
  pair.a.resize(common_runs(a, b));
  pair.b.resize(common_runs(a, b));
  return pair;
}

Estimate estimate_of(std::vector<double> const& runs, bool is_probability, int cluster, double confidence) {
  return is_probability ? probability_interval(runs, cluster, confidence)
                        : mean_interval(cluster_means(runs, cluster), confidence);
}

/// Three or four digits that matter, thousands whole.
std::string brief(double value) {
  if (std::isnan(value)) return "-";
  double const size = std::abs(value);
  if (size >= 1000 || value == 0) return fmt::format("{:.0f}", value);
  return fmt::format("{:.{}f}", value, size >= 100 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 4 : 5);
}

std::string interval(Estimate const& estimate) {
  return std::isnan(estimate.lower) ? "-" : fmt::format("{} to {}", brief(estimate.lower), brief(estimate.upper));
}

std::string percent(Estimate const& share) {
  return std::isnan(share.value) ? "-" : fmt::format("{:.0f} %", 100 * share.value);
}

}  // namespace

std::string obstacle_to_pairing(ResultFile const& a, ResultFile const& b) {
  auto const differ = [&](char const* what, auto const& in_a, auto const& in_b) {
    return fmt::format("{} is {} in '{}' and {} in '{}'", what, in_a, a.path(), in_b, b.path());
  };
  auto const number = [](ResultFile const& result, char const* name) {
    return result.file().integer_attribute("/", name);
  };
  std::string const seed_a = a.file().text_attribute("/", "seed_text");
  std::string const seed_b = b.file().text_attribute("/", "seed_text");
  if (seed_a != seed_b) return differ("the seed", seed_a, seed_b);
  for (char const* name : {"replications", "months"}) {
    if (number(a, name) != number(b, name)) return differ(name, number(a, name), number(b, name));
  }
  if (a.design() != b.design() || a.samples_per_observation() != b.samples_per_observation())
    return differ("the design", a.design(), b.design());
  return "";
}

ArmComparison compare_arms(ArmPlace const& a, ArmPlace const& b, ComparisonRequest const& request) {
  int const cluster = a.data->cluster();
  ArmComparison comparison{.a = a.policy_name(),
                           .b = b.policy_name(),
                           .scenario = a.scenario_name(),
                           .confidence = request.confidence,
                           .runs = static_cast<std::int64_t>(common_runs(a, b)),
                           .outcomes = {},
                           .curves = {}};
  std::vector<double> p_values;
  for (std::string const& name : request.outcomes) {
    if (!has_column(*a.data, name) || !has_column(*b.data, name)) continue;
    Pair const pair = paired_runs(a, b, name);
    ComparedOutcome row;
    row.column = a.data->column(name);
    row.is_probability = is_indicator(pair.a) && is_indicator(pair.b);
    row.a = estimate_of(pair.a, row.is_probability, cluster, request.confidence);
    row.b = estimate_of(pair.b, row.is_probability, cluster, request.confidence);
    row.difference = paired_comparison(pair.a, pair.b, cluster, request.confidence);
    p_values.push_back(row.difference.p_value);
    comparison.outcomes.push_back(std::move(row));
  }
  std::vector<double> const adjusted = holm_adjusted(p_values);
  for (std::size_t k = 0; k < adjusted.size(); ++k) comparison.outcomes[k].adjusted_p = adjusted[k];
  for (std::string const& name : request.exceedance) {
    if (!has_column(*a.data, name) || !has_column(*b.data, name)) continue;
    Pair const pair = paired_runs(a, b, name);
    std::array<std::span<double const>, 2> const both{pair.a, pair.b};
    ExceedancePair curve{.column = a.data->column(name), .thresholds = shared_thresholds(both), .a = {}, .b = {}};
    curve.a = exceedance_curve(pair.a, curve.thresholds, cluster, request.confidence);
    curve.b = exceedance_curve(pair.b, curve.thresholds, cluster, request.confidence);
    comparison.curves.push_back(std::move(curve));
  }
  return comparison;
}

std::string comparison_text(ArmComparison const& comparison) {
  std::string const level = fmt::format("{:.3g} %", 100 * comparison.confidence);
  std::string text = fmt::format("{} less {}, scenario {}: {} pairs of runs in the same luck\n", comparison.a,
                                 comparison.b, comparison.scenario, comparison.runs);
  std::size_t const first = std::max<std::size_t>(narrowest, comparison.a.size());
  std::size_t const second = std::max<std::size_t>(narrowest, comparison.b.size());
  std::size_t width = 7;
  for (ComparedOutcome const& row : comparison.outcomes)
    width = std::max(width, row.column.name.size() + row.column.unit.size() + 3);
  text += fmt::format("{:<{}} {:>{}} {:>{}} {:>11} {:>22} {:>9} {:>9}\n", "mean of", width, comparison.a, first,
                      comparison.b, second, "difference", level + " of difference", "lower in", "adj. p");
  bool any_unclear = false;
  for (ComparedOutcome const& row : comparison.outcomes) {
    bool const is_clear = row.difference.mean.excludes_zero();
    any_unclear = any_unclear || !is_clear;
    std::string const line = fmt::format(
        "{:<{}} {:>{}} {:>{}} {:>11} {:>22} {:>9} {:>9}", fmt::format("{} [{}]", row.column.name, row.column.unit),
        width, brief(row.a.value), first, brief(row.b.value), second, brief(row.difference.mean.value),
        interval(row.difference.mean) + (is_clear ? "" : " *"), percent(row.difference.less),
        std::isnan(row.adjusted_p) ? "-"
        : row.adjusted_p < 0.001   ? "< 0.001"
                                   : fmt::format("{:.3f}", row.adjusted_p));
    text += line + "\n";
  }
  if (any_unclear) text += "* the interval holds 0: not distinguishable from no difference\n";
  text += fmt::format("lower in: share of pairs of runs in which {} is lower. adj. p: Holm's, over these {} outcomes\n",
                      comparison.a, comparison.outcomes.size());
  return text;
}

Json estimate_json(Estimate const& estimate) {
  return {{"value", number_json(estimate.value)},
          {"lower", number_json(estimate.lower)},
          {"upper", number_json(estimate.upper)},
          {"n", estimate.n}};
}

Json comparison_json(ArmComparison const& comparison) {
  Json outcomes = Json::array();
  for (ComparedOutcome const& row : comparison.outcomes) {
    outcomes.push_back({{"outcome", row.column.name},
                        {"unit", row.column.unit},
                        {"is_probability", row.is_probability},
                        {"a", estimate_json(row.a)},
                        {"b", estimate_json(row.b)},
                        {"difference", estimate_json(row.difference.mean)},
                        {"share_a_lower", estimate_json(row.difference.less)},
                        {"share_equal", estimate_json(row.difference.equal)},
                        {"share_a_higher", estimate_json(row.difference.more)},
                        {"single_runs",
                         {{"p05", number_json(row.difference.run_p5)},
                          {"p50", number_json(row.difference.run_median)},
                          {"p95", number_json(row.difference.run_p95)}}},
                        {"variance_reduction", number_json(row.difference.variance_reduction)},
                        {"p_value", number_json(row.difference.p_value)},
                        {"p_value_holm", number_json(row.adjusted_p)}});
  }
  Json curves = Json::array();
  for (ExceedancePair const& curve : comparison.curves) {
    Json points = Json::array();
    for (std::size_t k = 0; k < curve.thresholds.size(); ++k)
      points.push_back(
          {{"threshold", curve.thresholds[k]}, {"a", estimate_json(curve.a[k])}, {"b", estimate_json(curve.b[k])}});
    curves.push_back({{"outcome", curve.column.name}, {"unit", curve.column.unit}, {"points", points}});
  }
  return {{"schema", "detente/comparison@1"},
          {"a", comparison.a},
          {"b", comparison.b},
          {"scenario", comparison.scenario},
          {"confidence", comparison.confidence},
          {"pairs", comparison.runs},
          {"outcomes", outcomes},
          {"exceedance", curves}};
}

}  // namespace detente
