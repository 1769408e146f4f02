#include "tools/search/policy_selection.hpp"

#include "engine/run/parallel.hpp"
#include "tools/evidence/evidence_head.hpp"
#include "tools/evidence/outcome_selection.hpp"
#include "tools/kernel/kernel.hpp"

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

/// Runs a range of runs of several arms.
class StageRunner {
 public:
  StageRunner(Experiment const& experiment, SelectionSettings const& settings)
      : spec_(experiment.result),
        kernel_(make_kernel({experiment.model, experiment.result}, settings.target)),
        column_(select_outcome(spec_, settings.outcome).columns.front()),
        sure_(sure_column(spec_)),
        threads_(settings.threads) {}

  /// Means of the policies over scenarios and runs that failed nowhere; empty if all did.
  std::vector<double> means(std::vector<int> const& policies, std::int64_t first_run, std::int64_t runs) const {
    std::size_t const scenarios = spec_.scenarios.size();
    std::int64_t const blocks = (runs + spec_.block_runs - 1) / spec_.block_runs;
    std::vector<BlockRecord> records(policies.size() * scenarios * static_cast<std::size_t>(blocks));
    in_parallel(static_cast<std::int64_t>(records.size()), threads_, [&](std::int64_t k) {
      std::int64_t const first = first_run + k % blocks * spec_.block_runs;
      auto const place = static_cast<std::size_t>(k / blocks);
      auto const arm = static_cast<std::size_t>(policies[place / scenarios]) * scenarios + place % scenarios;
      records[static_cast<std::size_t>(k)] =
          kernel_({.index = k,
                   .part = 0,
                   .arm = static_cast<int>(arm),
                   .first_run = first,
                   .runs = static_cast<int>(std::min<std::int64_t>(spec_.block_runs, first_run + runs - first)),
                   .last_of_part = false});
    });
    return means_of(records, policies.size(), static_cast<std::size_t>(blocks));
  }

 private:
  std::vector<double> means_of(std::vector<BlockRecord> const& records, std::size_t policies,
                               std::size_t blocks) const {
    std::size_t const scenarios = spec_.scenarios.size();
    std::vector<double> sums(policies, 0.0);
    double count = 0;
    for (std::size_t block = 0; block < blocks; ++block) {
      auto const runs = static_cast<std::size_t>(records[block].id.runs);
      for (std::size_t run = 0; run < runs; ++run) {
        auto const value = [&](std::size_t place, std::size_t column) {
          return records[place * blocks + block].outcomes[column * runs + run];
        };
        bool is_whole = true;
        for (std::size_t place = 0; place < policies * scenarios; ++place)
          is_whole = is_whole && std::isfinite(value(place, sure_)) && std::isfinite(value(place, column_));
        if (!is_whole) continue;
        ++count;
        for (std::size_t place = 0; place < policies * scenarios; ++place)
          sums[place / scenarios] += value(place, column_) / static_cast<double>(scenarios);
      }
    }
    if (count == 0) return {};
    for (double& sum : sums) sum /= count;
    return sums;
  }

  ResultSpec const& spec_;
  Kernel kernel_;
  std::size_t column_, sure_;
  int threads_;
};

}  // namespace

KimNelson select_policy(Experiment const& experiment, SelectionSettings const& settings) {
  Experiment bare = experiment;
  bare.result.recording = {};
  StageRunner const runner(bare, settings);
  KimNelson race(static_cast<int>(experiment.result.policies.size()), settings.race);
  for (std::int64_t first = 0; !race.is_decided() && first + settings.stage_runs <= settings.most_runs;
       first += settings.stage_runs) {
    if (settings.should_stop && settings.should_stop()) throw EvidenceStopped();
    std::vector<double> const means = runner.means(race.survivors(), first, settings.stage_runs);
    if (means.empty()) continue;
    race.observe(means);
    if (settings.report) settings.report(race.state());
  }
  return race;
}

}  // namespace detente
