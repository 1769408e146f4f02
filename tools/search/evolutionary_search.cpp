#include "tools/search/evolutionary_search.hpp"

#include "engine/core/keyed_draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <pagmo/algorithms/de.hpp>
#include <pagmo/algorithms/nsga2.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>
#include <utility>

namespace detente {
namespace {

constexpr double crossover = 0.9, crossover_index = 15, mutation_index = 20;  // Deb et al. 2002
constexpr double difference_weight = 0.8, difference_crossover = 0.9;         // Storn and Price 1997
constexpr unsigned rand_1_exp = 2;                                            // pagmo's number of the variant

/// The points of a search by their values: each is evaluated once.
class EvaluatedPoints {
 public:
  EvaluatedPoints(SearchProblem const& problem, SearchState& state) : problem_(problem), state_(state) {
    for (std::size_t at = 0; at < state.points.size(); ++at) positions_.emplace(state.points[at].values, at);
  }

  std::vector<double> rounded(std::vector<double> values) const {
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = problem_.variables[k].rounded(values[k]);
    return values;
  }

  std::size_t position_of(std::vector<double> const& values) {
    std::vector<double> const written = rounded(values);
    auto const known = positions_.find(written);
    if (known != positions_.end()) return known->second;
    state_.points.push_back({state_.generations, written, problem_.evaluate(written)});
    positions_.emplace(written, state_.points.size() - 1);
    return state_.points.size() - 1;
  }

  std::vector<double> fitness_of(std::vector<double> const& values) {
    return fitness(state_.points[position_of(values)].evaluation);
  }

 private:
  SearchProblem const& problem_;
  SearchState& state_;
  std::map<std::vector<double>, std::size_t> positions_;
};

/// The search as pagmo asks for it. It is copied there; the points must outlive it.
struct BoxProblem {
  EvaluatedPoints* points = nullptr;
  pagmo::vector_double lower, upper;
  std::size_t objectives = 1;

  pagmo::vector_double fitness(pagmo::vector_double const& values) const { return points->fitness_of(values); }
  std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const { return {lower, upper}; }
  std::size_t get_nobj() const { return objectives; }
};

/// One point in every stratum of every number, strata matched at random.
std::vector<std::vector<double>> latin_hypercube(SearchProblem const& problem, int count) {
  auto const n = static_cast<std::size_t>(count);
  std::vector<std::vector<double>> points(n, std::vector<double>(problem.variables.size()));
  for (std::size_t k = 0; k < problem.variables.size(); ++k) {
    SearchVariable const& variable = problem.variables[k];
    auto const draw = [&](std::string const& name, std::size_t i) {
      return keyed_uniform(problem.seed, static_cast<std::uint32_t>(i),
                           stable_hash(fmt::format("search.{}.{}", name, variable.name)));
    };
    std::vector<double> order(n);
    for (std::size_t i = 0; i < n; ++i) order[i] = draw("order", i);
    std::vector<std::size_t> strata(n);
    std::iota(strata.begin(), strata.end(), std::size_t{0});
    std::sort(strata.begin(), strata.end(), [&](std::size_t a, std::size_t b) { return order[a] < order[b]; });
    for (std::size_t i = 0; i < n; ++i) {
      double const share = (static_cast<double>(strata[i]) + draw("within", i)) / static_cast<double>(n);
      points[i][k] = variable.min + share * (variable.max - variable.min);
    }
  }
  return points;
}

void first_generation(SearchProblem const& problem, int population, EvaluatedPoints& points, SearchState& state) {
  std::vector<std::vector<double>> drawn = latin_hypercube(problem, population);
  if (problem.start) drawn.front() = *problem.start;
  std::vector<std::size_t> positions;
  for (std::vector<double> const& values : drawn) positions.push_back(points.position_of(values));
  state.population = std::move(positions);
}

pagmo::population bred(pagmo::population const& parents, std::size_t variables, unsigned seed) {
  double const mutation = 1 / static_cast<double>(variables);
  if (parents.get_problem().get_nobj() > 1)
    return pagmo::nsga2(1, crossover, crossover_index, mutation, mutation_index, seed).evolve(parents);
  return pagmo::de(1, difference_weight, difference_crossover, rand_1_exp, 0, 0, seed).evolve(parents);
}

}  // namespace

bool SearchState::is_finished(SearchSettings const& settings) const {
  if (generations > settings.generations) return true;
  // Points of a generation that was stopped are part of what it may need.
  auto const spent = std::count_if(points.begin(), points.end(),
                                   [this](SearchPoint const& point) { return point.generation < generations; });
  return spent + settings.population > settings.evaluations;
}

void next_generation(SearchProblem const& problem, SearchSettings const& settings, SearchState& state) {
  EvaluatedPoints points(problem, state);
  if (state.generations == 0) {
    first_generation(problem, settings.population, points, state);
    ++state.generations;
    return;
  }
  BoxProblem box{
      .points = &points, .lower = {}, .upper = {}, .objectives = static_cast<std::size_t>(problem.objectives)};
  for (SearchVariable const& variable : problem.variables) {
    box.lower.push_back(variable.min);
    box.upper.push_back(variable.max);
  }
  auto const seed = static_cast<unsigned>(derived_seed(problem.seed, fmt::format("generation{}", state.generations)));
  pagmo::population parents(pagmo::problem(box), 0, seed);
  for (std::size_t const at : state.population)
    parents.push_back(state.points[at].values, fitness(state.points[at].evaluation));
  std::vector<std::size_t> next;
  pagmo::population const children = bred(parents, problem.variables.size(), seed);
  for (pagmo::vector_double const& values : children.get_x()) next.push_back(points.position_of(values));
  state.population = std::move(next);
  ++state.generations;
}

}  // namespace detente
