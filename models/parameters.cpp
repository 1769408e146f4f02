#include "models/parameters.hpp"

#include "engine/config/config_node.hpp"

#include <fmt/format.h>

#include <cmath>

namespace detente {
namespace {

template <std::size_t length>
void read_value(ConfigNode const& node, ParameterInfo const& info, std::array<double, length>& values);

void read_value(ConfigNode const& node, ParameterInfo const& info, double& value) { value = node.number(info.valid); }

template <std::size_t length, std::size_t width>
void read_value(ConfigNode const& node, ParameterInfo const& info,
                std::array<std::array<double, width>, length>& rows) {
  std::vector<ConfigNode> const items = node.items();
  if (items.size() != length && node.is_present())
    node.error(fmt::format("{} rows", items.size()), fmt::format("{}", length));
  for (std::size_t k = 0; k < std::min(length, items.size()); ++k) read_value(items[k], info, rows[k]);
}

template <std::size_t length>
void read_value(ConfigNode const& node, ParameterInfo const& info, std::array<double, length>& values) {
  if (!info.labels.empty()) {
    for (std::size_t k = 0; k < length; ++k) values[k] = node[info.labels[k]].number(info.valid);
    return;
  }
  std::vector<ConfigNode> const items = node.items();
  if (items.size() != length && node.is_present())
    node.error(fmt::format("{} numbers", items.size()), fmt::format("{}", length));
  for (std::size_t k = 0; k < std::min(length, items.size()); ++k) values[k] = items[k].number(info.valid);
}

template <class V>
void check_constraint(ConfigNode const& node, ParameterInfo const& info, V const& value) {
  if (info.constraint == Constraint::none || !node.is_present()) return;
  double sum = 0;
  for_each_number(value, [&sum](double entry) { sum += entry; });
  if (std::abs(sum - 1) > 1e-6) node.error(fmt::format("{}: entries sum to {:.6g}", info.key, sum), "1");
}

/// What may be sampled must be valid too: both ends of the range, or every entry times both ends of the common factor.
template <class V>
void check_sampled(ConfigNode const& node, ParameterInfo const& info, Evidence const& evidence, V const& value) {
  std::vector<double> ends;
  if (evidence.range) ends = {evidence.range->first, evidence.range->second};
  if (evidence.factor_range) {
    for_each_number(value, [&ends](double entry) { ends.push_back(entry); });
    std::size_t const entries = ends.size();
    for (std::size_t k = 0; k < entries; ++k) {
      ends.push_back(ends[k] * evidence.factor_range->second);
      ends[k] *= evidence.factor_range->first;
    }
  }
  for (double const end : ends) {
    if (end >= info.valid.lowest && end <= info.valid.highest) continue;
    node[evidence.range ? "range" : "factor_range"].error(
        fmt::format("{} may be sampled at {:.6g}", info.key, end),
        fmt::format("{} to {}", info.valid.lowest, info.valid.highest));
    return;
  }
}

/// Reads one described coefficient and checks what the file says of it against what the code knows.
template <class V>
Evidence read_described(ConfigNode const& node, ParameterInfo const& info, V& value) {
  if (!node.is_present()) return {};
  if (!node.is_described()) {
    node.error("a bare value", "a described one: {value, unit, range, status, source}");
    return {};
  }
  Evidence const evidence = node.evidence();
  if (evidence.unit != info.unit)
    node["unit"].error(fmt::format("unit '{}'", evidence.unit), fmt::format("'{}'", info.unit));
  if (evidence.status.empty()) node.error("no status", "estimated, literature or judgement");
  read_value(node.value(), info, value);
  check_constraint(node, info, value);
  check_sampled(node, info, evidence, value);
  return evidence;
}

}  // namespace

Parameters<double> read_parameters(ConfigNode const& node) {
  Parameters<double> parameters{};
  Parameters<double>::describe(
      parameters, [&](auto& value, ParameterInfo const& info) { read_described(node[info.key], info, value); });
  return parameters;
}

std::vector<ParameterRow> read_parameter_rows(ConfigNode const& node) {
  std::vector<ParameterRow> rows;
  Parameters<double> parameters{};
  Parameters<double>::describe(parameters, [&](auto& value, ParameterInfo const& info) {
    Evidence const evidence = read_described(node[info.key], info, value);
    std::vector<double> values;
    for_each_number(value, [&values](double entry) { values.push_back(entry); });
    rows.push_back({info, std::move(values), evidence});
  });
  return rows;
}

void replace_parameters(ConfigNode const& node, Parameters<double>& parameters) {
  Parameters<double>::describe(parameters, [&](auto& value, ParameterInfo const& info) {
    if (std::optional<ConfigNode> const written = node.find(info.key)) {
      read_value(written->value(), info, value);
      check_constraint(*written, info, value);
      std::string const unit = written->evidence().unit;
      if (!unit.empty() && unit != info.unit) {
        (*written)["unit"].error(fmt::format("unit '{}'", unit), fmt::format("'{}'", info.unit));
      }
    }
  });
}

}  // namespace detente
