#include "tools/report/text_table.hpp"

#include "tools/report/figure.hpp"
#include "tools/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

/// Places on the screen, not bytes.
std::size_t columns_of(std::string const& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool has_interval(Json const& columns, std::size_t column) {
  return column + 2 < columns.size() &&
         columns[column + 1]["key"].get<std::string>() == columns[column]["key"].get<std::string>() + "_lower";
}

std::string escaped(std::string text) {
  for (std::size_t place = 0; (place = text.find('|', place)) != std::string::npos; place += 2)
    text.insert(place, "\\");
  return text;
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
      text += wrapped(c == 0 ? row[c] : fmt::format("{}: {}", table.heads[c], row[c]), c == 0 ? 0 : 2);
    }
  }
  return text;
}

}  // namespace

std::string wrapped(std::string const& text, std::size_t indent) {
  std::string lines;
  std::string line;
  std::string word;
  auto const end_word = [&] {
    if (word.empty()) return;
    bool const fits = columns_of(line) + 1 + columns_of(word) <= screen_width - indent;
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

std::string cell_text(Json const& cell, std::string const& unit) {
  if (cell.is_null()) return "-";
  if (cell.is_string()) return cell.get<std::string>();
  double const value = cell.get<double>();
  if (unit == share_unit) return percent(value);
  return unit == money_unit ? grouped(value) : plain(value);
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
      std::string cell = cell_text(row[c], unit);
      if (has_interval(columns, c) && !row[c + 1].is_null())
        cell += fmt::format(" ({} to {})", cell_text(row[c + 1], unit), cell_text(row[c + 2], unit));
      cells.push_back(std::move(cell));
    }
    text.rows.push_back(std::move(cells));
  }
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

std::string terminal_table(ReadableTable const& table) {
  std::vector<std::size_t> widths;
  std::size_t total = 0;
  for (std::size_t c = 0; c < table.heads.size(); ++c) {
    widths.push_back(columns_of(table.heads[c]));
    for (std::vector<std::string> const& row : table.rows) widths.back() = std::max(widths.back(), columns_of(row[c]));
    total += widths.back() + 2;
  }
  if (total <= screen_width + 2) return side_by_side(table, widths) + "\n";
  return (table.keys > 0 ? column_by_column(table, table.keys) : row_by_row(table)) + "\n";
}

}  // namespace detente
