#include "tools/analysis/sensitivity.hpp"

#include "engine/statistics/bootstrap.hpp"
#include "tools/analysis/comparison.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

std::string share(Estimate const& index) {
  if (std::isnan(index.value)) return "-";
  if (std::isnan(index.lower)) return fmt::format("{:.3f} [no interval]", index.value);
  return fmt::format("{:.3f} [{:.3f}, {:.3f}]", index.value, index.lower, index.upper);
}

/// Three significant digits, without an exponent where that is readable: 1180 beside 943, not 1.18e+03.
std::string three_digits(double value) {
  double const magnitude = std::abs(value);
  bool const is_whole = magnitude >= 999.5 && magnitude < 1e6;
  return is_whole ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

std::string size(Estimate const& measure) {
  if (std::isnan(measure.value)) return "-";
  if (std::isnan(measure.lower)) return three_digits(measure.value) + " [no interval]";
  return fmt::format("{} [{}, {}]", three_digits(measure.value), three_digits(measure.lower),
                     three_digits(measure.upper));
}

/// What a table says of the numbers that it does not list.
std::string left_out(std::size_t shown, std::size_t all) {
  if (shown == all) return "";
  return fmt::format("not listed: {} of {} numbers; detente sensitivity --top {} lists all\n", all - shown, all, all);
}

constexpr std::size_t enough_trajectories = 6;  // for intervals of the size, see MorrisMeasures

std::string trajectories_text(SensitivityDesign const& design) {
  std::size_t const trajectories = design.moves.size() / design.factors.size();
  if (trajectories >= enough_trajectories) return "";
  return fmt::format(
      "intervals rest on {} {}, too few to be trusted{}: design.trajectories of {} or more, 20 for the spread\n",
      trajectories, trajectories == 1 ? "trajectory" : "trajectories", trajectories == 1 ? ", and one has none" : "",
      enough_trajectories);
}

/// One factor, as far as its place in a table goes.
struct Rank {
  bool is_clear = false;  // distinguishable from one without effect
  double size = 0;
};

/// Positions: what is distinguishable comes first, then the largest; what is no number comes last.
std::vector<std::size_t> ranked(std::vector<Rank> const& ranks) {
  std::vector<std::size_t> order(ranks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  auto const key = [&](std::size_t k) {
    return std::pair(ranks[k].is_clear, std::isnan(ranks[k].size) ? -1e300 : ranks[k].size);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) > key(b); });
  return order;
}

std::string title(SensitivityTable const& table) {
  return fmt::format("{} [{}] of {}{}, scenario {}\n", table.column.name, table.column.unit, table.policy,
                     table.less ? " less " + *table.less : "", table.scenario);
}

std::string sobol_text(SobolIndices const& indices, SensitivityDesign const& design, std::size_t most) {
  std::string text =
      fmt::format("luck makes {} of the variance of a single run; below, shares of the rest\n", share(indices.chance));
  if (!is_distinguishable_from_zero(indices.uncertain))
    return text + "what is uncertain is not distinguishable from luck: more base points or replications\n";
  std::vector<Rank> ranks;
  std::size_t width = 6;
  for (Estimate const& total : indices.total) ranks.push_back({is_distinguishable_from_zero(total), total.value});
  std::vector<std::size_t> const order = ranked(ranks);
  std::size_t const shown = std::min(most, order.size());
  for (std::size_t k = 0; k < shown; ++k) width = std::max(width, design.factors[order[k]].size());
  text += fmt::format("{:<{}} {:>24} {:>24} {:>24}\n", "number", width, "alone (first order)", "in all (total)",
                      "with others");
  std::size_t unclear = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    std::size_t const factor = order[k];
    bool const is_clear = is_distinguishable_from_zero(indices.total[factor]);
    unclear += is_clear ? 0 : 1;
    if (k >= shown) continue;
    text += fmt::format("{:<{}} {:>24} {:>24} {:>24}{}\n", design.factors[factor], width, share(indices.first[factor]),
                        share(indices.total[factor]), share(indices.interactions[factor]),
                        is_clear ? "" : "  not distinguishable from 0");
  }
  text += left_out(shown, order.size());
  text += fmt::format("all interactions: {}\n", share(indices.all_interactions));
  if (unclear > 0) text += fmt::format("of {} numbers {} are not distinguishable from 0\n", order.size(), unclear);
  return text;
}

