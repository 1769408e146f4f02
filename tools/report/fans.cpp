#include "engine/statistics/multiplicity.hpp"
#include "engine/statistics/paired_comparison.hpp"
#include "tools/report/figures.hpp"
#include "tools/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <span>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

/// A variable whose fans are drawn, and the outcome that says how policies differ in it.
struct FanVariable {
  char const* id;
  char const* label;
  char const* outcome;
  char const* when;  // what the outcome measures
};

constexpr FanVariable fan_variables[] = {
    {"governance", "governance", "end.g", "at the end"},
    {"alignment", "alignment with the Union", "end.alignment", "at the end"},
    {"total_pressure", "hybrid pressure", "mean.pressure", "averaged over the months"},
};

constexpr std::ptrdiff_t most_fan_policies = 4;
constexpr std::size_t most_fan_countries = 12;
constexpr double same_start = 1e-6;  // standard deviations below are rounding (docs/result-format.md)

/// The summary of one variable in one arm and country.
class SummaryReader {
 public:
  SummaryReader(ResultFile const& result, std::string const& variable, std::size_t scenario)
      : file_(result.file()), variable_(variable), scenario_(scenario) {}

  std::vector<double> by_month(std::string const& statistic, std::size_t policy, std::size_t country) const {
    std::string const path = "/summary/" + variable_ + "_" + statistic;
    std::uint64_t const months = file_.extent(path)[2];
    return file_.numbers(path, {policy, scenario_, 0, country}, {1, 1, months, 1});
  }
  /// [year_end][quantile].
  std::vector<std::vector<double>> quantiles(std::size_t policy, std::size_t country) const {
    std::string const path = "/summary/" + variable_ + "_quantile";
    std::vector<std::vector<double>> rows;
    if (!file_.exists(path)) return rows;
    std::vector<std::uint64_t> const extent = file_.extent(path);
    std::vector<double> const all =
        file_.numbers(path, {policy, scenario_, 0, 0, country}, {1, 1, extent[2], extent[3], 1});
    for (auto first = all.begin(); first != all.end(); first += static_cast<std::ptrdiff_t>(extent[3]))
      rows.emplace_back(first, first + static_cast<std::ptrdiff_t>(extent[3]));
    return rows;
  }

 private:
  Hdf5Reader const& file_;
  std::string variable_;
  std::size_t scenario_;
};

bool is_summed_up(ResultFile const& result, FanVariable const& variable) {
  return result.file().exists(fmt::format("/summary/{}_mean", variable.id)) && result.file().exists("/country");
}

/// In how many countries, and where most, a policy differs from the baseline.
std::string difference_sentence(ReportInputs const& inputs, FanVariable const& variable, std::size_t policy) {
  std::vector<std::string> const countries = inputs.file().labels("country");
  std::vector<std::string> const names = inputs.file().file().texts("country_name");
  std::vector<PairedComparison> comparisons;
  std::vector<double> p_values;
  for (std::string const& country : countries) {
    std::string const column = fmt::format("{}[{}]", variable.outcome, country);
    comparisons.push_back(paired_comparison(inputs.runs(column, policy), inputs.runs(column, inputs.baseline()),
                                            inputs.data.cluster(), inputs.confidence));
    p_values.push_back(comparisons.back().p_value);
  }
  std::vector<double> const adjusted = holm_adjusted(p_values);
  int higher = 0;
  int lower = 0;
  std::size_t most = 0;
  double largest_size = 0;
  for (std::size_t c = 0; c < countries.size(); ++c) {
    if (!(adjusted[c] < 1 - inputs.confidence)) continue;
    double const change = comparisons[c].mean.value;
    (change > 0 ? higher : lower) += 1;
    if (std::abs(change) <= largest_size) continue;
    most = c;
    largest_size = std::abs(change);
  }
  if (higher + lower == 0) {
    return fmt::format("{}: {} {} does not differ distinguishably from {} in any of {} countries",
                       inputs.policies()[policy], variable.label, variable.when, inputs.baseline_name(),
                       countries.size());
  }
  Estimate const& largest = comparisons[most].mean;
  std::string const where =
      higher > 0 && lower > 0
          ? fmt::format("higher in {} and lower in {} of {} countries", higher, lower, countries.size())
          : fmt::format("{} in {} of {} countries", higher > 0 ? "higher" : "lower", higher + lower, countries.size());
  return fmt::format("{}: {} {} is {} than under {}, most in {} ({:+.3g}, {} {:+.3g} to {:+.3g})",
                     inputs.policies()[policy], variable.label, variable.when, where, inputs.baseline_name(),
                     names[most], largest.value, interval_name(inputs.confidence), largest.lower, largest.upper);
}

