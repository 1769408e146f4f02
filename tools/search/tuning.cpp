#include "tools/search/tuning.hpp"

#include "engine/config/config_tree.hpp"
#include "engine/core/keyed_draws.hpp"
#include "tools/search/pareto_front.hpp"
#include "tools/search/policy_runs.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::vector<double>> fitnesses(std::vector<SearchPoint> const& points) {
  std::vector<std::vector<double>> all;
  for (SearchPoint const& point : points) all.push_back(fitness(point.evaluation));
  return all;
}

double number_or_nan(Json const& json) {
  return json.is_number() ? json.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

SearchProblem problem_of(Tuning const& tuning, std::function<EvidenceWork()> work) {
  return {.variables = tuning.variables,
          .objectives = static_cast<int>(tuning.objectives.size()),
          .evaluate =
              [&tuning, work = std::move(work)](std::vector<double> const& values) {
                return evaluation_of(
                    tuning,
                    measured(tuning, runs_of(tuning, tuning.only(tuning.policy, values, Stage::search), work())));
              },
          .start = tuning.start(),
          .seed = tuning.experiment.result.seed};
}

std::string search_fingerprint(Tuning const& tuning) {
  ConfigTree tree = ConfigTree::parse(tuning.experiment.resolved, tuning.experiment.result.name);
  for (char const* key : {"tune.budget", "tune.final", "tune.algorithm.generations"}) tree.unset(key);
  return fmt::format("{:016x}", stable_hash(tree.resolved(false)));
}

std::vector<SearchPoint> front_points(Tuning const& tuning, SearchState const& state) {
  std::vector<std::vector<double>> const all = fitnesses(state.points);
  std::optional<std::vector<double>> const start = tuning.start();
  std::vector<SearchPoint> front;
  for (std::size_t const at : front_of(all)) {
    if (state.points[at].values != start) front.push_back(state.points[at]);
  }
  std::vector<SearchPoint> chosen;
  for (std::size_t const at : spread_out(fitnesses(front), static_cast<std::size_t>(tuning.final.points)))
    chosen.push_back(front[at]);
  std::stable_sort(chosen.begin(), chosen.end(), [](SearchPoint const& a, SearchPoint const& b) {
    return a.evaluation.objectives < b.evaluation.objectives;
  });
  return chosen;
}

std::size_t front_size(SearchState const& state) { return front_of(fitnesses(state.points)).size(); }

std::string point_name(std::size_t at, std::size_t count) {
  return fmt::format("tuned_{:0{}}", at + 1, count < 100 ? 2 : 4);
}

Json as_json(SearchState const& state) {
  Json points = Json::array();
  for (SearchPoint const& point : state.points)
    points.push_back({{"generation", point.generation},
                      {"values", point.values},
                      {"objectives", point.evaluation.objectives},
                      {"violation", point.evaluation.violation}});
  return {{"generations", state.generations}, {"population", state.population}, {"points", points}};
}

SearchState search_state(Json const& json) {
  SearchState state;
  state.generations = json["generations"];
  state.population = json["population"].get<std::vector<std::size_t>>();
  for (Json const& point : json["points"]) {
    SearchPoint& read = state.points.emplace_back();
    read.generation = point["generation"];
    read.values = point["values"].get<std::vector<double>>();
    for (Json const& objective : point["objectives"]) read.evaluation.objectives.push_back(number_or_nan(objective));
    read.evaluation.violation = number_or_nan(point["violation"]);
  }
  return state;
}

}  // namespace detente