std::string morris_text(std::vector<MorrisMeasures> const& measures, SensitivityDesign const& design,
                        std::size_t most) {
  std::vector<Rank> ranks;
  std::size_t width = 6;
  for (MorrisMeasures const& measure : measures)
    ranks.push_back({measure.is_distinguishable, measure.root_mean_square.value});
  std::vector<std::size_t> const order = ranked(ranks);
  std::size_t const shown = std::min(most, order.size());
  for (std::size_t k = 0; k < shown; ++k) width = std::max(width, design.factors[order[k]].size());
  std::string text = fmt::format("{:<{}} {:>26} {:>26} {:>26}\n", "number", width, "mean effect (mu)", "size (r.m.s.)",
                                 "spread (sigma)");
  std::size_t unclear = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    MorrisMeasures const& measure = measures[order[k]];
    unclear += measure.is_distinguishable ? 0 : 1;
    if (k >= shown) continue;
    text += fmt::format("{:<{}} {:>26} {:>26} {:>26}{}\n", design.factors[order[k]], width, size(measure.mean),
                        size(measure.root_mean_square), size(measure.spread),
                        measure.is_distinguishable ? "" : "  not distinguishable from 0");
  }
  text += left_out(shown, order.size());
  text +=
      "effects of moving a number over its whole range, free of luck; a spread as large as the size means that the "
      "effect depends on other numbers\n";
  text += trajectories_text(design);
  if (unclear > 0) text += fmt::format("of {} numbers {} are not distinguishable from 0\n", order.size(), unclear);
  return text;
}

}  // namespace

SensitivityTable sensitivity_of(OutcomeData const& data, SensitivityDesign const& design, OutcomeColumn const& column,
                                std::size_t policy, std::size_t scenario, std::optional<std::size_t> less,
                                Bootstrap const& bootstrap) {
  SensitivityTable table{.column = column,
                         .policy = data.file().policies()[policy],
                         .scenario = data.file().scenarios()[scenario],
                         .less = {},
                         .sobol = {},
                         .morris = {}};
  std::vector<double> runs = data.runs(column, policy, scenario);
  if (less) {
    runs = differences(runs, data.runs(column, *less, scenario));
    table.less = data.file().policies()[*less];
  }
  auto const factors = static_cast<int>(design.factors.size());
  int const replications = data.file().replications();
  if (design.is_morris()) {
    table.morris = morris_measures(elementary_effects(runs, design.moves, factors, replications), bootstrap);
  } else {
    auto const set = static_cast<int>(data.file().samples_per_observation() / (factors + 2));
    table.sobol = sobol_indices(
        runs, {.quantities = factors, .replications = replications, .base_points_per_set = std::max(set, 1)},
        bootstrap);
  }
  return table;
}

std::string sensitivity_text(SensitivityTable const& table, SensitivityDesign const& design, std::size_t most) {
  return title(table) +
         (table.sobol ? sobol_text(*table.sobol, design, most) : morris_text(table.morris, design, most));
}

Json sensitivity_json(SensitivityTable const& table, SensitivityDesign const& design) {
  Json numbers = Json::array();
  for (std::size_t k = 0; k < design.factors.size(); ++k) {
    Json row{{"number", design.factors[k]}};
    if (table.sobol) {
      row["first"] = estimate_json(table.sobol->first[k]);
      row["total"] = estimate_json(table.sobol->total[k]);
      row["interactions"] = estimate_json(table.sobol->interactions[k]);
      row["is_distinguishable"] = is_distinguishable_from_zero(table.sobol->total[k]);
    } else {
      MorrisMeasures const& measure = table.morris[k];
      row["mean"] = estimate_json(measure.mean);
      row["mean_absolute"] = estimate_json(measure.mean_absolute);
      row["floor"] = estimate_json(measure.floor);
      row["root_mean_square"] = estimate_json(measure.root_mean_square);
      row["spread"] = estimate_json(measure.spread);
      row["is_distinguishable"] = measure.is_distinguishable;
    }
    numbers.push_back(row);
  }
  Json json{{"outcome", table.column.name}, {"unit", table.column.unit},
            {"policy", table.policy},       {"less", table.less ? Json(*table.less) : Json(nullptr)},
            {"scenario", table.scenario},   {"method", table.sobol ? "sobol" : "morris"}};
  if (table.sobol) {
    json["uncertain_variance"] = estimate_json(table.sobol->uncertain);
    json["share_of_luck"] = estimate_json(table.sobol->chance);
    json["all_interactions"] = estimate_json(table.sobol->all_interactions);
    json["base_points"] = table.sobol->base_points;
  }
  json["numbers"] = numbers;
  return json;
}

}  // namespace detente