/// The country where the baseline ends highest and lowest.
std::string baseline_sentence(ReportInputs const& inputs, FanVariable const& variable) {
  std::vector<std::string> const countries = inputs.file().labels("country");
  std::vector<std::string> const names = inputs.file().file().texts("country_name");
  std::vector<Estimate> means;
  for (std::string const& country : countries) {
    means.push_back(inputs.mean(inputs.runs(fmt::format("{}[{}]", variable.outcome, country), inputs.baseline())));
  }
  auto const by_value = [](Estimate const& a, Estimate const& b) { return a.value < b.value; };
  auto const [low, high] = std::minmax_element(means.begin(), means.end(), by_value);
  return fmt::format("{}: {} {} is lowest in {} ({:.2f}) and highest in {} ({:.2f})", inputs.baseline_name(),
                     variable.label, variable.when, names[static_cast<std::size_t>(low - means.begin())], low->value,
                     names[static_cast<std::size_t>(high - means.begin())], high->value);
}

std::vector<Finding> findings_of(ReportInputs const& inputs, FanVariable const& variable) {
  std::vector<Finding> findings;
  if (!inputs.has(fmt::format("{}[{}]", variable.outcome, inputs.file().labels("country").front()))) return findings;
  for (std::size_t const policy : inputs.best_first()) {
    findings.push_back({inputs.policies()[policy], policy == inputs.baseline()
                                                       ? baseline_sentence(inputs, variable)
                                                       : difference_sentence(inputs, variable, policy)});
  }
  return findings;
}

constexpr double index_steps = 1e4;  // of 1: indices that are read out have four decimals
constexpr double line_steps = 1e3;   // those of lines that are only drawn three, below a pixel

Json rounded_indices(std::span<double const> values, double steps) {
  Json numbers = Json::array();
  for (double const value : values) numbers.push_back(page_number(std::round(value * steps) / steps));
  return numbers;
}

Json singles_of(ReportInputs const& inputs, std::string const& variable, std::size_t policy, std::size_t country) {
  Json lines = Json::array();
  if (!inputs.singles) return lines;
  for (std::size_t k = 0; k < inputs.singles->numbers.size(); ++k) {
    BlockRecord const& record = inputs.singles->policy[policy][k];
    RunView const run(inputs.experiment.result, record, inputs.singles->ties);
    lines.push_back(rounded_indices(run.series(variable, country), line_steps));
  }
  return lines;
}

struct Fan {
  Json series;
  bool has_start = false;  // all runs start alike, so that the start has quantiles too
};

Fan fan_of(ReportInputs const& inputs, std::string const& variable, std::size_t policy, std::size_t country) {
  SummaryReader const summary(inputs.file(), variable, inputs.scenario);
  std::vector<double> const mean = summary.by_month("mean", policy, country);
  std::vector<std::vector<double>> quantiles = summary.quantiles(policy, country);
  std::size_t const levels = inputs.file().file().numbers("/quantile").size();
  double const spread = summary.by_month("sd", policy, country).front();
  bool const has_start = !(spread > same_start);
  if (has_start) quantiles.insert(quantiles.begin(), std::vector<double>(levels, mean.front()));
  Json rows = Json::array();
  for (std::vector<double> const& row : quantiles) rows.push_back(rounded_indices(row, index_steps));
  return {{{"variable", variable},
           {"country", inputs.file().labels("country")[country]},
           {"policy", inputs.policies()[policy]},
           {"mean", rounded_indices(mean, index_steps)},
           {"quantile", std::move(rows)},
           {"single", singles_of(inputs, variable, policy, country)}},
          has_start};
}

