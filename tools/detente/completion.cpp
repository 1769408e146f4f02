#include "tools/detente/options/command_reference.hpp"
#include "tools/detente/options/shared_options.hpp"
#include "tools/detente/subcommand.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <functional>
#include <map>
#include <memory>

namespace detente {
namespace {

using Writer = std::function<std::string(std::string const&, std::vector<CommandReference> const&)>;

std::map<std::string, Writer> const& shells() {
  static std::map<std::string, Writer> const table{
      {"bash", bash_completion}, {"fish", fish_completion}, {"zsh", zsh_completion}};
  return table;
}

}  // namespace

Subcommand add_completion(CLI::App& app) {
  CLI::App* const options = app.add_subcommand(
      "completion", "the script by which a shell completes commands, options and files; an installation has it");
  auto const shell = std::make_shared<std::string>();
  std::vector<std::string> names;
  for (auto const& [name, write] : shells()) names.push_back(name);
  options->add_option("shell", *shell, "as: source <(detente completion bash)")
      ->required()
      ->check(CLI::IsMember(names).description(""))
      ->type_name(one_of(names));
  return {options, [&app, shell] {
            fmt::print("{}", shells().at(*shell)(app.get_name(), command_reference(app)));
            return ExitCode::done;
          }};
}

}  // namespace detente
