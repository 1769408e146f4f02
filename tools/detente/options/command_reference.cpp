#include "tools/detente/options/command_reference.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cctype>

namespace detente {
namespace {

/// "{a,b}": a and b.
std::vector<std::string> choices_of(std::string const& value) {
  std::vector<std::string> choices;
  if (!value.starts_with('{') || !value.ends_with('}')) return choices;
  std::string choice;
  for (char const c : value.substr(1)) {
    if (c != ',' && c != '}') {
      choice += c;
      continue;
    }
    choices.push_back(choice);
    choice.clear();
  }
  return choices;
}

/// The parser's own names of types, as one writes them for people.
std::string value_of(CLI::Option const& option) {
  std::string const type = option.get_type_name();
  if (type.starts_with("INT")) return "N";
  if (type.starts_with("UINT")) return "N";
  if (type.starts_with("FLOAT")) return "NUMBER";
  return type;
}

/// Limits that the parser checks: "from 1 to 4096".
std::string limits_of(CLI::Option const& option) {
  std::string const type = option.get_type_name();
  std::size_t const begin = type.find(" in [");
  if (begin != std::string::npos) {
    std::size_t const middle = type.find(" - ", begin), end = type.find(']', begin);
    return fmt::format("from {} to {}", type.substr(begin + 5, middle - begin - 5),
                       type.substr(middle + 3, end - middle - 3));
  }
  return "";
}

OptionReference reference_of(CLI::Option const& option) {
  OptionReference reference;
  reference.is_argument = !option.nonpositional();
  if (reference.is_argument) {
    reference.names.push_back(option.get_name(true));
  } else {
    for (std::string const& name : option.get_snames()) reference.names.push_back("-" + name);
    for (std::string const& name : option.get_lnames()) reference.names.push_back("--" + name);
  }
  bool const is_flag = option.get_items_expected_max() == 0;
  if (!is_flag) reference.value = value_of(option);
  reference.choices = choices_of(reference.value);
  reference.meaning = option.get_description();
  std::string const limits = is_flag ? "" : limits_of(option);
  if (!limits.empty()) reference.meaning += ", " + limits;
  reference.fallback = is_flag ? "" : option.get_default_str();
  reference.is_required = option.get_required();
  reference.takes_many = option.get_items_expected_max() > 1;
  return reference;
}

CommandReference reference_of(CLI::App const& app, std::string const& name) {
  CommandReference command{.name = name, .meaning = app.get_description(), .arguments = {}, .options = {}};
  for (CLI::Option const* option : app.get_options()) {
    OptionReference const reference = reference_of(*option);
    (reference.is_argument ? command.arguments : command.options).push_back(reference);
  }
  return command;
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

std::vector<CommandReference> command_reference(CLI::App const& app) {
  std::vector<CommandReference> reference{reference_of(app, "")};
  for (CLI::App const* command : app.get_subcommands([](CLI::App const* each) { return !each->get_name().empty(); })) {
    reference.push_back(reference_of(*command, command->get_name()));
  }
  return reference;
}

std::string usage_of(std::string const& program, CommandReference const& command) {
  if (command.name.empty()) return program + " COMMAND [OPTIONS] ...";
  std::string usage = fmt::format("{} {} [OPTIONS]", program, command.name);
  for (OptionReference const& argument : command.arguments) {
    std::string const name = upper(argument.names.front()) + (argument.takes_many ? " ..." : "");
    usage += argument.is_required ? " " + name : " [" + name + "]";
  }
  return usage;
}

}  // namespace detente
