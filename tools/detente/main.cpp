#include "tools/detente/command_line.hpp"
#include "tools/detente/session/crew.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
  using namespace detente;
  CLI::App app("Agent-based simulation of regional stability and escalation.", "detente");
  app.footer("Start with: detente check configs/western_balkans/experiments/quickstart.yaml");
  Crew alone;
  std::vector<Subcommand> const subcommands{
      add_init(app),     add_check(app),       add_plan(app),     add_run(app, alone), add_resume(app, alone),
      add_status(app),   add_merge(app),       add_replay(app),   add_explain(app),    add_analyze(app),
      add_compare(app),  add_sensitivity(app), add_discover(app), add_report(app),     add_explorer(app),
      add_export(app),   add_params(app),      add_schema(app),   add_verify(app),     add_magnitudes(app),
      add_claims(app),   add_calibrate(app),   add_tune(app),     add_select(app),     add_rare(app),
      add_validate(app), add_evidence(app),    add_doctor(app),   add_manual(app),     add_completion(app)};
  return run_command_line(app, subcommands, argc, argv);
}
