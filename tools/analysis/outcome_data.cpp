#include "tools/analysis/outcome_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace detente {
namespace {

std::vector<OutcomeColumn> columns_of(ResultFile const& result) {
  std::vector<OutcomeColumn> columns;
  for (std::string const& name : result.file().children("/outcomes")) {
    std::string const path = "/outcomes/" + name;
    if (result.file().extent(path).size() < 3) continue;  // a coordinate
    std::vector<std::string> const dimensions = result.file().dimensions(path);
    std::string const unit = result.file().text_attribute(path, "units");
    std::string const meaning = result.file().text_attribute(path, "long_name");
    if (dimensions.size() == 3) columns.push_back({name, name, 0, unit, meaning});
    if (dimensions.size() != 4) continue;
    std::vector<std::string> const labels = result.labels(dimensions[3]);
    for (std::size_t k = 0; k < labels.size(); ++k)
      columns.push_back({fmt::format("{}[{}]", name, labels[k]), name, k, unit, meaning});
  }
  return columns;
}

}  // namespace

OutcomeData::OutcomeData(ResultFile const& result) : file_(result), columns_(columns_of(file_)) {}

OutcomeColumn const& OutcomeData::column(std::string const& name) const {
  auto const at =
      std::find_if(columns_.begin(), columns_.end(), [&](OutcomeColumn const& one) { return one.name == name; });
  if (at == columns_.end()) throw std::out_of_range("no outcome '" + name + "'");
  return *at;
}

std::vector<std::string> OutcomeData::names() const {
  std::vector<std::string> names;
  for (OutcomeColumn const& one : columns_) names.push_back(one.name);
  return names;
}

std::vector<double> OutcomeData::runs(OutcomeColumn const& column, std::size_t policy, std::size_t scenario) const {
  return file_.outcome(column.outcome, policy, scenario, column.label);
}

std::size_t OutcomeData::baseline() const {
  std::vector<std::string> const& policies = file_.policies();
  return static_cast<std::size_t>(std::find(policies.begin(), policies.end(), file_.baseline_policy()) -
                                  policies.begin());
}

bool is_indicator(std::vector<double> const& runs) {
  return std::all_of(runs.begin(), runs.end(), [](double x) { return x == 0 || x == 1 || std::isnan(x); });
}

}  // namespace detente
