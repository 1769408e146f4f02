#include "tools/detente/session/stopping_monitor.hpp"

#include "engine/core/block_plan.hpp"
#include "engine/core/missing.hpp"
#include "engine/statistics/probability.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

std::string arm_name(ResultSpec const& spec, Arm const& arm) {
  std::string const& policy = spec.policies[static_cast<std::size_t>(arm.policy)];
  if (spec.scenarios.size() == 1) return policy;
  return fmt::format("{} in {}", policy, spec.scenarios[static_cast<std::size_t>(arm.scenario)]);
}

/// The baseline policy in the same scenario.
std::size_t baseline_of(ResultSpec const& spec, std::size_t arm) {
  return static_cast<std::size_t>(spec.baseline_policy) * spec.scenarios.size() +
         static_cast<std::size_t>(spec.arms[arm].scenario);
}

std::size_t column_of(ResultSpec const& spec, std::string const& outcome) {
  for (std::size_t column = 0; column < spec.columns(); ++column) {
    if (spec.column_name(column) == outcome) return column;
  }
  throw std::out_of_range("no outcome '" + outcome + "'");
}

}  // namespace

StoppingMonitor::StoppingMonitor(Experiment const& experiment)
    : experiment_(experiment), stopping_(*experiment.stopping), next_(stopping_.first_check) {
  for (StoppingTarget const& target : stopping_.targets) {
    if (std::find(outcomes_.begin(), outcomes_.end(), target.outcome) != outcomes_.end()) continue;
    outcomes_.push_back(target.outcome);
    columns_.push_back(column_of(experiment.result, target.outcome));
  }
  runs_.resize(experiment.result.arms.size() * outcomes_.size());
}

std::int64_t StoppingMonitor::parts_to_see() const {
  return BlockPlan(experiment_.result).parts_within(next_ * experiment_.result.replications);
}

std::vector<std::int64_t> StoppingMonitor::parts_to_look_at() const {
  std::vector<std::int64_t> parts;
  for (std::int64_t part = parts_seen_; part < parts_to_see(); ++part) parts.push_back(part);
  return parts;
}

void StoppingMonitor::take(PartStore const& store, std::int64_t part) {
  PartRecord const record = store.read(part);
  for (std::size_t k = 0; k < outcomes_.size(); ++k) {
    std::vector<double> const numbers = store.outcome(record, columns_[k]);
    std::vector<double>& runs = runs_[static_cast<std::size_t>(record.arm) * outcomes_.size() + k];
    runs.insert(runs.end(), numbers.begin(), numbers.end());
  }
}

StoppingMonitor::Look StoppingMonitor::look(PartStore const& store) {
  for (std::int64_t const part : parts_to_look_at()) take(store, part);
  parts_seen_ = parts_to_see();
  for (PartStore::Failed const& failed : store.failures()) {
    for (std::vector<double>& runs : runs_) {
      auto const run = static_cast<std::size_t>(failed.failure.run);
      if (run < runs.size()) runs[run] = missing;
    }
  }
  Look look{.samples = next_,
            .is_reached = false,
            .is_last = next_ >= stopping_.most_samples,
            .is_too_early = false,
            .targets = {}};
  for (StoppingTarget const& target : stopping_.targets) look.targets.push_back(judge(target));
  bool const are_met =
      std::all_of(look.targets.begin(), look.targets.end(), [](Progress const& target) { return target.is_met; });
  bool const are_enough = next_ * experiment_.result.replications >= fewest_runs_to_stop;
  look.is_reached = are_met && are_enough;
  look.is_too_early = are_met && !are_enough;
  next_ = std::min(next_ + stopping_.check_every, stopping_.most_samples);
  return look;
}

std::vector<double> const& StoppingMonitor::column(std::size_t arm, std::string const& outcome) const {
  auto const at = std::find(outcomes_.begin(), outcomes_.end(), outcome) - outcomes_.begin();
  return runs_[arm * outcomes_.size() + static_cast<std::size_t>(at)];
}

StoppingMonitor::Progress StoppingMonitor::judge_arm(StoppingTarget const& target, std::size_t arm) const {
  ResultSpec const& spec = experiment_.result;
  auto const cluster = static_cast<int>(spec.samples_per_observation * spec.replications);
  std::vector<double> const& runs = column(arm, target.outcome);
  std::vector<double> const& base = column(baseline_of(spec, arm), target.outcome);
  bool const is_probability = target.estimate == StoppingTarget::Estimate::probability;
  Estimate const own = is_probability ? probability_interval(runs, cluster, stopping_.confidence)
                                      : mean_interval(cluster_means(runs, cluster), stopping_.confidence);
  Estimate const asked = target.is_of_difference
                             ? mean_interval(cluster_means(differences(runs, base), cluster), stopping_.confidence)
                             : own;
  Progress progress{.target = &target, .arm = arm_name(spec, spec.arms[arm])};
  progress.half_width = (asked.upper - asked.lower) / 2;
  if (target.is_relative)
    progress.half_width /=
        std::abs(target.is_of_difference ? mean_interval(cluster_means(base, cluster)).value : own.value);
  progress.events = std::min(std::count(runs.begin(), runs.end(), 1.0), std::count(runs.begin(), runs.end(), 0.0));
  progress.is_met = progress.half_width <= target.half_width &&  // false of what is no number
                    (!is_probability || progress.events >= target.fewest_events);
  return progress;
}

StoppingMonitor::Progress StoppingMonitor::judge(StoppingTarget const& target) const {
  ResultSpec const& spec = experiment_.result;
  Progress worst;
  for (std::size_t arm = 0; arm < spec.arms.size(); ++arm) {
    if (target.is_of_difference && spec.arms[arm].policy == spec.baseline_policy) continue;
    Progress const progress = judge_arm(target, arm);
    // An arm that is not there yet is worse than one that is, and of two such the one with the wider interval.
    bool const is_worse = worst.arm.empty() || (worst.is_met && !progress.is_met) ||
                          (worst.is_met == progress.is_met && !(progress.half_width <= worst.half_width));
    if (is_worse) worst = progress;
  }
  return worst;
}

std::string StoppingMonitor::Look::text() const {
  std::string text = fmt::format("{} samples", samples);
  for (Progress const& progress : targets) {
    std::string const width = std::isnan(progress.half_width) ? "no interval yet"
                              : progress.target->is_relative  ? fmt::format("{:.2g} %", 100 * progress.half_width)
                                                              : fmt::format("{:.2g}", progress.half_width);
    bool const lacks_events = progress.events < progress.target->fewest_events;
    std::string const events =
        lacks_events ? fmt::format(", {} of {} events", progress.events, progress.target->fewest_events) : "";
    text += fmt::format("; {}: {}{} ({}){}", progress.target->text(), width, events, progress.arm,
                        progress.is_met ? "" : ", not yet");
  }
  if (is_too_early) text += fmt::format("; too early: no check says yes below {} runs of an arm", fewest_runs_to_stop);
  return text;
}

}  // namespace detente
