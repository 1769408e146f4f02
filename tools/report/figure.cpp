#include "tools/report/figure.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

/// Null for what is no number.
Json rounded(double value, int digits) {
  if (!std::isfinite(value)) return nullptr;
  double const nearest = std::strtod(fmt::format("{:.{}g}", value, digits).c_str(), nullptr);
  bool const is_whole = nearest == std::trunc(nearest) && std::abs(nearest) < 1e15;
  return is_whole ? Json(static_cast<std::int64_t>(nearest)) : Json(nearest);
}

Json rounded(Estimate const& estimate, int digits) {
  return {{"value", rounded(estimate.value, digits)},
          {"lower", rounded(estimate.lower, digits)},
          {"upper", rounded(estimate.upper, digits)},
          {"n", estimate.n}};
}

constexpr int all_digits = 7;
constexpr int share_digits = 4;

}  // namespace

Json page_number(double value) { return rounded(value, all_digits); }

Json page_numbers(std::vector<double> const& values) {
  Json list = Json::array();
  for (double const value : values) list.push_back(page_number(value));
  return list;
}

Json page_estimate(Estimate const& estimate) { return rounded(estimate, all_digits); }

Json page_estimates(std::vector<Estimate> const& estimates) {
  Json list = Json::array();
  for (Estimate const& estimate : estimates) list.push_back(page_estimate(estimate));
  return list;
}

Json page_shares(std::vector<Estimate> const& shares) {
  Json list = Json::array();
  for (Estimate const& share : shares) list.push_back(rounded(share, share_digits));
  return list;
}

void FigureTable::text_column(std::string const& key, std::string const& label) { number_column(key, label, ""); }

void FigureTable::number_column(std::string const& key, std::string const& label, std::string const& unit) {
  columns_.push_back({{"key", key}, {"label", label}, {"unit", unit}});
}

void FigureTable::estimate_column(std::string const& key, std::string const& label, std::string const& unit) {
  number_column(key, label, unit);
  number_column(key + "_lower", label + ", lower end", unit);
  number_column(key + "_upper", label + ", upper end", unit);
}

void FigureTable::policy_column() {
  policy_ = static_cast<int>(columns_.size());
  text_column("policy", "policy");
}

void FigureTable::row() { rows_.push_back(Json::array()); }
void FigureTable::cell(std::string const& text) { rows_.back().push_back(text); }
void FigureTable::cell(double number) { rows_.back().push_back(page_number(number)); }
void FigureTable::cell(Estimate const& estimate) {
  cell(estimate.value);
  cell(estimate.lower);
  cell(estimate.upper);
}

Json FigureTable::json() const {
  return {{"columns", columns_}, {"rows", rows_}, {"policy_column", policy_ < 0 ? Json() : Json(policy_)}};
}

Json findings_json(std::vector<Finding> const& findings) {
  Json list = Json::array();
  for (Finding const& finding : findings) list.push_back({{"about", finding.about}, {"text", finding.text}});
  return list;
}

Json Figure::json() const {
  return {{"id", id},           {"number", number},
          {"topic", topic},     {"findings", findings_json(findings)},
          {"caption", caption}, {"absent", absent.empty() ? Json() : Json{{"sentence", absent}, {"command", command}}},
          {"table", table},     {"data", data}};
}

}  // namespace detente
