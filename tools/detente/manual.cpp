#include "engine/io/durable_file.hpp"
#include "tools/detente/files/guarded_file.hpp"
#include "tools/detente/options/command_reference.hpp"
#include "tools/detente/options/shared_options.hpp"
#include "tools/detente/program.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/usage_error.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace detente {
namespace {

struct ManualOptions {
  std::string command, format = "man", out;
};

CommandReference const& find(std::vector<CommandReference> const& reference, std::string const& name) {
  for (CommandReference const& command : reference) {
    if (command.name == name) return command;
  }
  throw UsageError(fmt::format("there is no command '{}'; detente --help lists them", name));
}

ExitCode manual(ManualOptions const& options, CLI::App const& app) {
  std::string const program = app.get_name();
  std::vector<CommandReference> const reference = command_reference(app);
  std::string const footer = fmt::format("{} {}", program, program_version());
  if (options.format == "md") {
    fmt::print("{}", markdown_reference(program, reference));
  } else if (options.out.empty()) {
    fmt::print("{}", man_page(program, reference, find(reference, options.command), footer));
  } else {
    std::filesystem::create_directories(options.out);
    for (CommandReference const& command : reference) {
      std::string const page = command.name.empty() ? program : program + "-" + command.name;
      write_guarded(fmt::format("{}/{}.1", options.out, page), man_page(program, reference, command, footer),
                    {.is_so = [](std::string const& path) { return read_text_file(path).starts_with(".TH "); },
                     .refused_as = "no page of a manual"});
    }
  }
  return ExitCode::done;
}

}  // namespace

Subcommand add_manual(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("manual", "the manual of a command, as a man page or as Markdown");
  auto const values = std::make_shared<ManualOptions>();
  options->add_option("command", values->command, "as in: detente manual run | man -l -");
  std::vector<std::string> const formats{"man", "md"};
  options->add_option("--format", values->format, "of the page; md has every command")
      ->check(CLI::IsMember(formats).description(""))
      ->type_name(one_of(formats))
      ->capture_default_str();
  options->add_option("--out", values->out, "every man page into this folder")->type_name("FOLDER");
  return {options, [&app, values] { return manual(*values, app); }};
}

}  // namespace detente
