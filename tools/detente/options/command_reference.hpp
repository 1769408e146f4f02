#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace detente {

/// An option or an argument of a command, as the parser has it: what help, manual and completion say comes from there.
struct OptionReference {
  std::vector<std::string> names;    // "-q", "--quiet"; of an argument its name alone
  std::string value;                 // what it takes: "FILE", "{auto,bar}"; empty for a flag
  std::vector<std::string> choices;  // of "{auto,bar}"
  std::string meaning, fallback;     // fallback: its value if it is not given; empty: none that can be written
  bool is_argument = false, is_required = false, takes_many = false;
};

/// A command, or with an empty name the program itself.
struct CommandReference {
  std::string name, meaning;
  std::vector<OptionReference> arguments, options;
};

/// The program, and every command in the order of --help.
std::vector<CommandReference> command_reference(CLI::App const& app);

/// "detente run [OPTIONS] FILE".
std::string usage_of(std::string const& program, CommandReference const& command);

/// Man pages in roff, section 1: of the program or of one command. `footer` is the version.
std::string man_page(std::string const& program, std::vector<CommandReference> const& reference,
                     CommandReference const& command, std::string const& footer);
/// All commands on a page of Markdown.
std::string markdown_reference(std::string const& program, std::vector<CommandReference> const& reference);

/// A script that completes commands, options, their choices and files; for bash, zsh or fish.
std::string bash_completion(std::string const& program, std::vector<CommandReference> const& reference);
std::string zsh_completion(std::string const& program, std::vector<CommandReference> const& reference);
std::string fish_completion(std::string const& program, std::vector<CommandReference> const& reference);

}  // namespace detente
