#pragma once

#include "tools/detente/exit_codes.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace detente {

class Crew;

/// A subcommand: its options in the parser, and what it does once they are read; whether it opens results that others
/// may have made, and therefore works in a child process (guarded_child.hpp).
struct Subcommand {
  CLI::App* options;
  std::function<ExitCode()> act;
  bool opens_results_of_others = false;
};

Subcommand add_check(CLI::App& app);
Subcommand add_run(CLI::App& app, Crew& crew);
Subcommand add_resume(CLI::App& app, Crew& crew);
Subcommand add_status(CLI::App& app);
Subcommand add_merge(CLI::App& app);
Subcommand add_plan(CLI::App& app);
Subcommand add_replay(CLI::App& app);
Subcommand add_explain(CLI::App& app);
Subcommand add_analyze(CLI::App& app);
Subcommand add_compare(CLI::App& app);
Subcommand add_sensitivity(CLI::App& app);
Subcommand add_discover(CLI::App& app);
Subcommand add_explorer(CLI::App& app);
Subcommand add_export(CLI::App& app);
Subcommand add_params(CLI::App& app);
Subcommand add_schema(CLI::App& app);
Subcommand add_init(CLI::App& app);
Subcommand add_calibrate(CLI::App& app);
Subcommand add_claims(CLI::App& app);
Subcommand add_completion(CLI::App& app);  // of all commands of `app`
Subcommand add_doctor(CLI::App& app);
Subcommand add_evidence(CLI::App& app);
Subcommand add_magnitudes(CLI::App& app);
Subcommand add_manual(CLI::App& app);  // of all commands of `app`
Subcommand add_rare(CLI::App& app);
Subcommand add_report(CLI::App& app);
Subcommand add_select(CLI::App& app);
Subcommand add_tune(CLI::App& app);
Subcommand add_validate(CLI::App& app);
Subcommand add_verify(CLI::App& app);

}  // namespace detente
