#include "tools/detente/tables/cost_table.hpp"

#include "tools/analysis/policy_costs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

/// Million euro: whole ones, or with a decimal where that is all there is.
std::string money(double value) { return fmt::format("{:.{}f}", value, std::abs(value) < 10 ? 1 : 0); }
std::string number(double value) { return std::isnan(value) ? "-" : money(value); }
std::string interval(Estimate const& estimate) {
  return std::isnan(estimate.lower) ? "-" : fmt::format("{} to {}", money(estimate.lower), money(estimate.upper));
}
std::string percent_interval(Estimate const& estimate) {
  return std::isnan(estimate.lower) ? "-"
                                    : fmt::format("{:.1f} to {:.1f} %", 100 * estimate.lower, 100 * estimate.upper);
}

std::string difference_text(PolicyCost const& row) {
  if (row.difference.n == 0) return "baseline";
  return (row.difference.value > 0 ? "+" : "") + number(row.difference.value);
}

std::string difference_interval(PolicyCost const& row) {
  if (row.difference.n == 0) return "";
  return interval(row.difference) + (row.difference.excludes_zero() || std::isnan(row.difference.lower) ? "" : " *");
}

std::string table_of_scenario(std::vector<PolicyCost> const& rows) {
  std::size_t width = 8;
  bool any_unclear = false;
  for (PolicyCost const& row : rows) {
    width = std::max(width, row.policy.size());
    any_unclear = any_unclear || (row.difference.n > 0 && !row.difference.excludes_zero());
  }
  std::string text = fmt::format("{:<{}} {:>6} {:>13} {:>13} {:>8} {:>15}\n", "", width, "mean", "95 % of mean",
                                 "middle 90 %", "change", "95 % of change");
  for (PolicyCost const& row : rows) {
    std::string const line = fmt::format(
        "{:<{}} {:>6} {:>13} {:>13} {:>8} {:>15}", row.policy, width, number(row.cost.value), interval(row.cost),
        fmt::format("{} to {}", money(row.low), money(row.high)), difference_text(row), difference_interval(row));
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  if (any_unclear) text += "* the interval holds 0: not distinguishable from no change\n";
  text += fmt::format("\n{:<{}} {:>17} {:>12} {:>14} {:>13}\n", "", width, "policy cost, 95 %", "net position",
                      "95 % of it", "open conflict");
  for (PolicyCost const& row : rows) {
    text +=
        fmt::format("{:<{}} {:>17} {:>12} {:>14} {:>13}\n", row.policy, width, interval(row.policy_money),
                    number(row.net_position.value), interval(row.net_position), percent_interval(row.open_conflict));
  }
  return text;
}

}  // namespace

std::string cost_tables(ResultFile const& result) {
  std::string text = fmt::format("{}: crisis-management cost to the EU, million euro at 2025 prices\n", result.name());
  std::vector<std::string> const dates = result.file().texts("date");
  text += fmt::format("net present value, {} to {}; {} runs a policy, all in the same luck\n", dates.front(),
                      dates.back(), result.runs());
  std::int64_t const dropped = result.file().integer_attribute("/", "dropped_runs");
  if (dropped > 0) {
    text += fmt::format("{} runs came to no result in some arm and are left out of all (export --table failures)\n",
                        dropped);
  }
  for (std::size_t s = 0; s < result.scenarios().size(); ++s) {
    text += fmt::format("\nscenario {}; change: mean difference to {}, run by run\n", result.scenarios()[s],
                        result.baseline_policy());
    text += table_of_scenario(policy_costs(result, s));
  }
  return text;
}

}  // namespace detente
