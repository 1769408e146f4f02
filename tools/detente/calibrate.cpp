#include "engine/config/config_error.hpp"
#include "engine/config/config_tree.hpp"
#include "engine/io/durable_file.hpp"
#include "tools/detente/files/evidence_file.hpp"
#include "tools/detente/files/kept_work.hpp"
#include "tools/detente/files/printed.hpp"
#include "tools/detente/options/evidence_options.hpp"
#include "tools/evidence/calibration.hpp"
#include "tools/kernel/installation.hpp"
#include "tools/kernel/kernel.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <memory>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

struct CalibrateOptions {
  EvidenceOptions evidence;
  std::string file = shipped_configuration("configs/western_balkans/calibration.yaml");
  std::string out;  // empty: outputs/<name of the experiment>
  std::optional<int> particles, records;
  std::int64_t seed = -1;  // below 0: that of the file
  std::string check;       // evidence to be checked against the file as it is; empty: none
};

std::string command_text(CalibrateOptions const& options) {
  std::string text = fmt::format("detente calibrate {}", options.file);
  if (options.particles) text += fmt::format(" --particles {}", *options.particles);
  if (options.records) text += fmt::format(" --records {}", *options.records);
  if (options.seed >= 0) text += fmt::format(" --seed {}", options.seed);
  return text;
}

AbcState fit(Calibration const& calibration, KeptWork const& folder, EvidenceSession& session) {
  AbcState state;
  if (std::optional<Json> const earlier = folder.read("fit.json")) state = abc_state(*earlier);
  AbcProblem const problem = problem_of(calibration, [&session] { return session.work(); });
  while (!state.is_finished(calibration.smc)) {
    state = next_generation(problem, calibration.smc, std::move(state));
    session.finish();
    folder.write("fit.json", as_json(state));
    AbcGeneration const& last = state.generations.back();
    fmt::print(stderr, "generation {} of at most {}: tolerance {:.3f}, {:.1f} % of moves accepted\n",
               state.generations.size() - 1, calibration.smc.generations, last.tolerance, 100 * last.acceptance);
  }
  return state;
}

std::vector<std::vector<int>> recover(Calibration const& calibration, KeptWork const& folder,
                                      EvidenceSession& session) {
  std::vector<std::vector<int>> ranks;
  if (std::optional<Json> const earlier = folder.read("recovery.json"))
    ranks = earlier->get<std::vector<std::vector<int>>>();
  for (int record = static_cast<int>(ranks.size()); record < calibration.recovery.records; ++record) {
    ranks.push_back(recovered_ranks(calibration, record, [&session] { return session.work(); }));
    session.finish();
    folder.write("recovery.json", ranks);
    fmt::print(stderr, "recovery: {} of {} records\n", record + 1, calibration.recovery.records);
  }
  return ranks;
}

/// The fingerprint of the fit alone, however many records the proof has: that of a calibration without a proof.
std::string fingerprint_of_fit(Calibration calibration) {
  ConfigTree without_proof = ConfigTree::parse(calibration.experiment.computed, "the calibration in use");
  without_proof.set("recovery.records", "0");
  calibration.experiment.computed = without_proof.resolved(false);
  return fingerprint(calibration);
}

ExitCode compute(CalibrateOptions const& options, Calibration const& calibration) {
  std::string const out = options.out.empty() ? "outputs/" + calibration.experiment.result.name : options.out;
  require_kernel(options.evidence.target);
  KeptWork const folder(out, fingerprint_of_fit(calibration), "calibration.json");
  EvidenceSession session(options.evidence);
  try {
    AbcState const state = fit(calibration, folder, session);
    AbcProblem const problem = problem_of(calibration, {});
    Eigen::MatrixXd const draws = posterior_draws(state, problem, calibration.draws);
    std::vector<std::vector<int>> const ranks = recover(calibration, folder, session);
    Json evidence = evidence_head("calibration", command_text(options), calibration.experiment);
    evidence.update(calibration_evidence(calibration, state, draws, [&session] { return session.work(); }));
    if (!ranks.empty()) evidence["recovery"] = recovery_evidence(calibration, ranks);
    session.finish();
    replace_text_file(folder.path("posterior.yaml"), posterior_text(calibration, draws, command_text(options)));
    write_text_file(folder.path("calibration.json"), evidence.dump(1) + "\n");
    fmt::print("{}", calibration_text(evidence));
    require_printed();
    fmt::print(stderr, "next: name {} in an experiment, as uncertainties: {{posterior: FILE}}\n",
               folder.path("posterior.yaml"));
    return ExitCode::done;
  } catch (EvidenceStopped const&) {
    session.finish();
    fmt::print(stderr, "stopped; the same command goes on after the last generation or record that was finished\n");
    return session.stopped();
  }
}

Calibration read(CalibrateOptions const& options) {
  return read_calibration(options.file, [&](ConfigTree& tree) {
    if (options.particles) tree.set("calibration.particles", std::to_string(*options.particles));
    if (options.records) tree.set("recovery.records", std::to_string(*options.records));
    if (options.seed >= 0) tree.set("experiment.seed", std::to_string(options.seed));
  });
}

ExitCode calibrate(CalibrateOptions const& options) {
  Calibration const calibration = read(options);
  if (!options.check.empty()) return check_fresh(options.check, "calibration", fingerprint(calibration));
  try {
    return compute(options, calibration);
  } catch (AbcFailure const& failure) {
    throw ConfigError({fmt::format("{}: error: {}", options.file, failure.what())});
  }
}

}  // namespace

Subcommand add_calibrate(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("calibrate", "fit what the record of crises can inform");
  auto const values = std::make_shared<CalibrateOptions>();
  options->add_option("file", values->file, "calibration (YAML)")->type_name("FILE")->capture_default_str();
  options->add_option("--out", values->out, "folder for the fit (default: outputs/ and the experiment's name)")
      ->type_name("FOLDER");
  options->add_option("--particles", values->particles, "particles of the fit")->check(CLI::Range(1, 1'000'000));
  options->add_option("--records", values->records, "records of the proof that known numbers are recovered")
      ->check(CLI::Range(0, 1'000'000));
  options->add_option("--seed", values->seed, "another seed: other luck, same fit")->check(CLI::NonNegativeNumber);
  options->add_option("--check", values->check, "only say whether this evidence still rests on the file as it is")
      ->type_name("FILE");
  values->evidence.add_to(*options);
  return {options, [values] { return calibrate(*values); }};
}

}  // namespace detente
