#include "tools/report/text_figures.hpp"

#include "tools/report/wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_rows = 24;  // of a curve

/// Eight heights from the lowest to the highest value there is.
std::string sparkline(std::vector<double> const& values, double lowest, double highest) {
  static constexpr char const* heights[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string line;
  for (double const value : values) {
    double const share = highest > lowest ? (value - lowest) / (highest - lowest) : 0.5;
    line += std::isfinite(share) ? heights[static_cast<int>(std::clamp(share * 8, 0.0, 7.0))] : " ";
  }
  return line;
}

std::vector<double> values_of(Json const& numbers) {
  std::vector<double> values;
  for (Json const& number : numbers) values.push_back(number.is_null() ? std::nan("") : number.get<double>());
  return values;
}

std::vector<double> medians_of(Json const& series) {
  std::vector<double> medians;
  for (Json const& row : series["quantile"]) medians.push_back(row[row.size() / 2].get<double>());
  return medians;
}

/// The median of every fan through time, one character a year: all of a variable on one scale.
std::vector<ReadableTable> fan_lines(Json const& data) {
  std::vector<ReadableTable> tables;
  std::map<std::string, std::string> names;
  for (Json const& country : data["countries"])
    names[country["id"].get<std::string>()] = country["name"].get<std::string>();
  for (Json const& variable : data["variables"]) {
    std::vector<double> all;
    for (Json const& series : data["series"]) {
      if (series["variable"] != variable["id"]) continue;
      std::vector<double> const medians = medians_of(series);
      all.insert(all.end(), medians.begin(), medians.end());
    }
    auto const [lowest, highest] = std::minmax_element(all.begin(), all.end());
    ReadableTable table{.heads = {variable["label"].get<std::string>(), "policy", "median by year", "from", "to"}};
    for (Json const& series : data["series"]) {
      if (series["variable"] != variable["id"]) continue;
      std::vector<double> const medians = medians_of(series);
      table.rows.push_back({names[series["country"].get<std::string>()], series["policy"].get<std::string>(),
                            sparkline(medians, *lowest, *highest), fmt::format("{:.2f}", medians.front()),
                            fmt::format("{:.2f}", medians.back())});
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

/// How runs spread, as a row of heights over a common scale.
ReadableTable dot_lines(Json const& data) {
  constexpr int places = 32;
  double lowest = std::numeric_limits<double>::infinity();
  double highest = -lowest;
  for (Json const& arm : data["arms"]) {
    for (double const value : values_of(arm["dots"])) {
      lowest = std::min(lowest, value);
      highest = std::max(highest, value);
    }
  }
  ReadableTable table{
      .heads = {"policy",
                fmt::format("{} to {} {}", grouped(lowest), grouped(highest), data["unit"].get<std::string>()),
                "median"}};
  for (Json const& arm : data["arms"]) {
    std::vector<double> counts(places, 0);
    for (double const value : values_of(arm["dots"])) {
      double const share = highest > lowest ? (value - lowest) / (highest - lowest) : 0;
      counts[static_cast<std::size_t>(std::clamp(share * places, 0.0, places - 1.0))] += 1;
    }
    table.rows.push_back({arm["policy"].get<std::string>(),
                          sparkline(counts, 0, *std::max_element(counts.begin(), counts.end())),
                          cell_text(arm["median"], data["unit"].get<std::string>())});
  }
  return table;
}

/// Cost by year as a row of heights, all policies on one scale from 0.
ReadableTable year_lines(Json const& data) {
  double highest = 0;
  std::vector<std::pair<std::string, std::vector<double>>> lines;
  for (Json const& arm : data["arms"]) {
    std::vector<double> means;
    for (Json const& year : arm["by_year"])
      means.push_back(year["value"].is_null() ? std::nan("") : year["value"].get<double>());
    for (double const mean : means) highest = std::max(highest, std::isnan(mean) ? 0 : mean);
    lines.emplace_back(arm["policy"].get<std::string>(), std::move(means));
  }
  ReadableTable table{
      .heads = {"policy", fmt::format("by year, 0 to {} {}", grouped(highest), data["unit"].get<std::string>())}};
  for (auto const& [policy, means] : lines) table.rows.push_back({policy, sparkline(means, 0, highest)});
  return table;
}

/// Rows whose cell in a column says so.
Json rows_that_say(Json table, std::size_t column, std::string const& what) {
  Json rows = Json::array();
  for (Json const& row : table["rows"]) {
    if (row[column] == what) rows.push_back(row);
  }
  table["rows"] = std::move(rows);
  return table;
}

/// Every so many rows, that at most `most` remain.
Json thinned(Json table, std::size_t most) {
  std::size_t const step = (table["rows"].size() + most - 1) / most;
  Json rows = Json::array();
  for (std::size_t r = 0; r < table["rows"].size(); r += step) rows.push_back(table["rows"][r]);
  table["rows"] = std::move(rows);
  return table;
}

/// Rows are named by scenario and policy, or by the policy alone where there is one scenario.
ReadableTable without_single_scenario(ReadableTable table) {
  table.keys = 2;
  bool const is_single = std::all_of(table.rows.begin(), table.rows.end(), [&](std::vector<std::string> const& row) {
    return row.front() == table.rows.front().front();
  });
  if (!is_single) return table;
  table.keys = 1;
  return std::move(table).without(0);
}

/// Risks of the last date, a table for each dispute.
std::vector<ReadableTable> risk_tables(Json const& figure) {
  ReadableTable const all =
      readable(rows_that_say(figure["table"], 2, figure["data"]["dates"].back().get<std::string>()));
  std::vector<ReadableTable> tables;
  for (Json const& dispute : figure["data"]["disputes"]) {
    std::string const name = dispute["name"].get<std::string>();
    ReadableTable table{.heads = {name, ""}};
    for (std::vector<std::string> const& row : all.rows) {
      if (row[1] == name) table.rows.push_back({row[0], row[3]});
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace

std::vector<ReadableTable> tables_of(Json const& figure) {
  std::string const id = figure["id"].get<std::string>();
  Json const& data = figure["data"];
  if (id == "fans") return fan_lines(data);
  if (id == "dots") return {dot_lines(data)};
  if (id == "exceedance") return {readable(thinned(figure["table"], most_rows))};
  if (id == "map") return risk_tables(figure);
  if (id == "costs") return {readable(rows_that_say(figure["table"], 1, "component")).without(1), year_lines(data)};
  ReadableTable table = readable(figure["table"]);
  if (id == "key_numbers") table = without_single_scenario(std::move(table));
  if (id == "differences" || id == "frontier") table.keys = 1;
  return {table};
}

}  // namespace detente
