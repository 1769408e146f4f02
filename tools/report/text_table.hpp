#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace detente {

/// Columns of a terminal that texts and tables fit into.
inline constexpr std::size_t screen_width = 80;

/// Lines of at most the screen's width less the indent; a number and its per cent sign stay together.
std::string wrapped(std::string const& text, std::size_t indent);

/// A cell of a figure's table as people read it: money, a share, a number, a text.
std::string cell_text(nlohmann::ordered_json const& cell, std::string const& unit);

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

/// A figure's table to be read.
ReadableTable readable(nlohmann::ordered_json const& table);

std::string markdown_table(ReadableTable const& table);
/// Side by side if that fits the screen; else column by column, or row by row where no column names a row.
std::string terminal_table(ReadableTable const& table);

}  // namespace detente
