#include "engine/config/config_tree.hpp"
#include "models/parameters.hpp"
#include "tools/report/figures.hpp"
#include "tools/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string_view>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_shown = 12;
constexpr std::string_view factor = ".factor";

/// What the numbers that a design varies are: in words, and by what they are known.
class NumberNames {
 public:
  explicit NumberNames(Experiment const& experiment) {
    for (UncertainQuantity const& quantity : experiment.model.uncertainty.quantities)
      statuses_[quantity.key] = status_of(quantity.status);
    ConfigTree const tree = ConfigTree::parse(experiment.resolved, "the experiment of the result");
    for (ParameterRow const& row : read_parameter_rows(tree.root()["parameters"]))
      meanings_.insert_or_assign(std::string(row.info.key), std::string(row.info.meaning));
  }

  std::string status(std::string const& key) const { return found(statuses_, key, ""); }
  /// The meaning of a coefficient; a number of the region is named by its path. A list that moves by one factor is
  /// known by its own name.
  std::string label(std::string const& key) const {
    std::string name = key.substr(0, key.find('['));
    if (name.ends_with(factor)) name.resize(name.size() - factor.size());
    return found(meanings_, name, key);
  }

 private:
  static std::string status_of(std::string const& evidence) {
    return evidence == "literature" || evidence == "judgement" ? evidence : "data";
  }
  static std::string found(std::map<std::string, std::string> const& names, std::string const& key,
                           std::string const& otherwise) {
    auto const it = names.find(key);
    return it == names.end() ? otherwise : it->second;
  }

  std::map<std::string, std::string> statuses_, meanings_;
};

/// The two measures of one number: first-order and total index, or size and spread of effects.
struct Measures {
  Estimate main, total;
  std::optional<Estimate> mean = {};  // of effects, with their sign; none of indices
  bool is_clear = false;
  double size() const { return std::isnan(total.value) ? -1 : total.value; }
};

std::vector<Measures> measures_of(SensitivityTable const& table) {
  std::vector<Measures> all;
  if (table.sobol) {
    for (std::size_t k = 0; k < table.sobol->total.size(); ++k) {
      all.push_back({table.sobol->first[k], table.sobol->total[k], std::nullopt,
                     is_distinguishable_from_zero(table.sobol->total[k])});
    }
  }
  for (MorrisMeasures const& one : table.morris)
    all.push_back({one.root_mean_square, one.spread, one.mean, one.is_distinguishable});
  return all;
}

/// Positions: what is distinguishable from nothing first, then the largest.
std::vector<std::size_t> largest_first(std::vector<Measures> const& measures, bool is_morris) {
  std::vector<std::size_t> order(measures.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  auto const key = [&](std::size_t k) {
    double const size = is_morris ? measures[k].main.value : measures[k].size();
    return std::pair(measures[k].is_clear, std::isnan(size) ? -1.0 : size);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) > key(b); });
  return order;
}

std::string about_of(SensitivityTable const& table) {
  return table.policy + (table.less ? fmt::format(" less {}", *table.less) : "");
}

std::string sentence_of(SensitivityTable const& table, Measures const& first, std::string const& label, bool is_morris,
                        double confidence) {
  std::string const subject = fmt::format("{}, {}", about_of(table), spaced(table.column.name));
  if (!first.is_clear)
    return fmt::format("{}: no uncertain number is distinguishable from one without effect", subject);
  std::string how;
  if (!is_morris) {
    how = fmt::format("it has a part in {} of the variance that is not luck ({})", percent(first.total.value),
                      share_interval(first.total, confidence));
  } else if (first.mean->excludes_zero()) {
    how = fmt::format("moving it over its range changes it by {} {} on average ({} {} to {})",
                      signed_plain(first.mean->value), table.column.unit, interval_name(confidence),
                      signed_plain(first.mean->lower), signed_plain(first.mean->upper));
  } else {
    how = fmt::format("its effects have a size of {} {} ({} {} to {}), with either sign", plain(first.main.value),
                      table.column.unit, interval_name(confidence), plain(first.main.lower), plain(first.main.upper));
  }
  return fmt::format("{}: of what is distinguishable from no effect, what matters most is {}; {}", subject, label, how);
}

