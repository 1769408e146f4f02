#include "tools/detente/ensemble_commands.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace detente {
namespace {

struct ResumeOptions {
  std::string output;
  SessionOptions session;
};

ExitCode resume(ResumeOptions const& options, Crew& crew) {
  require_output(options.output);
  Manifest const manifest = Manifest::read(options.output);
  Experiment experiment = experiment_of(manifest, options.output);
  require_one_process(experiment, manifest.shard, crew);
  OutputFolder const folder(options.output, IfExists::resume, experiment, manifest.shard);
  return work_on(options.session, folder, experiment, crew);
}

}  // namespace

Subcommand add_resume(CLI::App& app, Crew& crew) {
  CLI::App* const options = app.add_subcommand("resume", "go on with an ensemble that was interrupted or stopped");
  auto const values = std::make_shared<ResumeOptions>();
  options->add_option("output", values->output, "its folder")->required()->type_name("FOLDER");
  values->session.add_to(*options, crew);
  return {options, [values, &crew] { return resume(*values, crew); }};
}

}  // namespace detente
