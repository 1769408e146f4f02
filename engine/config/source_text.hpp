#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detente {

/// A place in a source: line and byte column, both from 0. A negative source is no place at all.
struct Place {
  int source = -1;
  int line = 0;
  int column = 0;
  friend auto operator<=>(Place const&, Place const&) = default;
};

/// A text that values came from: a file, or a value of the command line.
class SourceText {
 public:
  /// `name` is what messages show, `folder` where relative file names in it start. A byte order mark is dropped, line
  /// ends become a line feed, and the last line gets one if it has none.
  SourceText(std::string name, std::string folder, std::string text);

  std::string const& name() const { return name_; }
  std::string const& folder() const { return folder_; }
  std::string const& text() const { return text_; }
  /// A line without its end, counted from 0; empty beyond the last.
  std::string_view line(int number) const;

  /// Whether a quote that opens at a place is closed before the end, by the rules of YAML: '' stands for ' between
  /// single quotes, a backslash guards what follows between double quotes. True where no quote stands.
  bool closes_quote(int line, int column) const;

  /// What keeps the text from being read at all, with its place (the source is left to the caller).
  struct Flaw {
    Place place;
    std::string what, expected, hint;
  };
  /// The first byte that is not UTF-8, control character, or tab that indents; and a text of more than 128 MB.
  std::optional<Flaw> first_flaw() const;

 private:
  std::optional<Flaw> flaw_of_line(int number) const;

  std::string name_, folder_, text_;
  std::vector<std::size_t> line_starts_;
};

/// Length in bytes of the UTF-8 character at `at`; 0 if there is no valid one.
std::size_t utf8_length(std::string_view text, std::size_t at);

/// The characters of a text, each by itself, fit for a terminal: what would move the cursor or is not UTF-8 becomes
/// '?', a tab becomes a space. They are views into the text.
std::vector<std::string_view> printable_characters(std::string_view text);
std::string printable(std::string_view text);

/// A value as messages show it: in single quotes, printable, at most 60 characters.
std::string cited(std::string_view text);

}  // namespace detente
