// The manual, as man pages and as a page of Markdown.
#include "tools/detente/exit_codes.hpp"
#include "tools/detente/options/command_reference.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cctype>

namespace detente {
namespace {

/// Text in roff: no character of it is a command.
std::string roff(std::string const& text) {
  std::string escaped;
  for (char const c : text) {
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else if (c == '\'') {
      escaped += "\\(aq";
    } else if (c == '`') {
      escaped += "\"";
    } else {
      escaped += c;
    }
  }
  return escaped.starts_with('.') ? "\\&" + escaped : escaped;
}

/// A line of roff in another font; empty for nothing.
std::string font(char const* name, std::string const& text) {
  return text.empty() ? "" : fmt::format("\\f{}{}\\fR", name, roff(text));
}

/// With a capital and a full stop, unless it is a question.
std::string sentence(std::string text) {
  if (text.empty()) return text;
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text.ends_with('?') ? text : text + ".";
}

std::string sentence(OptionReference const& option) {
  std::string text = option.meaning;
  std::vector<std::string> notes;
  if (option.is_required) notes.push_back("required");
  if (!option.fallback.empty()) notes.push_back("default: " + option.fallback);
  if (option.takes_many && option.is_argument) notes.push_back("one or more");
  if (!notes.empty()) text += fmt::format(" ({})", fmt::join(notes, "; "));
  return sentence(text);
}

std::string roff_option(OptionReference const& option) {
  std::vector<std::string> names;
  for (std::string const& name : option.names) names.push_back(font(option.is_argument ? "I" : "B", name));
  std::string const value = option.is_argument ? "" : font("I", option.value);
  return fmt::format(".TP\n{}{}{}\n{}\n", fmt::join(names, ", "), value.empty() ? "" : " ", value,
                     roff(sentence(option)));
}

std::string roff_section(std::string const& title, std::vector<OptionReference> const& options) {
  if (options.empty()) return "";
  std::string text = fmt::format(".SH {}\n", title);
  for (OptionReference const& option : options) text += roff_option(option);
  return text;
}

std::string roff_exit_status() {
  std::string text = ".SH EXIT STATUS\n";
  for (ExitMeaning const& each : exit_meanings)
    text += fmt::format(".TP\n{}\n{}\n", static_cast<int>(each.code), roff(each.meaning));
  return text;
}

std::string cell(std::string const& text) {
  std::string escaped;
  for (char const c : text) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string markdown_exit_codes() {
  std::string text = "\n## Exit codes\n\n| code | meaning |\n| --- | --- |\n";
  for (ExitMeaning const& each : exit_meanings)
    text += fmt::format("| {} | {} |\n", static_cast<int>(each.code), cell(each.meaning));
  return text;
}

}  // namespace

std::string man_page(std::string const& program, std::vector<CommandReference> const& reference,
                     CommandReference const& command, std::string const& footer) {
  bool const is_program = command.name.empty();
  std::string const page = is_program ? program : program + "-" + command.name;
  std::string title = page;
  for (char& c : title) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  std::string text = fmt::format(".TH \"{}\" 1 \"\" \"{}\" \"{} manual\"\n", title, roff(footer), program);
  text += fmt::format(".SH NAME\n{} \\- {}\n.SH SYNOPSIS\n{}\n", roff(page), roff(command.meaning),
                      font("B", usage_of(program, command)));
  text += roff_section("ARGUMENTS", command.arguments) + roff_section("OPTIONS", command.options);
  if (is_program) {
    text += ".SH COMMANDS\n";
    for (CommandReference const& each : reference) {
      if (!each.name.empty())
        text += fmt::format(".TP\n\\fB{}\\-{}\\fR(1)\n{}\n", program, each.name, roff(each.meaning));
    }
  }
  text += roff_exit_status();
  std::string others = is_program ? "" : fmt::format(".SH SEE ALSO\n\\fB{}\\fR(1)\n", program);
  return text + others;
}

std::string markdown_reference(std::string const& program, std::vector<CommandReference> const& reference) {
  std::string text;
  for (CommandReference const& command : reference) {
    if (command.name.empty()) continue;
    text += fmt::format("\n## {} {}\n\n{}\n\n```text\n{}\n```\n", program, command.name, sentence(command.meaning),
                        usage_of(program, command));
    text += "\n| option | meaning |\n| --- | --- |\n";
    for (auto const* list : {&command.arguments, &command.options}) {
      for (OptionReference const& option : *list) {
        if (option.names.back() == "--help") continue;  // every command has it
        std::string const value = option.value.empty() || option.is_argument ? "" : " " + option.value;
        text += fmt::format("| `{}{}` | {} |\n", fmt::join(option.names, ", "), cell(value), cell(sentence(option)));
      }
    }
  }
  return text + markdown_exit_codes();
}

}  // namespace detente
