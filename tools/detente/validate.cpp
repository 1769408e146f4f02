#include "engine/config/config_error.hpp"
#include "engine/config/config_tree.hpp"
#include "engine/core/keyed_draws.hpp"
#include "engine/io/durable_file.hpp"
#include "tools/detente/files/evidence_file.hpp"
#include "tools/detente/files/guarded_file.hpp"
#include "tools/detente/options/evidence_options.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/evidence/validation.hpp"
#include "tools/kernel/installation.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>

namespace detente {
namespace {

struct ValidateOptions {
  EvidenceOptions evidence;
  std::string file = shipped_configuration("configs/western_balkans/validation.yaml");
  std::string record;  // CSV
  std::string until;   // last month the record is complete in; empty: the last of the experiment
  std::string json;    // empty: none
  std::string check;   // evidence to be checked against the file as it is; empty: none
  std::int64_t runs = 0;
  std::int64_t seed = -1;  // below 0: that of the file
};

/// Ends the experiment with a month.
void end_with(ConfigTree& tree, std::string const& text) {
  std::optional<YearMonth> const until = parse_year_month(text);
  if (!until) throw UsageError(fmt::format("--until {}: a month is written as 2024-12", text));
  YearMonth const start = tree.root()["region.start"].month();
  auto const months = static_cast<int>(tree.root()["experiment.months"].integer(1, 1200));
  if (tree.has_errors()) return;  // they are told first
  int const wanted = until->index - start.index + 1;
  if (wanted < 1 || wanted > months) {
    throw UsageError(fmt::format("--until {}: the forecasts are of {} to {}", text, to_string(start),
                                 to_string({start.index + months - 1})));
  }
  tree.set("experiment.months", std::to_string(wanted));
}

Validation read(ValidateOptions const& options) {
  return read_validation(options.file, [&](ConfigTree& tree) {
    if (options.runs > 0) tree.set("design.samples", std::to_string(options.runs));
    if (options.seed >= 0) tree.set("experiment.seed", std::to_string(options.seed));
    if (!options.until.empty()) end_with(tree, options.until);
  });
}

/// The command without folders: where a record lies is nobody's business.
std::string command_of(ValidateOptions const& options) {
  std::string const until = options.until.empty() ? "" : " --until " + options.until;
  std::string const runs = options.runs > 0 ? fmt::format(" --runs {}", options.runs) : "";
  std::string const seed = options.seed >= 0 ? fmt::format(" --seed {}", options.seed) : "";
  return fmt::format("detente validate {} --record {}{}{}{}", options.file,
                     std::filesystem::path(options.record).filename().string(), until, runs, seed);
}

/// The record of the months that are forecast; that it reaches them cannot be seen from a calm.
CrisisRecord read_record(ValidateOptions const& options, Validation const& validation) {
  ResultSpec const& spec = validation.experiment.result;
  Region const& region = validation.experiment.model.arms.front().inputs.region;
  CrisisRecord record =
      read_crisis_record(options.record, region, spec.start, spec.months, dispute_codes(validation.before_file));
  YearMonth const end{spec.start.index + spec.months - 1};
  if (record.last_of_file < spec.start)
    throw ConfigError(
        {fmt::format("{}: error: no episode reaches {}, the first month of the forecasts (the record of "
                     "{} to {})",
                     options.record, to_string(spec.start), to_string(spec.start), to_string(end))});
  if (record.last_of_file < end)
    fmt::print(stderr,
               "the last episode of the record ends in {}; months from there to {} count as calm (--until YYYY-MM "
               "if the record is complete only until then)\n",
               to_string(record.last_of_file), to_string(end));
  return record;
}

/// Of the forecasts and of the record.
std::string fingerprint_of(ValidateOptions const& options, Validation const& validation) {
  return fmt::format("{}.{:016x}", fingerprint(validation), stable_hash(read_text_file(options.record)));
}

ExitCode validate(ValidateOptions const& options) {
  Validation const validation = read(options);
  if (options.record.empty()) throw UsageError("--record is missing: the file of crises to hold the forecasts against");
  std::string const rests_on = fingerprint_of(options, validation);
  if (!options.check.empty()) return check_fresh(options.check, "validation", rests_on);
  require_free(options.json);
  CrisisRecord const record = read_record(options, validation);
  EvidenceSession session(options.evidence);
  nlohmann::ordered_json result = evidence_head("validation", command_of(options), validation.experiment);
  try {
    result.update(evaluate(validation, record, session.work()));
  } catch (EvidenceStopped const&) {
    session.finish();
    return session.stopped();
  }
  result["fingerprint"] = rests_on;
  session.finish();
  fmt::print("{}", validation_text(result));
  write_evidence(options.json, result);
  return ExitCode::done;
}

}  // namespace

Subcommand add_validate(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("validate", "are the model's forecasts better than what anybody can say?");
  auto const values = std::make_shared<ValidateOptions>();
  options->add_option("file", values->file, "forecasts (YAML)")->type_name("FILE")->capture_default_str();
  options->add_option("--record", values->record, "the crises that came (CSV)")->type_name("FILE");
  options->add_option("--until", values->until, "month YYYY-MM that the record is complete until")
      ->type_name("YYYY-MM");
  options->add_option("--json", values->json, "also write every number to this new file")->type_name("FILE");
  options->add_option("--runs", values->runs, "runs of the model")->check(CLI::Range(32, 1'000'000));
  options->add_option("--seed", values->seed, "another seed: other luck, same forecasts")
      ->check(CLI::NonNegativeNumber);
  options->add_option("--check", values->check, "only say whether this evidence still rests on the file as it is")
      ->type_name("FILE");
  values->evidence.add_to(*options);
  return {options, [values] { return validate(*values); }};
}

}  // namespace detente
