#include "tools/evidence/report_text.hpp"
#include "tools/evidence/verification.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

std::string five_digits(double value) { return std::isnan(value) ? "-" : fmt::format("{:.5g}", value); }

std::string limited(std::string const& text, std::size_t most) {
  return text.size() <= most ? text : text.substr(0, most - 2) + "..";
}

nlohmann::ordered_json number_or_null(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

}  // namespace

std::string verification_text(KnownLimit const& limit, std::vector<CheckRow> const& rows) {
  std::string text = limited(fmt::format("{}: {}", limit.name, limit.title), report_width);
  text += fmt::format("\n  {:<41}{:>10} {:>10} {:>7}\n", "", "observed", "expected", "+-");
  for (CheckRow const& row : rows) {
    text += fmt::format("  {:<41}{:>10} {:>10} {:>7} {}\n", limited(row.what, 40),
                        row.comparisons == 0 ? "-" : five_digits(row.observed),
                        row.comparisons == 0 ? "-" : five_digits(row.expected),
                        row.comparisons == 0 ? "-" : fmt::format("{:.1g}", row.tolerance), row.verdict());
    if (!row.agrees()) {
      std::string const tags = row.tags.empty() ? "" : fmt::format(" ({})", row.tags);
      text += "    " + limited(row.where + tags, report_width - 4) + "\n";
    }
  }
  return text;
}

nlohmann::ordered_json as_json(CheckRow const& row) {
  nlohmann::ordered_json json{{"check", row.check},
                              {"what", row.what},
                              {"tags", row.tags},
                              {"n", row.n},
                              {"comparisons", row.comparisons},
                              {"observed", number_or_null(row.observed)},
                              {"expected", number_or_null(row.expected)},
                              {"tolerance", number_or_null(row.tolerance)},
                              {"unit", row.unit}};
  if (row.standard_error) json["standard_error"] = number_or_null(*row.standard_error);
  if (row.false_alarm) json["false_alarm_rate"] = *row.false_alarm;
  json["where"] = row.where;
  json["verdict"] = row.verdict();
  return json;
}

std::string verification_summary(std::vector<CheckRow> const& rows) {
  auto const count = [&rows](char const* verdict) {
    return std::count_if(rows.begin(), rows.end(), [&](CheckRow const& row) { return row.verdict() == verdict; });
  };
  std::string text = fmt::format("{} checks: {} agree, {} differ", rows.size(), count("agrees"), count("differs"));
  if (count("no case") > 0) text += fmt::format(", {} had no case", count("no case"));
  return text + "\n";
}

}  // namespace detente
