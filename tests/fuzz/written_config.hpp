#pragma once

#include "engine/config/config_data.hpp"
#include "engine/config/config_tree.hpp"
#include "engine/config/yaml_reader.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace detente {

/// Whether reading a text would read further files, which no fuzzer may: the key `extends` at the top, in plain letters
/// or behind escapes.
inline bool would_open_files(std::string const& text) {
  bool const might = text.find("extends") != std::string::npos || text.find('\\') != std::string::npos;
  if (!might) return false;
  ConfigStore store;
  ConfigData const* const root = read_yaml(store, store.diagnostics.add_source({"x", ".", text}));
  return root != nullptr && root->child("extends") != nullptr;
}

/// "NAME:LINE:COLUMN: error: ..." with a line that the text has.
inline void require_place_inside(std::string_view message, std::string_view name, std::string_view text) {
  message.remove_prefix(name.size() + 1);
  std::size_t line = 0;
  std::size_t column = 0;
  auto const [line_end, line_fault] = std::from_chars(message.data(), message.data() + message.size(), line);
  require(line_fault == std::errc() && *line_end == ':', "a fault has a line");
  auto const [end, fault] = std::from_chars(line_end + 1, message.data() + message.size(), column);
  require(fault == std::errc() && std::string_view(end).starts_with(": error: "), "a fault has a column");
  std::size_t const lines = 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  require(line >= 1 && line <= lines, "the line of a fault is one of the text");
  require(column >= 1 && column <= text.size() + 1, "the column of a fault is one of the text");
}

/// Every fault says where it is, in a text or an option of the command line, and can be shown on a terminal.
inline void require_good_faults(ConfigError const& faults, std::string_view name, std::string_view text) {
  require(!faults.messages().empty(), "there is a fault where reading ends with faults");
  for (std::string const& message : faults.messages()) {
    require(is_fit_for_a_terminal(message), "a fault is fit for a terminal");
    bool const is_of_text = message.starts_with(name) && message.substr(name.size()).starts_with(":");
    if (is_of_text) require_place_inside(message, name, text);
    require(message.find("error: ") != std::string::npos, "a fault says so");
  }
}

}  // namespace detente
