// The report without pictures: titles, captions and tables, and the medians of the fans as sparklines.
#include "tools/report/report.hpp"
#include "tools/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t width = 80;
constexpr std::size_t most_rows = 24;  // of a curve in a text

/// How a form marks what stands out.
struct Style {
  TextForm form;

  bool is_markdown() const { return form == TextForm::markdown; }
  std::string heading(std::string const& text, int level) const {
    if (is_markdown()) return fmt::format("{} {}\n\n", std::string(static_cast<std::size_t>(level), '#'), text);
    std::string const lines = wrapped(text, 0);
    return form == TextForm::terminal_in_colour ? fmt::format("\x1b[1m{}\x1b[0m", lines) : lines;
  }
  std::string paragraph(std::string const& text) const {
    return is_markdown() ? text + "\n\n" : wrapped(text, 0) + "\n";
  }
  std::string faint(std::string const& text) const {
    return form == TextForm::terminal_in_colour ? fmt::format("\x1b[2m{}\x1b[0m", text) : text;
  }
  static std::string command(std::string const& text) { return fmt::format("    {}\n\n", text); }

  static std::string wrapped(std::string const& text, std::size_t indent);
};

/// Places on the screen, not bytes.
std::size_t columns_of(std::string const& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string Style::wrapped(std::string const& text, std::size_t indent) {
  std::string lines;
  std::string line;
  std::string word;
  auto const end_word = [&] {
    if (word.empty()) return;
    bool const fits = columns_of(line) + 1 + columns_of(word) <= width - indent;
    if (!line.empty() && !fits) {
      lines += std::string(indent, ' ') + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    word.clear();
  };
  for (std::size_t k = 0; k < text.size(); ++k) {
    bool const is_space = text[k] == ' ' || text[k] == '\n';
    bool const is_before_percent = is_space && text.compare(k, 2, " %") == 0;  // a number and its sign stay together
    if (is_space && !is_before_percent) {
      end_word();
    } else {
      word += text[k];
    }
  }
  end_word();
  return lines + std::string(indent, ' ') + line + "\n";
}

std::string number_text(Json const& cell, std::string const& unit) {
  if (cell.is_null()) return "-";
  if (cell.is_string()) return cell.get<std::string>();
  double const value = cell.get<double>();
  if (unit == share_unit) return percent(value);
  return unit == money_unit ? grouped(value) : plain(value);
}

/// A table as people read it: a value and the ends of its interval are one cell.
struct ReadableTable {
  std::vector<std::string> heads = {};
  std::vector<std::vector<std::string>> rows = {};
  std::size_t keys = 0;  // so many columns at the front name the row; 0: none does alone

  /// Leaves a column out.
  ReadableTable without(std::size_t column) && {
    heads.erase(heads.begin() + static_cast<std::ptrdiff_t>(column));
    for (std::vector<std::string>& row : rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
    return std::move(*this);
  }
};

bool has_interval(Json const& columns, std::size_t column) {
  return column + 2 < columns.size() &&
         columns[column + 1]["key"].get<std::string>() == columns[column]["key"].get<std::string>() + "_lower";
}

ReadableTable readable(Json const& table) {
  Json const& columns = table["columns"];
  ReadableTable text;
  for (std::size_t c = 0; c < columns.size(); c += has_interval(columns, c) ? 3 : 1) {
    std::string const unit = columns[c]["unit"].get<std::string>();
    std::string const label = columns[c]["label"].get<std::string>();
    text.heads.push_back(unit.empty() || unit == "1" || unit == share_unit ? label
                                                                           : fmt::format("{} [{}]", label, unit));
  }
  for (Json const& row : table["rows"]) {
    std::vector<std::string> cells;
    for (std::size_t c = 0; c < columns.size(); c += has_interval(columns, c) ? 3 : 1) {
      std::string const unit = columns[c]["unit"].get<std::string>();
      std::string cell = number_text(row[c], unit);
      if (has_interval(columns, c) && !row[c + 1].is_null())
        cell += fmt::format(" ({} to {})", number_text(row[c + 1], unit), number_text(row[c + 2], unit));
      cells.push_back(std::move(cell));
    }
    text.rows.push_back(std::move(cells));
  }
  return text;
}

std::string escaped(std::string text) {
  for (std::size_t place = 0; (place = text.find('|', place)) != std::string::npos; place += 2)
    text.insert(place, "\\");
  return text;
}

std::string markdown_table(ReadableTable const& table) {
  std::string text = "|";
  for (std::string const& head : table.heads) text += fmt::format(" {} |", escaped(head));
  text += "\n|";
  for (std::size_t c = 0; c < table.heads.size(); ++c) text += " --- |";
  text += "\n";
  for (std::vector<std::string> const& row : table.rows) {
    text += "|";
    for (std::string const& cell : row) text += fmt::format(" {} |", escaped(cell));
    text += "\n";
  }
  return text + "\n";
}

std::string padded(std::string const& text, std::size_t columns) {
  std::size_t const used = columns_of(text);
  return text + std::string(used < columns ? columns - used : 0, ' ');
}

std::string side_by_side(ReadableTable const& table, std::vector<std::size_t> const& widths) {
  std::string text;
  auto const line = [&](std::vector<std::string> const& cells) {
    std::string joined;
    for (std::size_t c = 0; c < cells.size(); ++c) joined += padded(cells[c], widths[c] + 2);
    joined.erase(joined.find_last_not_of(' ') + 1);
    text += joined + "\n";
  };
  line(table.heads);
  for (std::vector<std::string> const& row : table.rows) line(row);
  return text;
}

/// Every column by itself, a row a line, so that rows can be compared: of a wide table whose first `keys` columns name
/// the row.
std::string column_by_column(ReadableTable const& table, std::size_t keys) {
  std::string text;
  std::vector<std::string> names;
  std::size_t longest = 0;
  for (std::vector<std::string> const& row : table.rows) {
    names.push_back(fmt::format("{}", fmt::join(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(keys), ", ")));
    longest = std::max(longest, columns_of(names.back()));
  }
  for (std::size_t c = keys; c < table.heads.size(); ++c) {
    text += table.heads[c] + "\n";
    for (std::size_t r = 0; r < names.size(); ++r)
      text += fmt::format("  {}  {}\n", padded(names[r], longest), table.rows[r][c]);
  }
  return text;
}

/// Each row as a list of what it says.
std::string row_by_row(ReadableTable const& table) {
  std::string text;
  for (std::vector<std::string> const& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (row[c].empty()) continue;
      text += Style::wrapped(c == 0 ? row[c] : fmt::format("{}: {}", table.heads[c], row[c]), c == 0 ? 0 : 2);
    }
  }
  return text;
}

std::string terminal_table(ReadableTable const& table) {
  std::vector<std::size_t> widths;
  std::size_t total = 0;
  for (std::size_t c = 0; c < table.heads.size(); ++c) {
    widths.push_back(columns_of(table.heads[c]));
    for (std::vector<std::string> const& row : table.rows) widths.back() = std::max(widths.back(), columns_of(row[c]));
    total += widths.back() + 2;
  }
  if (total <= width + 2) return side_by_side(table, widths) + "\n";
  return (table.keys > 0 ? column_by_column(table, table.keys) : row_by_row(table)) + "\n";
}

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
                          number_text(arm["median"], data["unit"].get<std::string>())});
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