/// Quantiles and mean at the end, where fans are widest.
void add_row(FigureTable& table, Json const& series, std::string const& name, std::string const& label) {
  table.row();
  table.cell(label);
  table.cell(name);
  table.cell(series["policy"].get<std::string>());
  table.cell(series["mean"].back().get<double>());
  for (Json const& quantile : series["quantile"].back()) table.cell(quantile.get<double>());
}

FigureTable empty_table(ResultFile const& result) {
  FigureTable table;
  table.text_column("variable", "variable");
  table.text_column("country", "country");
  table.policy_column();
  table.number_column("mean", "mean at the end", "1");
  for (double const share : result.file().numbers("/quantile")) {
    std::string const name = fmt::format("{:g} % of runs lie below", 100 * share);
    table.number_column(fmt::format("p{:02.0f}", 100 * share), name, "1");
  }
  return table;
}

std::vector<FanVariable const*> summed_up(ResultFile const& result) {
  std::vector<FanVariable const*> variables;
  for (FanVariable const& variable : fan_variables) {
    if (is_summed_up(result, variable)) variables.push_back(&variable);
  }
  return variables;
}

/// The baseline and those with the least cost: fans are most of a report's bytes, and more cannot be told apart.
std::vector<std::size_t> fan_policies(ReportInputs const& inputs) {
  std::vector<std::size_t> best = inputs.best_first();
  if (std::ssize(best) > most_fan_policies) best.erase(best.begin() + most_fan_policies - 1, best.end() - 1);
  std::sort(best.begin(), best.end());
  return best;
}

/// Positions of the countries that are drawn: all, or of many those in which the best policy changes governance most.
std::vector<std::size_t> fan_countries(ReportInputs const& inputs) {
  std::vector<std::string> const countries = inputs.file().labels("country");
  std::vector<std::size_t> drawn(countries.size());
  std::iota(drawn.begin(), drawn.end(), std::size_t{0});
  if (countries.size() <= most_fan_countries) return drawn;
  std::vector<double> changes;
  for (std::string const& country : countries) {
    std::string const column = fmt::format("{}[{}]", fan_variables[0].outcome, country);
    Estimate const change = inputs.mean(
        differences(inputs.runs(column, inputs.best_first().front()), inputs.runs(column, inputs.baseline())));
    changes.push_back(std::isnan(change.value) ? 0 : std::abs(change.value));
  }
  std::stable_sort(drawn.begin(), drawn.end(), [&](std::size_t a, std::size_t b) { return changes[a] > changes[b]; });
  drawn.resize(most_fan_countries);
  std::sort(drawn.begin(), drawn.end());
  return drawn;
}

/// Fans of all variables, on one axis of time.
struct FanSet {
  Json series = Json::array();
  std::vector<double> year_ends;
};

FanSet fans_of(ReportInputs const& inputs, std::vector<FanVariable const*> const& variables,
               std::vector<std::size_t> const& countries) {
  FanSet set{.year_ends = inputs.file().file().numbers("/year_end")};
  bool has_start = true;
  for (FanVariable const* const variable : variables) {
    for (std::size_t const country : countries) {
      for (std::size_t const policy : fan_policies(inputs)) {
        Fan fan = fan_of(inputs, variable->id, policy, country);
        has_start = has_start && fan.has_start;
        set.series.push_back(std::move(fan.series));
      }
    }
  }
  for (Json& one : set.series) {  // the start only where all have one
    if (!has_start && one["quantile"].size() > set.year_ends.size()) one["quantile"].erase(0);
  }
  if (has_start) set.year_ends.insert(set.year_ends.begin(), 0);
  return set;
}

