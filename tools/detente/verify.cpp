#include "engine/config/config_tree.hpp"
#include "tools/detente/files/evidence_file.hpp"
#include "tools/detente/files/guarded_file.hpp"
#include "tools/detente/files/printed.hpp"
#include "tools/detente/options/experiment_options.hpp"
#include "tools/detente/options/shared_options.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/evidence/verification.hpp"
#include "tools/kernel/installation.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace detente {
namespace {

struct VerifyOptions {
  ExperimentOptions experiment;
  std::vector<std::string> only;  // names of known limits; empty: all
  std::int64_t samples = 120, first_sample = 0;
  double tolerance = 1;  // factor on every tolerance
  std::string json;      // file; empty: none
  std::string check;     // evidence to be checked against the file as it is; empty: none
};

void take_all_from_evidence(ConfigTree& tree) {
  std::vector<std::string> groups;
  Parameters<double> const parameters{};
  Parameters<double>::describe(parameters, [&groups](auto const&, ParameterInfo const& info) {
    std::string const group(info.key.substr(0, info.key.find('.')));
    if (groups.empty() || groups.back() != group) groups.push_back(group);
  });
  groups.emplace_back("region");
  if (tree.root().find("uncertainties")) tree.unset("uncertainties");
  tree.set("uncertainties", fmt::format("{{from_evidence: [{}]}}", fmt::join(groups, ", ")));
}

/// An experiment's uncertainty if all its coefficients and facts are as uncertain as their evidence says. From what was
/// read, not from its files, which may be others by now.
Uncertainty all_that_is_uncertain(Experiment const& experiment) {
  ConfigTree in_use = ConfigTree::parse(experiment.resolved, "the experiment in use");
  return read_experiment(std::move(in_use), take_all_from_evidence).model.uncertainty;
}

std::string command_text(VerifyOptions const& options) {
  std::string text = "detente verify " + options.experiment.text();
  if (!options.only.empty()) text += fmt::format(" --only {}", fmt::join(options.only, ","));
  text += fmt::format(" --samples {} --first-sample {}", options.samples, options.first_sample);
  return options.tolerance == 1 ? text : text + fmt::format(" --tolerance {}", options.tolerance);
}

nlohmann::ordered_json evidence_of(VerifyOptions const& options, Experiment const& experiment,
                                   std::vector<CheckRow> const& rows) {
  nlohmann::ordered_json evidence = evidence_head("verification", command_text(options), experiment);
  evidence["experiment"] = experiment.result.name;
  evidence["fingerprint"] = fingerprint(experiment);
  evidence["seed"] = experiment.result.seed;
  evidence["verdict"] =
      std::all_of(rows.begin(), rows.end(), [](CheckRow const& row) { return row.agrees(); }) ? "agrees" : "differs";
  evidence["rows"] = nlohmann::ordered_json::array();
  for (CheckRow const& row : rows) evidence["rows"].push_back(as_json(row));
  return evidence;
}

/// With every tolerance multiplied; how often chance alone then raises an alarm is not known.
std::vector<CheckRow> with_tolerances(std::vector<CheckRow> rows, double factor) {
  for (CheckRow& row : rows) {
    row.tolerance *= factor;
    if (factor != 1) row.false_alarm.reset();
  }
  return rows;
}

ExitCode verify(VerifyOptions const& options) {
  require_free(options.json);
  Experiment const experiment = options.experiment.load();
  if (!options.check.empty()) return check_fresh(options.check, "verification", fingerprint(experiment));
  Uncertainty const extremes = all_that_is_uncertain(experiment);
  Verification const verification{experiment, extremes, options.samples, options.first_sample};
  std::vector<CheckRow> all;
  fmt::print("{}\n", region_line(evidence_head("verification", command_text(options), experiment)));
  for (KnownLimit const& limit : known_limits()) {
    bool const chosen = options.only.empty() || std::count(options.only.begin(), options.only.end(), limit.name) > 0;
    if (!chosen) continue;
    std::vector<CheckRow> const rows = with_tolerances(limit.check(verification), options.tolerance);
    fmt::print("{}", verification_text(limit, rows));
    require_printed();
    all.insert(all.end(), rows.begin(), rows.end());
  }
  fmt::print("{}", verification_summary(all));
  write_evidence(options.json, evidence_of(options, experiment, all));
  bool const agree = std::all_of(all.begin(), all.end(), [](CheckRow const& row) { return row.agrees(); });
  require_printed();
  if (!agree)
    fmt::print(stderr,
               "a check differs: docs/verification.md says what that means; a sample of bounds alone is made "
               "again with --only bounds --first-sample K --samples 1\n");
  return agree ? ExitCode::done : ExitCode::target_not_reached;
}

}  // namespace

Subcommand add_verify(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("verify", "check the program in limits where the solution is known");
  auto const values = std::make_shared<VerifyOptions>();
  values->experiment.file = shipped_configuration("configs/western_balkans/experiments/quickstart.yaml");
  values->experiment.add_to(*options);
  options->get_option("file")->required(false)->capture_default_str();
  std::vector<std::string> names;
  for (KnownLimit const& limit : known_limits()) names.push_back(limit.name);
  options->add_option("--only", values->only, "only these checks, separated by commas")
      ->delimiter(',')
      ->check(CLI::IsMember(names).description(""))
      ->type_name(one_of(names));
  options->add_option("--samples", values->samples, "extreme samples of coefficients and facts")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  options->add_option("--first-sample", values->first_sample, "the first of them")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  options
      ->add_option("--tolerance", values->tolerance,
                   "multiply every tolerance: how far a check is from differing, or to allow for more")
      ->check(CLI::Range(1e-9, 1e9))
      ->capture_default_str();
  options->add_option("--json", values->json, "also write the evidence to this file, which must not exist")
      ->type_name("FILE");
  options->add_option("--check", values->check, "only say whether this evidence still rests on the file as it is")
      ->type_name("FILE");
  return {options, [values] { return verify(*values); }};
}

}  // namespace detente
