#include "models/experiment_stop.hpp"

#include "engine/config/config_node.hpp"
#include "engine/core/standard_normal.hpp"
#include "models/experiment_analysis.hpp"
#include "models/experiment_design.hpp"
#include "models/experiment_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace detente {
namespace {

constexpr std::int64_t usual_min_events = 30;

constexpr double growth = 1.05;  // of a number of samples that is searched for

/// Half of Wilson's interval.
double wilson_half_width(double p, double n, double z) {
  return z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
}

/// Reads one `stop`.
class StopReader {
 public:
  StopReader(ConfigNode const& node, ResultSpec const& spec) : node_(node), spec_(spec) {}

  Stopping read() {
    Stopping stop;
    stop.first_check = spec_.samples;
    stop.most_samples = node_["max_samples"].integer(1, most_runs / spec_.replications);
    stop.check_every = node_["check_every"].integer(1, most_runs / spec_.replications);
    if (std::optional<ConfigNode> const confidence = node_.find("confidence"))
      stop.confidence = confidence->number({0.5, 0.9999});
    check_steps(stop);
    for (ConfigNode const& item : node_["until"].items()) stop.targets.push_back(read_target(item, stop));
    if (node_["until"].is_sequence() && stop.targets.empty())
      node_["until"].error("nothing to reach", "at least one target");
    return stop;
  }

 private:
  /// Samples between checks: whole observations, whole blocks of runs.
  std::int64_t step() const {
    std::int64_t const blocks = spec_.block_runs / std::gcd<std::int64_t>(spec_.block_runs, spec_.replications);
    return std::lcm(spec_.samples_per_observation, blocks);
  }

  void check_steps(Stopping const& stop) const {
    ConfigNode const every = node_["check_every"];
    if (std::int64_t const unit = step(); stop.check_every % unit != 0) {
      every.error(fmt::format("checks every {} samples", stop.check_every),
                  fmt::format("a multiple of {}: whole batches, and whole blocks of {} runs", unit, spec_.block_runs),
                  fmt::format("check_every: {}", (stop.check_every / unit + 1) * unit));
      return;
    }
    auto const require_steps = [&](ConfigNode const& place, char const* what, std::int64_t samples) {
      if (samples % stop.check_every == 0) return;
      place.error(fmt::format("{} of {} samples", what, samples),
                  fmt::format("a multiple of check_every, {}", stop.check_every),
                  fmt::format("{}", (samples / stop.check_every + 1) * stop.check_every));
    };
    require_steps(node_["max_samples"], "an end", stop.most_samples);
    if (stop.first_check > stop.most_samples)
      node_["max_samples"].error(fmt::format("max_samples is below the {} of design.samples", stop.first_check),
                                 "as many or more: the first check comes after design.samples");
    else if (stop.first_check % stop.check_every != 0)
      require_steps(node_["check_every"], "a first check (design.samples)", stop.first_check);
    if (std::int64_t const runs = stop.most_samples * spec_.replications; runs < fewest_runs_to_stop)
      node_["max_samples"].error(fmt::format("{} runs at the most", runs),
                                 fmt::format("{} or more: no check of fewer says yes", fewest_runs_to_stop));
  }

  StoppingTarget read_target(ConfigNode const& item, Stopping const& stop) const {
    StoppingTarget target;
    bool const is_mean = item["estimate"].choice({"mean", "probability"}) == "mean";
    target.estimate = is_mean ? StoppingTarget::Estimate::mean : StoppingTarget::Estimate::probability;
    target.outcome = item["outcome"].choice(outcome_columns(spec_));
    if (std::optional<ConfigNode> const to = item.find("relative_to")) {
      static_cast<void>(to->choice({"baseline"}));
      target.is_of_difference = true;
      if (spec_.policies.size() < 2) to->error("there is no policy but the baseline", "two policies or more");
    }
    ConfigNode const width = item["half_width"];
    std::optional<ConfigNode> const relative = width.find("relative");
    std::optional<ConfigNode> const absolute = width.find("absolute");
    if (relative && absolute) absolute->error("two half-widths", "relative or absolute");
    if (!relative && !absolute) width.error("no half-width", "relative: a share, or absolute: in the outcome's unit");
    target.is_relative = relative.has_value();
    if (absolute) target.half_width = absolute->number({1e-12, 1e15});
    if (relative) target.half_width = relative->number({1e-9, 1});
    std::optional<ConfigNode> const events = item.find("min_events");
    if (events && is_mean) events->error("min_events has no effect on a mean", "estimate: probability");
    if (!is_mean) target.fewest_events = events ? events->integer(1, most_runs) : usual_min_events;
    check_reach(width, target, stop);
    return target;
  }

  /// A probability of independent runs cannot be known better than if there were only the events asked for.
  void check_reach(ConfigNode const& place, StoppingTarget const& target, Stopping const& stop) const {
    bool const is_simple = target.estimate == StoppingTarget::Estimate::probability && !target.is_relative &&
                           !target.is_of_difference && spec_.samples_per_observation * spec_.replications == 1;
    if (!is_simple) return;
    double const z = normal_quantile(0.5 + stop.confidence / 2);
    auto const events = static_cast<double>(target.fewest_events);
    auto const is_out_of_reach = [&](double n) {
      return n < 2 * events || wilson_half_width(events / n, n, z) > target.half_width;
    };
    auto const runs = static_cast<double>(stop.most_samples);
    if (!is_out_of_reach(runs)) return;
    double enough = runs;
    while (enough < static_cast<double>(most_runs) && is_out_of_reach(enough)) enough *= growth;
    place.error(fmt::format("{} samples cannot bring a probability with {} events within {:.3g}", stop.most_samples,
                            target.fewest_events, target.half_width),
                fmt::format("max_samples of about {:.0f} or more", enough));
  }

  ConfigNode node_;
  ResultSpec const& spec_;
};

}  // namespace

std::optional<Stopping> read_stopping(ConfigNode const& root, ResultSpec& spec) {
  std::optional<ConfigNode> const node = root.find("stop");
  if (!node) return std::nullopt;
  Stopping const stop = StopReader(*node, spec).read();
  std::int64_t const part_runs = stop.check_every * spec.replications;
  if (part_runs > most_part_runs)
    (*node)["check_every"].error(fmt::format("{} runs of an arm between checks", part_runs),
                                 fmt::format("at most {}, which are in memory at once", most_part_runs));
  spec.samples = stop.most_samples;
  spec.part_runs = static_cast<int>(std::min<std::int64_t>(part_runs, most_part_runs));
  return stop;
}

std::string StoppingTarget::text() const {
  std::string const width = is_relative ? fmt::format("{:.3g} %", 100 * half_width) : fmt::format("{:.3g}", half_width);
  return fmt::format("{} of {}{} within {}", estimate == Estimate::mean ? "mean" : "probability", outcome,
                     is_of_difference ? " against the baseline" : "", width);
}

}  // namespace detente
