#include "tools/detente/tables/replayed_run.hpp"

#include "tools/detente/program.hpp"
#include "tools/detente/tables/export_tables.hpp"
#include "tools/detente/tables/record_tables.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/kernel/kernel.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace detente {
namespace {

/// Everything of one run is recorded; nothing is summed up.
Recording everything(ResultSpec const& spec) {
  Recording recording;
  recording.history_variables.resize(spec.catalogue.variables.size());
  std::iota(recording.history_variables.begin(), recording.history_variables.end(), 0);
  recording.history_runs = spec.runs();
  recording.event_runs = spec.runs();
  return recording;
}

/// Names of the outcomes whose numbers are others than in the result, bit for bit.
std::vector<std::string> different_outcomes(ResultFile const& result, ResultSpec const& spec,
                                            BlockRecord const& record) {
  Arm const& arm = spec.arms[static_cast<std::size_t>(record.id.arm)];
  std::vector<std::string> different;
  std::size_t column = 0;
  for (OutcomeInfo const& outcome : spec.catalogue.outcomes) {
    std::size_t const labels = spec.catalogue.size_of(outcome.dimensions);
    if (labels == 0) continue;
    std::vector<std::uint64_t> offset{static_cast<std::uint64_t>(arm.policy), static_cast<std::uint64_t>(arm.scenario),
                                      static_cast<std::uint64_t>(record.id.first_run)};
    std::vector<std::uint64_t> count{1, 1, 1};
    if (!outcome.dimensions.empty()) {
      offset.push_back(0);
      count.push_back(labels);
    }
    for (double const stored : result.file().numbers("/outcomes/" + outcome.name, offset, count)) {
      double const computed = record.outcomes[column];
      bool const is_same = std::bit_cast<std::uint64_t>(stored) == std::bit_cast<std::uint64_t>(computed) ||
                           (std::isnan(stored) && std::isnan(computed));
      if (!is_same) different.push_back(spec.column_name(column));
      ++column;
    }
  }
  return different;
}

bool is_dropped(ResultFile const& result, std::int64_t run) {
  if (!result.file().exists("/failures")) return false;
  std::vector<double> const runs = result.file().numbers("/failures/run_index");
  return std::find(runs.begin(), runs.end(), static_cast<double>(run)) != runs.end();
}

}  // namespace

int arm_of(ResultSpec const& spec, WantedRun const& wanted) {
  std::size_t const policy = chosen({wanted.policy}, spec.policies, "policy").front();
  std::string const scenario = wanted.scenario.empty() ? spec.scenarios.front() : wanted.scenario;
  if (wanted.scenario.empty() && spec.scenarios.size() > 1)
    throw UsageError(fmt::format("--scenario is wanted: {}", fmt::join(spec.scenarios, ", ")));
  std::size_t const place = chosen({scenario}, spec.scenarios, "scenario").front();
  if (wanted.run >= spec.runs())
    throw UsageError(fmt::format("--run {}: the ensemble has runs 0 to {}", wanted.run, spec.runs() - 1));
  return static_cast<int>(policy * spec.scenarios.size() + place);
}

BlockRecord replay_run(OpenedResult& source, int arm, std::int64_t run, std::optional<Target> target) {
  ResultSpec& spec = source.experiment.result;
  spec.recording = everything(spec);
  return make_kernel({source.experiment.model, spec},
                     target)({.index = 0, .part = 0, .arm = arm, .first_run = run, .runs = 1, .last_of_part = true});
}

Ties ties_of(Region const& region) {
  Ties ties;
  ties.missions.resize(region.disputes.size());
  for (Dispute const& dispute : region.disputes) {
    std::vector<int> parties;
    for (CountryShare const& party : dispute.parties) parties.push_back(party.country);
    ties.parties.push_back(std::move(parties));
  }
  for (int m = 0; m < region.mission_count(); ++m) {
    for (int const dispute : region.missions[static_cast<std::size_t>(m)].disputes)
      ties.missions[static_cast<std::size_t>(dispute)].push_back(m);
  }
  return ties;
}

bool agrees_with_result(OpenedResult const& source, BlockRecord const& record) {
  if (!source.result || is_dropped(*source.result, record.id.first_run)) return true;
  return different_outcomes(*source.result, source.experiment.result, record).empty();
}

bool compare_with_result(OpenedResult const& source, BlockRecord const& record, Agreement agreement) {
  bool const is_quiet = agreement == Agreement::silent;
  ResultSpec const& spec = source.experiment.result;
  if (!record.failures.empty()) {
    spdlog::warn("run {} comes to no result: {} is no number; {}", record.id.first_run,
                 spec.column_name(static_cast<std::size_t>(record.failures.front().column)),
                 first_fault_text(spec, record));
  }
  if (!source.result) {
    if (!is_quiet) spdlog::info("replay done: there is no result yet to compare with");
    return true;
  }
  if (is_dropped(*source.result, record.id.first_run)) {
    if (!is_quiet) spdlog::info("replay done: the result leaves this run out, so there is nothing to compare with");
    return true;
  }
  std::vector<std::string> const different = different_outcomes(*source.result, spec, record);
  if (different.empty()) {
    if (!is_quiet) spdlog::info("replay done: {} outcomes as in the result, bit for bit", record.outcomes.size());
    return true;
  }
  std::string const reason =
      source.revision == program_revision()
          ? std::string("by the same revision: please report it")
          : fmt::format("computed by revision {}, this is {}", source.revision, program_revision());
  spdlog::error("{} of {} outcomes differ from the result, the first {} ({})", different.size(), record.outcomes.size(),
                different.front(), reason);
  return false;
}

}  // namespace detente
