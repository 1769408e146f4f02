#include "engine/config/config_tree.hpp"
#include "engine/config/nearest.hpp"
#include "tools/detente/files/evidence_file.hpp"
#include "tools/detente/files/guarded_file.hpp"
#include "tools/detente/options/evidence_options.hpp"
#include "tools/detente/options/experiment_options.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/evidence/accounting_report.hpp"
#include "tools/evidence/variance_accounting.hpp"
#include "tools/kernel/installation.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace detente {
namespace {

constexpr std::int64_t fewest_samples = 32;

struct AccountingOptions {
  ExperimentOptions experiment;
  EvidenceOptions evidence;
  std::vector<std::string> outcomes{"crisis_cost", "net_position", "open_conflict", "mean.alignment", "mean.g"};
  std::int64_t samples = 0, replications = 0;  // 0: those of the file
  std::string json;                            // file; empty: none
  std::string check;                           // evidence to be checked against the file as it is; empty: none
};

/// A number of the design, 1 if it is not written, must be large enough to tell chance from what is not known.
void require_at_least(ConfigNode const& design, char const* key, std::int64_t least) {
  std::optional<ConfigNode> const node = design.find(key);
  std::int64_t const value = node ? node->integer(1, 1'000'000'000) : 1;
  if (value < least)
    (node ? *node : design)
        .error(fmt::format("{} {}", value, key), fmt::format("at least {}", least), "--" + std::string(key));
}

Experiment read(AccountingOptions const& options) {
  return options.experiment.load([&options](ConfigTree& tree) {
    if (options.samples > 0) tree.set("design.samples", std::to_string(options.samples));
    if (options.replications > 0) tree.set("design.replications", std::to_string(options.replications));
    ConfigNode const root = tree.root();
    if (!root.find("uncertainties")) root.error("nothing is uncertain", "uncertainties: {from_evidence: [...]}");
    static_cast<void>(root["design.type"].choice({"mc"}));  // groups are drawn anew number by number
    require_at_least(root["design"], "samples", fewest_samples);
    require_at_least(root["design"], "replications", 2);
  });
}

OutcomeSelection select(ResultSpec const& spec, std::string const& name) {
  std::vector<std::string> const known = selectable_outcomes(spec);
  if (std::find(known.begin(), known.end(), name) != known.end()) return select_outcome(spec, name);
  throw UsageError(
      fmt::format("--outcome {}: no such outcome (nearest: {})", name, fmt::join(nearest_few(name, known, 3), ", ")));
}

std::string command_text(AccountingOptions const& options) {
  std::string text = "detente evidence " + options.experiment.text();
  if (options.samples > 0) text += fmt::format(" --samples {}", options.samples);
  if (options.replications > 0) text += fmt::format(" --replications {}", options.replications);
  for (std::string const& outcome : options.outcomes) text += fmt::format(" --outcome '{}'", outcome);
  return text;
}

ExitCode evidence(AccountingOptions const& options) {
  require_free(options.json);
  Experiment const experiment = read(options);
  if (!options.check.empty()) return check_fresh(options.check, "accounting", fingerprint(experiment));
  std::vector<OutcomeSelection> outcomes;
  for (std::string const& name : options.outcomes) outcomes.push_back(select(experiment.result, name));
  EvidenceSession session(options.evidence);
  nlohmann::ordered_json result = evidence_head("accounting", command_text(options), experiment);
  try {
    result.update(account_for_variance(experiment, outcomes, [&session] { return session.work(); }));
  } catch (EvidenceStopped const&) {
    session.finish();
    return session.stopped();
  }
  session.finish();
  fmt::print("{}", accounting_text(result));
  write_evidence(options.json, result);
  return ExitCode::done;
}

}  // namespace

Subcommand add_evidence(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("evidence", "what the spread of outcomes comes from: data, judgement, chance");
  auto const values = std::make_shared<AccountingOptions>();
  values->experiment.file = shipped_configuration("configs/western_balkans/experiments/uncertain.yaml");
  values->experiment.add_to(*options);
  options->get_option("file")->required(false)->capture_default_str();
  options->add_option("--outcome", values->outcomes, "an outcome, or one of its labels: mean.g[SRB] (repeatable)")
      ->allow_extra_args(false)
      ->capture_default_str();
  options->add_option("--samples", values->samples, "samples of what is uncertain")
      ->check(CLI::PositiveNumber)
      ->excludes("--runs");
  options->add_option("--replications", values->replications, "runs of each sample")
      ->check(CLI::PositiveNumber)
      ->excludes("--runs");
  options->add_option("--json", values->json, "also write every number to this new file")->type_name("FILE");
  options->add_option("--check", values->check, "only say whether this evidence still rests on the file as it is")
      ->type_name("FILE");
  values->evidence.add_to(*options);
  return {options, [values] { return evidence(*values); }};
}

}  // namespace detente
