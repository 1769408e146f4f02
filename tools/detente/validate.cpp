#include "tools/detente/evidence_file.hpp"
#include "tools/detente/evidence_options.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/evidence/validation.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>

namespace detente {
namespace {

struct ValidateOptions {
  EvidenceOptions evidence;
  std::string file = "configs/western_balkans/validation.yaml";
  std::string record;  // CSV
  std::string until;   // last month the record is complete in; empty: the last of the experiment
  std::string json;    // empty: none
  std::string check;   // evidence to be checked against the file as it is; empty: none
  std::int64_t runs = 0;
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
    if (!options.until.empty()) end_with(tree, options.until);
  });
}

/// The command without folders: where a record lies is nobody's business.
std::string command_of(ValidateOptions const& options) {
  std::string const until = options.until.empty() ? "" : " --until " + options.until;
  std::string const runs = options.runs > 0 ? fmt::format(" --runs {}", options.runs) : "";
  return fmt::format("detente validate {} --record {}{}{}", options.file,
                     std::filesystem::path(options.record).filename().string(), until, runs);
}

ExitCode validate(ValidateOptions const& options) {
  Validation const validation = read(options);
  if (!options.check.empty()) return check_fresh(options.check, fingerprint(validation));
  if (options.record.empty()) throw UsageError("--record is missing: the file of crises to hold the forecasts against");
  require_absent(options.json);
  Region const& region = validation.experiment.model.arms.front().inputs.region;
  CrisisRecord const record =
      read_crisis_record(options.record, region, validation.experiment.result.start,
                         validation.experiment.result.months, dispute_codes(validation.before_file));
  EvidenceSession session(options.evidence);
  nlohmann::ordered_json result = evidence_head("validation", command_of(options));
  try {
    result.update(evaluate(validation, record, session.work()));
  } catch (EvidenceStopped const&) {
    session.finish();
    return session.stopped();
  }
  session.finish();
  fmt::print("{}", validation_text(result));
  std::fflush(stdout);
  write_evidence(options.json, result);
  return ExitCode::done;
}

}  // namespace

Subcommand add_validate(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("validate", "are the model's forecasts better than what anybody can say?");
  auto const values = std::make_shared<ValidateOptions>();
  options->add_option("file", values->file, "forecasts (YAML)")->capture_default_str();
  options->add_option("--record", values->record, "the crises that came (CSV)");
  options->add_option("--until", values->until, "month YYYY-MM that the record is complete until");
  options->add_option("--json", values->json, "also write every number to this new file");
  options->add_option("--runs", values->runs, "runs of the model")->check(CLI::Range(32, 1'000'000'000));
  options->add_option("--check", values->check, "only say whether this evidence still rests on the file as it is");
  values->evidence.add_to(*options);
  return {options, [values] { return validate(*values); }};
}

}  // namespace detente
