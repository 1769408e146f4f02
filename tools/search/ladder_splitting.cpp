#include "tools/search/ladder_splitting.hpp"

#include "engine/core/draws.hpp"
#include "engine/run/parallel.hpp"
#include "models/regional_model.hpp"
#include "models/state.hpp"
#include "tools/evidence/evidence_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <numeric>
#include <regex>
#include <stdexcept>

namespace detente {
namespace {

using Model = RegionalModel<double, 1>;

/// Steps runs of one arm, each with a luck of its own. The run's key is the seed of its draws, and from its start also
/// its sample.
class LadderStepper {
 public:
  struct State {
    Model::Trajectory trajectory;
    std::uint32_t sample = 0;
  };

  LadderStepper(Model const& model, Experiment const& experiment, std::size_t arm, LadderEvent const& event)
      : model_(model), months_(experiment.result.months), arm_(static_cast<int>(arm)) {
    std::vector<VariableInfo> const& variables = experiment.result.catalogue.variables;
    auto const at = std::find_if(variables.begin(), variables.end(),
                                 [](VariableInfo const& variable) { return variable.name == "level"; });
    level_ = static_cast<int>(at - variables.begin());
    disputes_.resize(experiment.result.catalogue.size_of(at->dimensions));
    std::iota(disputes_.begin(), disputes_.end(), 0);
    if (event.dispute) disputes_ = {*event.dispute};
  }

  State start(std::uint64_t key) const {
    State state{model_.trajectory(arm_), static_cast<std::uint32_t>(key >> 33)};  // 31 bits
    Draws<double, 1> draws = draws_of(key, state.sample);
    draws.begin_month(0);
    state.trajectory.start(draws);
    return state;
  }

  void advance(std::span<SplitTrajectory<State>> list, double threshold) const {
    for (SplitTrajectory<State>& one : list) {
      Draws<double, 1> draws = draws_of(one.key, one.state.sample);
      while (score(one.state) < threshold && one.month < months_) {
        draws.begin_month(one.month);
        one.state.trajectory.step(one.month++, draws, nullptr);
      }
      one.has_reached = score(one.state) >= threshold;
    }
  }

 private:
  Draws<double, 1> draws_of(std::uint64_t key, std::uint32_t sample) const {
    Draws<double, 1> draws(key, model_.slots());
    draws.assign({.sample = {sample}, .replication = {0}});
    return draws;
  }

  double score(State const& state) const {
    double highest = 0;
    for (int const dispute : disputes_) highest = std::max(highest, state.trajectory.value(level_, dispute)[0]);
    return highest;
  }

  Model const& model_;
  int months_, arm_, level_ = 0;
  std::vector<int> disputes_;
};

}  // namespace

std::string LadderEvent::text(Region const& region) const {
  if (!dispute && level == levels - 1) return "open_conflict";
  std::string const which = dispute ? "[" + region.disputes[static_cast<std::size_t>(*dispute)].id + "]" : "";
  return fmt::format("peak_level{} >= {}", which, level);
}

LadderEvent parse_ladder_event(std::string const& text, Region const& region) {
  if (text == "open_conflict") return {.dispute = {}, .level = levels - 1};
  static std::regex const form(R"(\s*peak_level(?:\[([^\]]+)\])?\s*>=\s*(\d)\s*)");
  std::smatch match;
  if (!std::regex_match(text, match, form))
    throw std::invalid_argument(fmt::format("'{}' is no event on the ladder", text));
  LadderEvent event{.dispute = {}, .level = std::stoi(match[2])};
  if (event.level < 1 || event.level >= levels)
    throw std::invalid_argument(fmt::format("there is no level {}: 1 to {}", event.level, levels - 1));
  if (!match[1].matched) return event;
  auto const at = std::find_if(region.disputes.begin(), region.disputes.end(),
                               [&](Dispute const& dispute) { return dispute.id == match[1]; });
  if (at == region.disputes.end()) {
    throw std::invalid_argument(
        fmt::format("there is no dispute '{}': {}", match[1].str(), fmt::join(ids_of(region.disputes), ", ")));
  }
  event.dispute = static_cast<int>(at - region.disputes.begin());
  return event;
}

SplittingResult split_on_ladder(Experiment const& experiment, std::size_t arm, LadderEvent const& event,
                                SplittingSettings const& settings) {
  Model const model(experiment.model);
  LadderStepper const stepper(model, experiment, arm, event);
  SplittingPlan plan{.thresholds = {},
                     .months = experiment.result.months,
                     .trajectories = settings.trajectories,
                     .replications = settings.replications,
                     .seed = experiment.result.seed};
  for (int level = 1; level <= event.level; ++level) plan.thresholds.push_back(level);
  std::vector<SplittingRun> runs(static_cast<std::size_t>(plan.replications));
  std::atomic<bool> is_stopped = false;
  in_parallel(plan.replications, settings.threads, [&](std::int64_t replication) {
    if (is_stopped || (settings.should_stop && settings.should_stop())) {
      is_stopped = true;
      return;
    }
    LadderStepper own = stepper;
    runs[static_cast<std::size_t>(replication)] = split_once(plan, own, static_cast<std::uint32_t>(replication));
  });
  if (is_stopped) throw EvidenceStopped();
  return combine_replications(plan, runs, settings.confidence);
}

}  // namespace detente
