#include "tools/evidence/accounting_report.hpp"

#include "tools/evidence/evidence_head.hpp"
#include "tools/evidence/report_text.hpp"
#include "tools/evidence/variance_accounting.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

/// "45.1 %, 41.0 to 49.2", in columns.
std::string share_text(Json const& share) {
  double const value = 100 * number(share["value"]);
  double const lower = 100 * number(share["lower"]);
  double const upper = 100 * number(share["upper"]);
  if (lower > 0) return fmt::format("{:5.1f} %  {:5.1f} to {:5.1f}", value, lower, upper);
  double const most = upper - std::min(value, 0.0);  // an estimate below 0 does not say less than one of 0
  return fmt::format("not distinguishable from 0 (at most {:.1f} %)", std::min(most, 100.0));
}

/// How many numbers a group has; nothing for interactions and chance.
std::string numbers_text(Json const& groups, std::string const& name) {
  for (Json const& group : groups) {
    if (group["group"] == name) return fmt::format("{} uncertain", group["numbers"].get<int>());
  }
  return "";
}

/// What is accounted for; its arms on a line of their own where one line is too short.
std::string head_text(Json const& row) {
  std::string const unit = row["unit"].get<std::string>();
  std::string const outcome =
      row["outcome"].get<std::string>() + (unit.empty() || unit == "1" ? ":" : fmt::format(" [{}]:", unit));
  std::string const less = row["less"].is_null() ? "" : fmt::format(" less {}", row["less"].get<std::string>());
  std::string const arms =
      fmt::format("{}{}, {}", row["policy"].get<std::string>(), less, row["scenario"].get<std::string>());
  return outcome + (outcome.size() + 1 + arms.size() > report_width ? "\n  " : " ") + arms + "\n";
}

std::string block_text(Json const& row, Json const& groups) {
  std::string text = head_text(row);
  Json const& mean = row["mean"];
  if (std::isnan(number(mean["lower"]))) return text + "  too few samples in which no run is missing\n";
  text += fmt::format("  mean {} ({} to {}), standard deviation of one run {}\n", short_number(number(mean["value"])),
                      short_number(number(mean["lower"])), short_number(number(mean["upper"])),
                      short_number(number(row["standard_deviation"])));
  if (std::isnan(number(row["uncertain"]["value"]))) return text + "  does not vary\n";
  if (double const effective = number(row["effective_samples"]); effective < fewest_effective_samples)
    return text + fmt::format("  no shares: a few runs make up the variance, as good as {:.0f} samples\n", effective);
  for (auto const& [name, share] : row["shares"].items())
    text += fmt::format("  {:<13}{:>15}   {}\n", name, numbers_text(groups, name), share_text(share));
  return text;
}

}  // namespace

std::string accounting_text(Json const& accounting) {
  std::string text = region_line(accounting);
  text += fmt::format(
      "Where the spread comes from: {}, {} samples x {} replications\n"
      "shares of the variance of one run, by what the numbers rest on; 95 % intervals\n",
      accounting["experiment"].get<std::string>(), accounting["samples"].get<std::int64_t>(),
      accounting["replications"].get<int>());
  if (std::int64_t const failed = accounting["failed_runs"].get<std::int64_t>(); failed > 0)
    text += fmt::format("{} runs came to no result; their samples are left out\n", failed);
  for (Json const& row : accounting["rows"]) text += "\n" + block_text(row, accounting["groups"]);
  return text;
}

}  // namespace detente
