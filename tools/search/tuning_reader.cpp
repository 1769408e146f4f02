#include "tools/search/tuning_reader.hpp"

#include "engine/config/config_error.hpp"
#include "engine/config/config_node.hpp"
#include "engine/statistics/tail_risk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace detente {
namespace {

constexpr std::size_t most_objectives = 4;
constexpr std::int64_t most_budget_runs = std::int64_t{1} << 40;

/// "95" of "p95", 0 if it does not read so.
int percent_after(std::string const& text, std::string const& prefix) {
  int percent = 0;
  if (!text.starts_with(prefix)) return 0;
  auto const [end, fault] = std::from_chars(text.data() + prefix.size(), text.data() + text.size(), percent);
  return fault == std::errc() && end == text.data() + text.size() ? percent : 0;
}

class TuneReader {
 public:
  TuneReader(ConfigNode const& node, Tuning& tuning)
      : node_(node), tuning_(tuning), outcomes_(selectable_outcomes(tuning.experiment.result)) {}

  void read() {
    tuning_.policy = node_["policy"].choice(tuning_.experiment.result.policies);
    if (std::optional<ConfigNode> const over = node_.find("over_scenarios"))
      over_ = over->choice({"mean", "worst"}) == "worst" ? OverScenarios::worst : OverScenarios::mean;
    read_final(node_["final"]);
    read_objectives(node_["objectives"]);
    if (std::optional<ConfigNode> const constraints = node_.find("constraints")) read_constraints(*constraints);
    read_algorithm(node_["algorithm"]);
    read_search(node_["search"]);
    read_budget(node_["budget"]["runs"]);
  }

 private:
  void read_search(ConfigNode const& search) {
    std::vector<ConfigNode> nodes;
    for (ConfigEntry const& entry : search.entries()) read_bounds("", entry, nodes);
    if (nodes.empty()) return search.error("nothing is searched", "at least one key of the policy: {min, max}");
    std::size_t const sound = static_cast<std::size_t>(
        std::count_if(tuning_.variables.begin(), tuning_.variables.end(),
                      [](SearchVariable const& variable) { return variable.min < variable.max; }));
    if (sound == nodes.size()) check_bounds(nodes);
  }

  /// A dotted key is read as maps within maps.
  void read_bounds(std::string const& above, ConfigEntry const& entry, std::vector<ConfigNode>& nodes) {
    std::string const name = above.empty() ? entry.id : above + "." + entry.id;
    bool const has_bounds = entry.node.is_map() && (entry.node.find("min") || entry.node.find("max"));
    if (entry.node.is_map() && !has_bounds && !entry.node.entries().empty()) {
      for (ConfigEntry const& below : entry.node.entries()) read_bounds(name, below, nodes);
      return;
    }
    SearchVariable variable{.name = name, .min = entry.node["min"].number(), .max = entry.node["max"].number()};
    if (std::optional<ConfigNode> const step = entry.node.find("step")) {
      variable.step = step->number();
      if (!(variable.step > 0 && variable.step <= variable.max - variable.min))
        step->error(fmt::format("{} is no step from min to max", variable.step), "above 0, at most max - min");
    }
    if (entry.node["min"].is_scalar() && entry.node["max"].is_scalar() && !(variable.min < variable.max))
      entry.node.error(fmt::format("min {} and max {}", variable.min, variable.max), "min < max");
    tuning_.variables.push_back(variable);
    nodes.push_back(entry.node);
  }

