#include "engine/config/source_text.hpp"

#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace detente {
namespace {

constexpr std::size_t largest_text = std::size_t{128} << 20;  // a result's text takes a line a value
constexpr std::size_t longest_shown_value = 60;

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (byte_at(text, at) & 0xC0U) == 0x80U;
}

std::string unix_lines(std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool const ends_line = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!ends_line) result.push_back(text[i]);
  }
  return result;
}

}  // namespace

std::size_t utf8_length(std::string_view text, std::size_t at) {
  unsigned const first = byte_at(text, at);
  if (first < 0x80U) return 1;
  unsigned const second = at + 1 < text.size() ? byte_at(text, at + 1) : 0;
  if (!is_continuation(text, at + 1)) return 0;
  if (first >= 0xC2U && first <= 0xDFU) return 2;
  if (!is_continuation(text, at + 2)) return 0;
  bool const overlong3 = first == 0xE0U && second < 0xA0U;
  bool const surrogate = first == 0xEDU && second > 0x9FU;
  if (first >= 0xE0U && first <= 0xEFU) return overlong3 || surrogate ? 0 : 3;
  bool const overlong4 = first == 0xF0U && second < 0x90U;
  bool const beyond = first == 0xF4U && second > 0x8FU;
  if (first >= 0xF0U && first <= 0xF4U) return overlong4 || beyond || !is_continuation(text, at + 3) ? 0 : 4;
  return 0;
}

std::vector<std::string_view> printable_characters(std::string_view text) {
  std::vector<std::string_view> characters;
  characters.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    std::size_t const length = utf8_length(text, i);
    if (text[i] == '\t')
      characters.emplace_back(" ");
    else if (length == 0 || is_control(text, i))
      characters.emplace_back("?");
    else
      characters.emplace_back(text.substr(i, length));
    i += std::max<std::size_t>(length, 1);
  }
  return characters;
}

std::string printable(std::string_view text) {
  std::string result;
  for (std::string_view const character : printable_characters(text)) result += character;
  return result;
}

std::string cited(std::string_view text) {
  std::vector<std::string_view> const characters = printable_characters(text.substr(0, 4 * longest_shown_value + 4));
  std::string result = "'";
  for (std::size_t i = 0; i < std::min(characters.size(), longest_shown_value); ++i) result += characters[i];
  return result + (characters.size() > longest_shown_value ? "...'" : "'");
}

SourceText::SourceText(std::string name, std::string folder, std::string text)
    : name_(std::move(name)), folder_(std::move(folder)), text_(unix_lines(std::move(text))), line_starts_{0} {
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

std::string_view SourceText::line(int number) const {
  if (number < 0 || static_cast<std::size_t>(number) >= line_starts_.size()) return {};
  auto const at = static_cast<std::size_t>(number);
  std::size_t const end = at + 1 < line_starts_.size() ? line_starts_[at + 1] - 1 : text_.size();
  return std::string_view(text_).substr(line_starts_[at], end - line_starts_[at]);
}

bool SourceText::closes_quote(int number, int column) const {
  std::size_t const opening = line_starts_[static_cast<std::size_t>(number)] + static_cast<std::size_t>(column);
  char const quote = opening < text_.size() ? text_[opening] : ' ';
  if (quote != '"' && quote != '\'') return true;
  for (std::size_t i = opening + 1; i < text_.size(); ++i) {
    bool const is_guarded = (quote == '"' && text_[i] == '\\') || (quote == '\'' && text_.compare(i, 2, "''") == 0);
    if (is_guarded)
      ++i;
    else if (text_[i] == quote)
      return true;
  }
  return false;
}

std::optional<SourceText::Flaw> SourceText::first_flaw() const {
  if (text_.size() > largest_text) {
    return Flaw{{-1, 0, 0}, fmt::format("{} bytes of text", text_.size()), "at most 128 MB were expected", ""};
  }
  for (std::size_t i = 0; i < line_starts_.size(); ++i) {
    std::optional<Flaw> const flaw = flaw_of_line(static_cast<int>(i));
    if (flaw) return flaw;
  }
  return std::nullopt;
}

std::optional<SourceText::Flaw> SourceText::flaw_of_line(int number) const {
  std::string_view const text = line(number);
  std::size_t const content = text.find_first_not_of(" \t");
  std::size_t const tab = text.substr(0, std::min(content, text.size())).find('\t');
  bool const blank = content == std::string_view::npos || text[content] == '#';
  if (tab != std::string_view::npos && !blank) {
    return Flaw{{-1, number, static_cast<int>(tab)}, "a tab indents this line", "spaces were expected", ""};
  }
  for (std::size_t i = 0; i < text.size();) {
    Place const place{-1, number, static_cast<int>(i)};
    std::size_t const length = utf8_length(text, i);
    if (length == 0) {
      return Flaw{place, fmt::format("byte 0x{:02X} is not UTF-8", byte_at(text, i)), "a text in UTF-8 was expected",
                  "save the file with the encoding UTF-8"};
    }
    if (length == 1 && is_control(text, i) && text[i] != '\t') {
      return Flaw{place, fmt::format("control character 0x{:02X}", byte_at(text, i)), "readable text was expected", ""};
    }
    i += length;
  }
  return std::nullopt;
}

}  // namespace detente
