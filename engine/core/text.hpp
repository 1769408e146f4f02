#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace detente {

// What characters are, the same whatever the locale. Texts are in UTF-8.

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// Letters, digits and _, beginning with no digit: what stands in tables, in conditions and on the command line.
inline bool is_identifier(std::string_view text) {
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

/// A text without the blanks around it.
inline std::string_view trimmed(std::string_view text, std::string_view blanks = " ") {
  std::size_t const first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// A byte of a character that is not its first one.
inline bool continues_a_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// How many characters a text in UTF-8 has; in other bytes, how many do not continue one.
inline std::size_t character_count(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues_a_character));
}

/// Whether the character that begins at a byte could move the cursor of a terminal: C0, delete and C1.
inline bool is_control(std::string_view text, std::size_t at) {
  auto const byte = static_cast<unsigned char>(text[at]);
  auto const next = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : ' ');
  return byte < 0x20U || byte == 0x7FU || (byte == 0xC2U && next >= 0x80U && next < 0xA0U);
}

/// Whether a text has control characters other than those allowed.
inline bool has_control(std::string_view text, std::string_view allowed = "") {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_control(text, i) && allowed.find(text[i]) == std::string_view::npos) return true;
  }
  return false;
}

}  // namespace detente
