#include "engine/config/config_tree.hpp"
#include "tools/detente/files/evidence_file.hpp"
#include "tools/detente/files/guarded_file.hpp"
#include "tools/detente/options/evidence_options.hpp"
#include "tools/evidence/magnitude_evaluation.hpp"
#include "tools/kernel/installation.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace detente {
namespace {

struct MagnitudesOptions {
  EvidenceOptions evidence;
  std::string file = shipped_configuration("configs/western_balkans/magnitudes.yaml");
  std::string json;   // empty: none
  std::string check;  // evidence to be checked against the file as it is; empty: none
  std::int64_t runs = 0;
};

Magnitudes read(MagnitudesOptions const& options) {
  return read_magnitudes(options.file, [&](ConfigTree& tree) {
    if (options.runs > 0) tree.set("design.samples", std::to_string(options.runs));
  });
}

ExitCode magnitudes(MagnitudesOptions const& options) {
  Magnitudes const lines = read(options);
  if (!options.check.empty()) return check_fresh(options.check, "magnitudes", fingerprint(lines.experiment));
  require_free(options.json);
  EvidenceSession session(options.evidence);
  nlohmann::ordered_json result =
      evidence_head("magnitudes", fmt::format("detente magnitudes {}", options.file), lines.experiment);
  try {
    result.update(evaluate(lines, session.work()));
  } catch (EvidenceStopped const&) {
    session.finish();
    return session.stopped();
  }
  session.finish();
  fmt::print("{}", magnitudes_text(result));
  write_evidence(options.json, result);
  return ExitCode::done;
}

}  // namespace

Subcommand add_magnitudes(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("magnitudes", "does the model bring out what is known from data?");
  auto const values = std::make_shared<MagnitudesOptions>();
  options->add_option("file", values->file, "magnitudes (YAML)")->type_name("FILE")->capture_default_str();
  options->add_option("--json", values->json, "also write every number to this new file")->type_name("FILE");
  options->add_option("--runs", values->runs, "runs of each arm")->check(CLI::Range(32, 1'000'000'000));
  options->add_option("--check", values->check, "only say whether this evidence still rests on the file as it is")
      ->type_name("FILE");
  values->evidence.add_to(*options);
  return {options, [values] { return magnitudes(*values); }};
}

}  // namespace detente
