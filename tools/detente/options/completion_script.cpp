// Completion for bash, zsh and fish.
#include "tools/detente/options/command_reference.hpp"

#include <fmt/format.h>

namespace detente {
namespace {

bool is_file(OptionReference const& option) { return option.value == "FILE" || option.value == "OUTPUT"; }
bool is_folder(OptionReference const& option) { return option.value == "FOLDER"; }

/// Within single quotes of a shell.
std::string quoted(std::string const& text, char const* quote_inside) {
  std::string result;
  for (char const c : text) {
    if (c == '\'') {
      result += quote_inside;
    } else {
      result += c;
    }
  }
  return result;
}

std::vector<std::string> all_names(CommandReference const& command) {
  std::vector<std::string> names;
  for (OptionReference const& option : command.options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

std::vector<std::string> command_names(std::vector<CommandReference> const& reference) {
  std::vector<std::string> names;
  for (CommandReference const& command : reference) {
    if (!command.name.empty()) names.push_back(command.name);
  }
  return names;
}

std::string bash_action(OptionReference const& option) {
  if (!option.choices.empty()) return fmt::format("_detente_words \"{}\"", fmt::join(option.choices, " "));
  if (is_folder(option)) return "_detente_files -d";
  if (is_file(option)) return "_detente_files -f";
  return "return";
}

/// What zsh shows and does for a value: ":FILE:_files".
std::string zsh_value(OptionReference const& option) {
  if (option.value.empty()) return "";
  if (!option.choices.empty()) return fmt::format(":value:({})", fmt::join(option.choices, " "));
  char const* const action = is_folder(option) ? "_files -/" : is_file(option) ? "_files" : " ";
  return fmt::format(":{}:{}", option.value, action);
}

std::string zsh_meaning(std::string const& meaning) {
  std::string escaped;
  for (char const c : meaning) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return quoted(escaped, "'\\''");
}

std::string fish_value(OptionReference const& option) {
  if (option.value.empty()) return "";
  if (!option.choices.empty()) return fmt::format(" -x -a '{}'", fmt::join(option.choices, " "));
  if (is_folder(option)) return " -x -a '(__fish_complete_directories)'";
  return is_file(option) ? " -r -F" : " -x";
}

}  // namespace

std::string bash_completion(std::string const& program, std::vector<CommandReference> const& reference) {
  std::string text = fmt::format(
      "# Completion of {0} for bash: {0} completion bash\n"
      "_detente_words() {{ mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$current\"); }}\n"
      "_detente_files() {{\n"
      "  compopt -o filenames\n"
      "  mapfile -t COMPREPLY < <(compgen \"$1\" -- \"$current\")\n"
      "}}\n"
      "_detente() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} command=\n"
      "  COMPREPLY=()\n"
      "  ((COMP_CWORD == 1)) || command=${{COMP_WORDS[1]}}\n"
      "  case \"$command\" in\n",
      program);
  for (CommandReference const& command : reference) {
    if (command.name.empty()) continue;
    text += fmt::format("    {})\n      case \"$before\" in\n", command.name);
    for (OptionReference const& option : command.options) {
      if (option.value.empty()) continue;
      text += fmt::format("        {}) {}; return ;;\n", fmt::join(option.names, " | "), bash_action(option));
    }
    text += "      esac\n";
    std::string const words = fmt::format("_detente_words \"{}\"", fmt::join(all_names(command), " "));
    std::string argument = words;
    if (!command.arguments.empty()) argument = bash_action(command.arguments.front());
    text += fmt::format("      if [[ \"$current\" == -* ]]; then {}; else {}; fi\n      ;;\n", words, argument);
  }
  return text + fmt::format(
                    "    *) _detente_words \"{} --help --version\" ;;\n"
                    "  esac\n"
                    "}}\n"
                    "complete -F _detente {}\n",
                    fmt::join(command_names(reference), " "), program);
}

std::string zsh_completion(std::string const& program, std::vector<CommandReference> const& reference) {
  std::string text = fmt::format(
      "#compdef {0}\n"
      "# Completion of {0} for zsh: {0} completion zsh\n"
      "_detente() {{\n"
      "  local -a commands=(\n",
      program);
  for (CommandReference const& command : reference) {
    if (!command.name.empty()) text += fmt::format("    '{}:{}'\n", command.name, zsh_meaning(command.meaning));
  }
  text +=
      "  )\n"
      "  if ((CURRENT == 2)); then\n"
      "    _describe command commands\n"
      "    return\n"
      "  fi\n"
      "  local command=$words[2]\n"
      "  shift words\n"
      "  ((CURRENT--))\n"
      "  case $command in\n";
  for (CommandReference const& command : reference) {
    if (command.name.empty()) continue;
    text += fmt::format("    {})\n      _arguments", command.name);
    for (OptionReference const& option : command.options) {
      for (std::string const& name : option.names) {
        text += fmt::format(" \\\n        '{}{}[{}]{}'", option.takes_many ? "*" : "", name,
                            zsh_meaning(option.meaning), zsh_value(option));
      }
    }
    for (OptionReference const& argument : command.arguments) {
      text += fmt::format(" \\\n        '{}{}'", argument.takes_many ? "*" : "", zsh_value(argument));
    }
    text += "\n      ;;\n";
  }
  return text +
         "  esac\n"
         "}\n"
         "_detente \"$@\"\n";
}

std::string fish_completion(std::string const& program, std::vector<CommandReference> const& reference) {
  std::string text = fmt::format("# Completion of {0} for fish: {0} completion fish\n", program);
  for (CommandReference const& command : reference) {
    if (command.name.empty()) continue;
    text += fmt::format("complete -c {} -f -n __fish_use_subcommand -a {} -d '{}'\n", program, command.name,
                        quoted(command.meaning, "\\'"));
    std::string const where = fmt::format("complete -c {} -n '__fish_seen_subcommand_from {}'", program, command.name);
    for (OptionReference const& option : command.options) {
      std::string names;
      for (std::string const& name : option.names) {
        names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      text += fmt::format("{}{}{} -d '{}'\n", where, names, fish_value(option), quoted(option.meaning, "\\'"));
    }
    for (OptionReference const& argument : command.arguments) {
      std::string const value = fish_value(argument);
      if (!argument.choices.empty()) text += fmt::format("{} {}\n", where, value);
    }
  }
  return text;
}

}  // namespace detente
