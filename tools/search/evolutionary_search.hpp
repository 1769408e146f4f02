#pragma once

#include "tools/search/search_problem.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace detente {

/// The least population: NSGA-II breeds in fours, differential evolution needs five.
inline constexpr int least_population = 8;

struct SearchSettings {
  int population = 24;              // a multiple of 4, at least `least_population`
  int generations = 20;             // after the first
  std::int64_t evaluations = 1000;  // at most; a generation that might need more is not begun
};

/// A point that was evaluated.
struct SearchPoint {
  int generation = 0;
  std::vector<double> values;
  Evaluation evaluation;
};

/// Where a search stands: all that the next generation depends on.
struct SearchState {
  std::vector<SearchPoint> points;      // in the order of their evaluation, no two of the same values
  std::vector<std::size_t> population;  // positions in points
  int generations = 0;                  // finished, the first one included

  bool is_finished(SearchSettings const& settings) const;
};

/// The next generation. The first is a Latin hypercube of the box, and the start. Then NSGA-II with several objectives
/// (crossover 0.9, mutation 1/variables, distribution indices 15 and 20), differential evolution with one (rand/1/exp,
/// 0.8, 0.9). A pure function of (problem, settings.population, state), so that a search that is stored after any
/// generation goes on to the same points. If `evaluate` throws, the points evaluated so far stay in `state`, and the
/// same call later takes them from there.
/// Sources: Deb, Pratap, Agarwal and Meyarivan 2002; Storn and Price 1997; McKay, Beckman and Conover 1979 (hypercube).
void next_generation(SearchProblem const& problem, SearchSettings const& settings, SearchState& state);

}  // namespace detente