std::string caption_of(ReportInputs const& inputs) {
  std::string const singles = inputs.singles
                                  ? fmt::format(
                                        "Thin lines are two single runs, {} and {}: those with the median and with the "
                                        "95th-percentile cost under {}.",
                                        inputs.singles->numbers[0], inputs.singles->numbers[1], inputs.baseline_name())
                                  : "Single runs are not drawn: " + inputs.untold + ".";
  std::string kept = std::ssize(inputs.policies()) > most_fan_policies
                         ? fmt::format(" Drawn of {} and the {} policies with the least cost.", inputs.baseline_name(),
                                       most_fan_policies - 1)
                         : "";
  std::size_t const countries = inputs.file().labels("country").size();
  if (countries > most_fan_countries) {
    kept += fmt::format(" Drawn in the {} of {} countries in which {} changes governance most.", most_fan_countries,
                        countries, inputs.policies()[inputs.best_first().front()]);
  }
  return fmt::format(
      "Indices from 0 to 1. Bands hold the middle 50 % (dark) and 90 % (light) of runs at the ends of years, straight "
      "between; the line is the median. {}. {}{}",
      over_runs(inputs), singles, kept);
}

/// The variables, each with its findings; those of the first are the figure's.
Json listed(ReportInputs const& inputs, std::vector<FanVariable const*> const& variables, Figure& figure) {
  Json list = Json::array();
  for (FanVariable const* const variable : variables) {
    std::vector<Finding> findings = findings_of(inputs, *variable);
    list.push_back({{"id", variable->id},
                    {"label", variable->label},
                    {"unit", "1"},
                    {"lowest", 0},
                    {"highest", 1},
                    {"findings", findings_json(findings)}});
    if (variable == variables.front()) figure.findings = std::move(findings);
  }
  return list;
}

std::string variable_label(std::string const& variable) {
  for (FanVariable const& known : fan_variables) {
    if (variable == known.id) return known.label;
  }
  return variable;
}

}  // namespace

Figure fans_figure(ReportInputs const& inputs) {
  Figure figure{.id = "fans", .number = "F1", .topic = "Governance, alignment and pressure by country"};
  ResultFile const& result = inputs.file();
  std::vector<FanVariable const*> const variables = summed_up(result);
  if (variables.empty() || !result.file().exists("/year_end")) {
    figure.absent = "The result has no summary of governance, alignment or pressure over at least a year.";
    figure.command = fmt::format("detente run FILE --set record.summary=default --out {}-with-summary", inputs.output);
    return figure;
  }
  std::vector<std::size_t> const drawn = fan_countries(inputs);
  FanSet fans = fans_of(inputs, variables, drawn);
  std::vector<std::string> const ids = result.labels("country");
  std::vector<std::string> const all_names = result.file().texts("country_name");
  Json countries = Json::array();
  std::map<std::string, std::string> names;
  for (std::size_t const c : drawn) {
    names[ids[c]] = all_names[c];
    countries.push_back({{"id", ids[c]}, {"name", all_names[c]}});
  }
  FigureTable table = empty_table(result);
  for (Json const& one : fans.series)
    add_row(table, one, names[one["country"].get<std::string>()], variable_label(one["variable"].get<std::string>()));
  figure.caption = caption_of(inputs);
  figure.table = table.json();
  figure.data = Json{{"months", inputs.experiment.result.months},
                     {"year_ends", page_numbers(fans.year_ends)},
                     {"quantiles", page_numbers(result.file().numbers("/quantile"))},
                     {"countries", std::move(countries)},
                     {"variables", listed(inputs, variables, figure)},
                     {"single_runs", inputs.singles ? Json(inputs.singles->numbers) : Json::array()},
                     {"series", std::move(fans.series)}};
  return figure;
}

}  // namespace detente