  /// Whether the policy takes each number at its bounds and between, the others as they are; then all at once.
  void check_bounds(std::vector<ConfigNode> const& nodes) {
    if (!is_sound_as_it_stands()) return;  // what is wrong is reported where it stands
    std::vector<SearchVariable> const all = tuning_.variables;
    std::vector<double> lowest, highest;
    bool is_sound = true;
    for (std::size_t k = 0; k < all.size(); ++k) {
      tuning_.variables = {all[k]};
      std::optional<LeverPaths> const at_min = levers_with(nodes[k]["min"], {all[k].min});
      std::optional<LeverPaths> const at_max = levers_with(nodes[k]["max"], {all[k].max});
      is_sound = is_sound && at_min && at_max && levers_with(nodes[k], {all[k].rounded(between(all[k]))});
      bool const is_of_rule = all[k].name.find('[') != std::string::npos;  // which levers may not show
      if (at_min && at_max && !is_of_rule && at_min->values == at_max->values)
        nodes[k].error("the policy does the same at both bounds", "a number that counts within the horizon");
      lowest.push_back(all[k].min);
      highest.push_back(all[k].max);
    }
    tuning_.variables = all;
    if (is_sound && levers_with(node_["search"], lowest)) static_cast<void>(levers_with(node_["search"], highest));
  }

  /// A number that is whole at no bounds of common use.
  static double between(SearchVariable const& variable) {
    constexpr double share = 0.382;
    return variable.min + share * (variable.max - variable.min);
  }

  bool is_sound_as_it_stands() const {
    try {
      static_cast<void>(tuning_.only(tuning_.policy, {}, Stage::search));
      return true;
    } catch (ConfigError const&) {
      return false;
    }
  }

  /// What the policy sets with these numbers; nothing, and a fault, if it does not take them.
  std::optional<LeverPaths> levers_with(ConfigNode const& node, std::vector<double> const& values) {
    try {
      return tuning_.only(tuning_.policy, values, Stage::search).result.levers;
    } catch (ConfigError const& error) {
      std::string said = error.what();
      said.resize(std::min(said.find('\n'), said.size()));
      std::size_t const reason = said.find(" error: ");  // what stands before is a place that nobody wrote
      if (said.starts_with("--set") && reason != std::string::npos) said = said.substr(reason + 8);
      bool const is_one = values.size() == 1;
      node.error(
          fmt::format("policy '{}' does not take {}", tuning_.policy, is_one ? written(values[0]) : "all of these"),
          "numbers of the policy that may be set", said);
      return {};
    }
  }

  OutcomeMeasure read_measure(ConfigNode const& node) {
    OutcomeMeasure measure;
    measure.over = over_;
    std::string const outcome = node["outcome"].choice(outcomes_);
    if (std::find(outcomes_.begin(), outcomes_.end(), outcome) != outcomes_.end())
      measure.outcome = select_outcome(tuning_.experiment.result, outcome);
    ConfigNode const statistic = node["statistic"];
    std::string const said = statistic.text();
    int const quantile = percent_after(said, "p");
    int const tail = percent_after(said, "cvar");
    measure.text = fmt::format("{} {}", outcome, said);
    if (said == "probability") {
      measure.statistic = Statistic::probability;
      std::optional<ConfigNode> const above = node.find("above");
      if (above) measure.above = above->number();
      measure.text = fmt::format("P({} > {})", outcome, measure.above);
    } else if (quantile >= 1 && quantile <= 99) {
      measure.statistic = Statistic::quantile;
      measure.level = quantile / 100.0;
    } else if (tail >= 50 && tail <= 99) {
      measure.statistic = Statistic::tail_mean;
      measure.level = tail / 100.0;
      check_tail(statistic, measure.level);
    } else if (said != "mean" && statistic.is_scalar()) {
      statistic.error(fmt::format("'{}'", said), "mean, probability, p1 to p99, or cvar50 to cvar99");
    }
    return measure;
  }

  void check_tail(ConfigNode const& node, double level) const {
    std::int64_t const runs =
        std::min(tuning_.final.samples, tuning_.experiment.result.samples) * tuning_.experiment.result.replications;
    double const in_tail = static_cast<double>(runs) * (1 - level);
    if (in_tail < fewest_tail_runs - 1e-9)
      node.error(fmt::format("{:.3g} of {} runs make up the tail", in_tail, runs),
                 fmt::format("at least {}", fewest_tail_runs), "more samples in design and final");
  }

