#include "tools/detente/cost_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

constexpr double outer = 0.05;   // outside the middle 90 % on either side

Estimate mean_of_outcome(ResultFile const& result, std::vector<double> const& runs) {
  return mean_interval(cluster_means(runs, result.replications()));
}

/// Wilson counts independent trials; runs of one sample are none.
Estimate share_of_runs(ResultFile const& result, std::vector<double> const& runs) {
  if (result.replications() > 1) return mean_of_outcome(result, runs);
  std::int64_t const successes = std::count(runs.begin(), runs.end(), 1.0);
  return wilson_interval(successes, static_cast<std::int64_t>(runs.size()));
}

std::string number(double value) { return std::isnan(value) ? "-" : fmt::format("{:.0f}", value); }
std::string interval(Estimate const& estimate) {
  return std::isnan(estimate.lower) ? "-" : fmt::format("{:.0f} to {:.0f}", estimate.lower, estimate.upper);
}
std::string percent_interval(Estimate const& estimate) {
  return std::isnan(estimate.lower) ? "-" : fmt::format("{:.2f} to {:.2f}", 100 * estimate.lower, 100 * estimate.upper);
}

std::string difference_text(PolicyCost const& row) {
  if (row.difference.n == 0) return "baseline";
  return fmt::format("{:+.0f}", row.difference.value);
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
  std::string text = fmt::format("{:<{}} {:>6} {:>13} {:>13} {:>8} {:>15}\n", "", width, "mean", "95 % of mean", "middle 90 %", "change", "95 % of change");
  for (PolicyCost const& row : rows) {
    text += fmt::format("{:<{}} {:>6} {:>13} {:>13} {:>8} {:>15}\n", row.policy, width, number(row.cost.value), interval(row.cost),
                        fmt::format("{:.0f} to {:.0f}", row.low, row.high), difference_text(row), difference_interval(row));
  }
  if (any_unclear) text += "* not distinguishable from 0\n";
  text += fmt::format("\n{:<{}} {:>12} {:>12} {:>16} {:>18}\n", "", width, "policy money", "net position", "95 % of mean", "open conflict, %");
  for (PolicyCost const& row : rows) {
    text += fmt::format("{:<{}} {:>12} {:>12} {:>16} {:>18}\n", row.policy, width, number(row.policy_money.value), number(row.net_position.value),
                        interval(row.net_position), percent_interval(row.open_conflict));
  }
  return text;
}

}  // namespace

std::vector<PolicyCost> policy_costs(ResultFile const& result, std::size_t scenario) {
  std::vector<std::string> const& policies = result.policies();
  auto const baseline = static_cast<std::size_t>(std::find(policies.begin(), policies.end(), result.baseline_policy()) - policies.begin());
  std::vector<double> const base = result.outcome("crisis_cost", baseline, scenario);
  std::vector<PolicyCost> rows;
  for (std::size_t p = 0; p < policies.size(); ++p) {
    std::vector<double> const cost = result.outcome("crisis_cost", p, scenario);
    PolicyCost row{.policy = policies[p], .cost = mean_of_outcome(result, cost), .low = quantile(cost, outer), .high = quantile(cost, 1 - outer),
                   .difference = {}, .policy_money = {}, .net_position = {}, .open_conflict = {}};
    if (p != baseline) row.difference = mean_of_outcome(result, differences(cost, base));
    row.policy_money = mean_of_outcome(result, result.outcome("policy_cost", p, scenario));
    row.net_position = mean_of_outcome(result, result.outcome("net_position", p, scenario));
    row.open_conflict = share_of_runs(result, result.outcome("open_conflict", p, scenario));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string cost_tables(ResultFile const& result) {
  std::string text = fmt::format("{}: crisis-management cost to the EU, million euro at 2025 prices\n", result.name());
  std::vector<std::string> const dates = result.file().texts("date");
  text += fmt::format("net present value, {} to {}; {} runs of each policy, sharing their luck\n", dates.front(), dates.back(), result.runs());
  for (std::size_t s = 0; s < result.scenarios().size(); ++s) {
    text += fmt::format("\nscenario {}; change: mean difference to {}, run by run\n", result.scenarios()[s], result.baseline_policy());
    text += table_of_scenario(policy_costs(result, s));
  }
  return text;
}

}  // namespace detente
