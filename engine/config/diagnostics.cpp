#include "engine/config/diagnostics.hpp"

#include "engine/config/config_error.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace detente {
namespace {

constexpr std::size_t most_faults = 200;
constexpr std::size_t widest_excerpt = 160;
constexpr std::size_t margin = 60;            // characters shown before the caret in a line that is cut
constexpr std::size_t longest_character = 4;  // bytes

/// Where the `count` characters before a byte of a line begin; 0 if there are fewer.
std::size_t characters_before(std::string_view line, std::size_t at, std::size_t count) {
  while (at > 0 && count > 0) {
    --at;
    if (!continues_a_character(line[at])) --count;
  }
  return at;
}

std::string joined(std::vector<std::string> const& messages) {
  std::string text;
  for (std::string const& message : messages) text += (text.empty() ? "" : "\n") + message;
  return text;
}

}  // namespace

ConfigError::ConfigError(std::vector<std::string> messages)
    : std::runtime_error(joined(messages)), messages_(std::move(messages)) {}

int Diagnostics::add_source(SourceText source) {
  sources_.push_back(std::move(source));
  return static_cast<int>(sources_.size()) - 1;
}

std::string Diagnostics::where(Place const& place) const {
  SourceText const& text = source(place.source);
  std::string_view const before = text.line(place.line).substr(0, static_cast<std::size_t>(place.column));
  return fmt::format("{}:{}:{}", printable(text.name()), place.line + 1, character_count(before) + 1);
}

std::string Diagnostics::excerpt(Place const& place) const {
  std::string_view const line = source(place.source).line(place.line);
  if (line.find_first_not_of(" \t") == std::string_view::npos) return "";
  std::size_t const column = std::min(static_cast<std::size_t>(place.column), line.size());
  bool const cut = line.size() > longest_character * widest_excerpt || character_count(line) > widest_excerpt;
  // Only what is shown becomes characters: a line may be as long as a file.
  std::size_t const first = cut ? characters_before(line, column, margin) : 0;
  std::vector<std::string_view> const characters =
      printable_characters(line.substr(first, longest_character * widest_excerpt));
  std::size_t const last = std::min(widest_excerpt, characters.size());
  std::string shown = first > 0 ? "..." : "";
  std::size_t const indent = character_count(line.substr(first, column - first)) + shown.size();
  for (std::size_t i = 0; i < last; ++i) shown += characters[i];
  bool const goes_on = last < characters.size() || line.size() - first > longest_character * widest_excerpt;
  if (goes_on) shown += "...";
  return fmt::format("\n{}\n{}^", shown, std::string(indent, ' '));
}

std::string Diagnostics::message(Place const& place, std::string const& what, std::string const& expected,
                                 std::string const& hint) const {
  std::string text = fmt::format("{}: error: {}", where(place), what);
  if (!expected.empty()) text += fmt::format(" ({})", expected);
  text += excerpt(place);
  if (!hint.empty()) text += "\nhint: " + hint;
  return text;
}

void Diagnostics::report(Place const& place, std::string const& what, std::string const& expected,
                         std::string const& hint) {
  if (is_mute_) return;
  if (faults_.size() >= most_faults) {
    ++left_out_;
    return;
  }
  std::string text = message(place, what, expected, hint);
  bool const known =
      std::any_of(faults_.begin(), faults_.end(), [&](Fault const& fault) { return fault.message == text; });
  if (!known) faults_.push_back({place, std::move(text)});
}

void Diagnostics::withdraw(Place const& place, std::string const& what, std::string const& expected) {
  if (is_mute_) return;
  std::string const text = message(place, what, expected, "");
  std::erase_if(faults_, [&](Fault const& fault) { return fault.message == text; });
}

std::vector<std::string> Diagnostics::messages() const {
  std::vector<Fault> ordered = faults_;
  std::stable_sort(ordered.begin(), ordered.end(), [](Fault const& a, Fault const& b) { return a.place < b.place; });
  std::vector<std::string> result;
  for (Fault& fault : ordered) result.push_back(std::move(fault.message));
  if (left_out_ > 0)
    result.push_back(fmt::format("error: {} more faults (the first {} are shown)", left_out_, most_faults));
  return result;
}

std::string did_you_mean(std::optional<std::string> const& candidate) {
  return candidate ? fmt::format("did you mean '{}'?", printable(*candidate)) : std::string();
}

std::string listed(std::vector<std::string> const& names, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
    bool const last = i + 1 == names.size();
    if (i > 0) text += last ? " or " : ", ";
    text += printable(names[i]);
  }
  return names.size() > most ? text + ", ..." : text;
}

}  // namespace detente