  void read_objectives(ConfigNode const& node) {
    for (ConfigNode const& item : node.items()) {
      OutcomeMeasure measure = read_measure(item);
      std::optional<ConfigNode> const goal = item.find("goal");
      if (goal && goal->choice({"minimise", "maximise"}) == "maximise") measure.goal = Goal::maximise;
      for (OutcomeMeasure const& other : tuning_.objectives) {
        if (other.text == measure.text) item.error(fmt::format("'{}' stands here twice", measure.text), "each once");
      }
      tuning_.objectives.push_back(std::move(measure));
    }
    if (node.is_sequence() && (tuning_.objectives.empty() || tuning_.objectives.size() > most_objectives))
      node.error(fmt::format("{} objectives", tuning_.objectives.size()), fmt::format("1 to {}", most_objectives));
  }

  void read_constraints(ConfigNode const& node) {
    for (ConfigNode const& item : node.items()) {
      TuningConstraint constraint{.measure = read_measure(item)};
      std::optional<ConfigNode> const at_most = item.find("at_most");
      std::optional<ConfigNode> const at_least = item.find("at_least");
      if (at_most.has_value() == at_least.has_value()) {
        item.error(at_most ? "two bounds" : "no bound", "at_most or at_least");
        continue;
      }
      constraint.side = at_most ? Goal::minimise : Goal::maximise;
      constraint.measure.goal = constraint.side;
      constraint.bound = (at_most ? at_most : at_least)->number();
      constraint.measure.text += fmt::format(" {} {}", at_most ? "at most" : "at least", constraint.bound);
      tuning_.constraints.push_back(std::move(constraint));
    }
  }

  void read_algorithm(ConfigNode const& node) {
    ConfigNode const population = node["population"];
    tuning_.settings.population = static_cast<int>(population.integer(least_population, 10'000));
    if (population.is_scalar() && tuning_.settings.population % 4 != 0)
      population.error(fmt::format("a population of {}", tuning_.settings.population), "a multiple of 4");
    tuning_.settings.generations = static_cast<int>(node["generations"].integer(1, 100'000));
  }

  void read_budget(ConfigNode const& runs) {
    tuning_.budget_runs = runs.integer(1, most_budget_runs);
    tuning_.settings.evaluations = tuning_.budget_runs / tuning_.runs_per_point();
    std::int64_t const needed = tuning_.settings.population * tuning_.runs_per_point();
    if (runs.is_scalar() && tuning_.budget_runs < needed)
      runs.error(fmt::format("{} runs do not pay for one generation", tuning_.budget_runs),
                 fmt::format("at least {}", needed), "population x samples x replications x scenarios");
  }

  void read_final(ConfigNode const& node) {
    FinalRuns& final = tuning_.final;
    final.samples = node["samples"].integer(2, std::int64_t{1} << 31);
    ConfigNode const seed = node["seed"];
    final.seed = static_cast<std::uint64_t>(seed.integer(0, std::numeric_limits<std::int64_t>::max()));
    if (seed.is_scalar() && final.seed == tuning_.experiment.result.seed)
      seed.error("the seed of the search", "another one",
                 "what was chosen for its luck would be judged by the same luck");
    if (std::optional<ConfigNode> const confidence = node.find("confidence"))
      final.confidence = confidence->number({0.5, 0.9999});
    if (std::optional<ConfigNode> const points = node.find("points"))
      final.points = static_cast<int>(points->integer(1, 1000));
  }

  ConfigNode node_;
  Tuning& tuning_;
  std::vector<std::string> outcomes_;
  OverScenarios over_ = OverScenarios::mean;
};

}  // namespace

void read_tune_block(ConfigNode const& node, Tuning& tuning) { TuneReader(node, tuning).read(); }

}  // namespace detente