FigureTable empty_table(bool is_morris, std::string const& unit) {
  FigureTable table;
  table.policy_column();
  table.text_column("less", "less");
  table.text_column("number", "number");
  table.text_column("meaning", "meaning");
  table.text_column("status", "known from");
  table.estimate_column("main", is_morris ? "size of its effects" : "alone (first order)",
                        is_morris ? unit : share_unit);
  table.estimate_column("total", is_morris ? "spread of its effects" : "in all (total)", is_morris ? unit : share_unit);
  return table;
}

/// One table of the figure: its rows, and the sentence on the first.
Json table_json(SensitivityFindings const& found, SensitivityTable const& one, NumberNames const& names,
                double confidence, FigureTable& table, std::vector<Finding>& findings) {
  bool const is_morris = found.design.is_morris();
  std::vector<Measures> const measures = measures_of(one);
  std::vector<std::size_t> order = largest_first(measures, is_morris);
  order.resize(std::min(order.size(), most_shown));
  Json rows = Json::array();
  for (std::size_t const k : order) {
    std::string const& key = found.design.factors[k];
    table.row();
    for (std::string const& text : {one.policy, one.less.value_or(""), key, names.label(key), names.status(key)})
      table.cell(text);
    table.cell(measures[k].main);
    table.cell(measures[k].total);
    rows.push_back({{"number", key},
                    {"label", names.label(key)},
                    {"status", names.status(key)},
                    {"main", page_estimate(measures[k].main)},
                    {"total", page_estimate(measures[k].total)},
                    {"mean", measures[k].mean ? page_estimate(*measures[k].mean) : Json()}});
  }
  if (!order.empty()) {
    std::string const label = names.label(found.design.factors[order.front()]);
    findings.push_back({one.policy, sentence_of(one, measures[order.front()], label, is_morris, confidence)});
  }
  return {{"policy", one.policy},
          {"less", one.less ? Json(*one.less) : Json()},
          {"luck", one.sobol ? page_estimate(one.sobol->chance) : Json()},
          {"rows", std::move(rows)}};
}

std::string caption_of(SensitivityFindings const& found, double confidence) {
  return fmt::format(
      "{}; the {} numbers that matter most of {}. Whiskers are {}s. Status says by what a number is known: data, "
      "literature or judgement.",
      found.design.is_morris()
          ? "Effects of moving a number over its whole range, free of luck: their size (root mean square) and spread, "
            "which says how far the effect depends on other numbers"
          : "Shares of the variance that is not luck: what a number does alone, and what it has a part in",
      std::min(most_shown, found.design.factors.size()), found.design.factors.size(), interval_name(confidence));
}

}  // namespace

Figure sensitivity_figure(ReportInputs const& inputs) {
  Figure figure{.id = "sensitivity", .number = "F7", .topic = "Which uncertain numbers matter"};
  if (!inputs.sensitivity) {
    std::string const design = inputs.file().design();
    bool const is_made_for_it = design == "morris" || design == "saltelli";
    figure.absent = is_made_for_it ? "With one replication a sample luck cannot be told from what is uncertain."
                                   : fmt::format(
                                         "Samples of design {} do not tell uncertain numbers apart; those of morris or "
                                         "saltelli do.",
                                         design);
    figure.command = is_made_for_it ? "detente run FILE --set design.replications=2"
                                    : fmt::format(
                                          "detente run FILE --set uncertainties.from_evidence=[escalation] --set "
                                          "design.type=morris --set design.trajectories=40 --set design.replications=4 "
                                          "--unset design.samples --out outputs/screening && detente report {} "
                                          "--sensitivity outputs/screening",
                                          inputs.output);
    return figure;
  }
  SensitivityFindings const& found = *inputs.sensitivity;
  std::string const unit = found.tables.front().column.unit;
  NumberNames const names(*found.experiment);
  FigureTable table = empty_table(found.design.is_morris(), unit);
  Json tables = Json::array();
  for (SensitivityTable const& one : found.tables)
    tables.push_back(table_json(found, one, names, inputs.confidence, table, figure.findings));
  figure.caption = caption_of(found, inputs.confidence);
  figure.table = table.json();
  figure.data = Json{{"outcome", found.tables.front().column.name},
                     {"unit", unit},
                     {"measure", found.design.is_morris() ? "morris" : "sobol"},
                     {"tables", std::move(tables)}};
  return figure;
}

}  // namespace detente
