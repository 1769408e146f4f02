#pragma once

#include "engine/statistics/estimate.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace detente {

/// A number for the page: rounded to 7 significant digits, null for what is no number.
nlohmann::ordered_json page_number(double value);
nlohmann::ordered_json page_numbers(std::vector<double> const& values);
/// {"value", "lower", "upper", "n"}.
nlohmann::ordered_json page_estimate(Estimate const& estimate);
nlohmann::ordered_json page_estimates(std::vector<Estimate> const& estimates);
/// The same of shares, to 4 significant digits: there are many of them.
nlohmann::ordered_json page_shares(std::vector<Estimate> const& shares);

/// Units that say how a number is written.
inline constexpr char const* money_unit = "MEUR";
inline constexpr char const* share_unit = "share";  // 0 to 1, written as per cent

/// The table behind a figure: what it draws, as numbers. A value with an interval takes three columns, `k`, `k_lower`
/// and `k_upper`, which are shown as one.
class FigureTable {
 public:
  void text_column(std::string const& key, std::string const& label);
  void number_column(std::string const& key, std::string const& label, std::string const& unit);
  void estimate_column(std::string const& key, std::string const& label, std::string const& unit);
  /// The column of a text that names the policy to which the row belongs.
  void policy_column();

  /// Begins a row; the cells follow, column by column.
  void row();
  void cell(std::string const& text);
  void cell(double number);
  void cell(Estimate const& estimate);

  nlohmann::ordered_json json() const;

 private:
  nlohmann::ordered_json columns_ = nlohmann::ordered_json::array();
  nlohmann::ordered_json rows_ = nlohmann::ordered_json::array();
  int policy_ = -1;
};

/// A sentence on what a figure shows of a policy.
struct Finding {
  std::string about, text;
};

nlohmann::ordered_json findings_json(std::vector<Finding> const& findings);

/// One figure of the report: schema detente/report@1 (docs/report.md).
struct Figure {
  std::string id, number, topic;
  std::vector<Finding> findings = {};
  std::string caption = {};
  nlohmann::ordered_json table = {}, data = {};  // null: absent
  std::string absent = {}, command = {};         // why it is absent, and what makes it

  nlohmann::ordered_json json() const;
};

}  // namespace detente