/// What of a figure's numbers a text can hold; `--format json` has all.
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

std::string figure_text(Style const& style, Json const& figure) {
  std::string const number = figure["number"].get<std::string>();
  std::string const topic = figure["topic"].get<std::string>();
  std::string text = style.heading(fmt::format("{}  {}", number, topic), 2);
  if (!figure["absent"].is_null()) {
    return text + style.paragraph(figure["absent"]["sentence"].get<std::string>()) +
           style.command(figure["absent"]["command"].get<std::string>());
  }
  std::string last;
  for (Json const& finding : figure["findings"]) {
    std::string const sentence = finding["text"].get<std::string>();
    if (sentence != last) text += style.paragraph(sentence + ".");
    last = sentence;
  }
  for (ReadableTable const& table : tables_of(figure))
    text += style.is_markdown() ? markdown_table(table) : terminal_table(table);
  return text + style.faint(style.paragraph(figure["caption"].get<std::string>()));
}

}  // namespace

std::string report_text(Json const& report, TextForm form) {
  Style const style{form};
  std::string text = style.heading(report["title"].get<std::string>(), 1);
  if (!style.is_markdown()) text += "\n";
  text += style.paragraph(report["lead"].get<std::string>());
  for (Json const& notice : report["notices"]) text += style.paragraph(notice.get<std::string>());
  std::vector<std::string> facts;
  for (Json const& fact : report["facts"])
    facts.push_back(fmt::format("{}: {}", fact["label"].get<std::string>(), fact["text"].get<std::string>()));
  text += style.paragraph(fmt::format("{}.", fmt::join(facts, "; ")));
  for (Json const& figure : report["figures"]) text += figure_text(style, figure);
  text += style.heading("Methods", 2);
  for (Json const& method : report["methods"]) text += style.paragraph(method.get<std::string>());
  for (Json const& command : report["commands"]) text += style.command(command.get<std::string>());
  for (Json const& note : report["footnotes"]) text += style.paragraph(note.get<std::string>());
  return text;
}

}  // namespace detente
