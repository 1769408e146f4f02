#include "engine/statistics/multiplicity.hpp"
#include "engine/statistics/paired_comparison.hpp"
#include "tools/report/figures.hpp"
#include "tools/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

constexpr char const* beside_cost = "policy";  // the component that is no part of the cost

std::vector<std::string> components_of(ReportInputs const& inputs) { return inputs.file().labels("component"); }

std::string column_of(std::string const& component) { return fmt::format("crisis_cost.component[{}]", component); }

/// Where most of a policy's difference lies: among the components that are part of the cost.
std::string difference_sentence(ReportInputs const& inputs, std::size_t policy) {
  std::string const& name = inputs.policies()[policy];
  std::string where;
  Estimate largest;
  std::vector<double> p_values;
  std::vector<std::pair<std::string, Estimate>> changes;
  for (std::string const& component : components_of(inputs)) {
    if (component == beside_cost) continue;
    PairedComparison const pair = paired_comparison(inputs.runs(column_of(component), policy),
                                                    inputs.runs(column_of(component), inputs.baseline()),
                                                    inputs.data.cluster(), inputs.confidence);
    changes.emplace_back(component, pair.mean);
    p_values.push_back(pair.p_value);
  }
  std::vector<double> const adjusted = holm_adjusted(p_values);
  for (std::size_t k = 0; k < changes.size(); ++k) {
    bool const is_clear = adjusted[k] < 1 - inputs.confidence;
    if (!is_clear || !(std::abs(changes[k].second.value) > std::abs(largest.value))) continue;
    std::tie(where, largest) = changes[k];
  }
  if (where.empty())
    return fmt::format("{}: no component of cost differs distinguishably from {}", name, inputs.baseline_name());
  return fmt::format("{}: the largest change is in {}, {}", name, spaced(where),
                     money_change(largest, inputs.baseline_name(), inputs.confidence));
}

std::string baseline_sentence(ReportInputs const& inputs) {
  std::string where;
  Estimate largest;
  for (std::string const& component : components_of(inputs)) {
    if (component == beside_cost) continue;
    Estimate const mean = inputs.mean(inputs.runs(column_of(component), inputs.baseline()));
    if (!where.empty() && !(mean.value > largest.value)) continue;
    where = component;
    largest = mean;
  }
  return fmt::format("{}: the largest component is {}, {} million euro ({})", inputs.baseline_name(), spaced(where),
                     grouped(largest.value), money_interval(largest, inputs.confidence, "mean"));
}

/// Mean cost of each component in each calendar year, from the monthly means of the summary.
Json by_component_and_year(ReportInputs const& inputs, std::size_t policy, std::size_t years) {
  Hdf5Reader const& file = inputs.file().file();
  std::string const path = "/summary/cost_mean";
  if (!file.exists(path)) return nullptr;
  std::vector<std::uint64_t> const extent = file.extent(path);  // policy, scenario, month, component
  std::vector<double> const all = file.numbers(path, {policy, inputs.scenario, 0, 0}, {1, 1, extent[2], extent[3]});
  Json rows = Json::array();
  for (std::size_t component = 0; component < extent[3]; ++component) {
    std::vector<double> sums(years, 0);
    for (std::size_t month = 1; month < extent[2]; ++month)
      sums[std::min((month - 1) / 12, years - 1)] += all[month * extent[3] + component];
    rows.push_back(page_numbers(sums));
  }
  return rows;
}

std::vector<Estimate> means_by(ReportInputs const& inputs, std::string const& outcome,
                               std::vector<std::string> const& labels, std::size_t policy) {
  std::vector<Estimate> means;
  for (std::string const& label : labels)
    means.push_back(inputs.mean(inputs.runs(fmt::format("{}[{}]", outcome, label), policy)));
  return means;
}

void add_rows(FigureTable& table, std::string const& policy, std::string const& kind,
              std::vector<std::string> const& labels, std::vector<Estimate> const& means) {
  for (std::size_t k = 0; k < labels.size(); ++k) {
    table.row();
    table.cell(policy);
    table.cell(kind);
    table.cell(labels[k]);
    table.cell(means[k]);
  }
}

std::string label_of(std::string const& component) {
  return component == beside_cost ? "policy money (beside)" : spaced(component);
}

/// Calendar years as text.
std::vector<std::string> calendar_of(ReportInputs const& inputs) {
  std::vector<std::string> years;
  for (std::size_t y = 0; y < inputs.file().labels("year").size(); ++y)
    years.push_back(std::to_string(inputs.experiment.result.start.year() + static_cast<int>(y)));
  return years;
}

Json cost_arm(ReportInputs const& inputs, std::size_t policy, FigureTable& table) {
  std::vector<std::string> const parts = components_of(inputs);
  std::vector<std::string> const years = calendar_of(inputs);
  std::vector<std::string> labels;
  for (std::string const& part : parts) labels.push_back(label_of(part));
  std::string const& name = inputs.policies()[policy];
  std::vector<Estimate> const by_component = means_by(inputs, "crisis_cost.component", parts, policy);
  std::vector<Estimate> const by_year = means_by(inputs, "crisis_cost.year", inputs.file().labels("year"), policy);
  add_rows(table, name, "component", labels, by_component);
  add_rows(table, name, "year", years, by_year);
  return {{"policy", name},
          {"by_component", page_estimates(by_component)},
          {"by_year", page_estimates(by_year)},
          {"component_year", by_component_and_year(inputs, policy, years.size())}};
}

}  // namespace

Figure costs_figure(ReportInputs const& inputs) {
  Figure figure{.id = "costs", .number = "F5", .topic = "What the cost is made of, and when it falls due"};
  Json named = Json::array();
  for (std::string const& part : components_of(inputs))
    named.push_back({{"id", part}, {"label", label_of(part)}, {"beside", part == beside_cost}});
  Json years = Json::array();
  for (std::string const& year : calendar_of(inputs)) years.push_back(std::stoi(year));
  FigureTable table;
  table.policy_column();
  table.text_column("by", "by");
  table.text_column("what", "component or year");
  table.estimate_column("mean", "mean, net present value", money_unit);
  Json arms = Json::array();
  for (std::size_t p = 0; p < inputs.policies().size(); ++p) arms.push_back(cost_arm(inputs, p, table));
  for (std::size_t const policy : inputs.best_first()) {
    figure.findings.push_back({inputs.policies()[policy], policy == inputs.baseline()
                                                              ? baseline_sentence(inputs)
                                                              : difference_sentence(inputs, policy)});
  }
  figure.caption = fmt::format(
      "Means over runs, million euro, the Union's part, discounted to the start; whiskers are {}s of the mean. Policy "
      "money stands beside crisis management and is no part of it. {}.",
      interval_name(inputs.confidence), over_runs(inputs));
  figure.table = table.json();
  figure.data = Json{{"unit", money_unit}, {"components", named}, {"years", years}, {"arms", arms}};
  return figure;
}

}  // namespace detente
