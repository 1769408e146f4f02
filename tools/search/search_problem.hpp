#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace detente {

/// A number that is searched, between bounds, min < max.
struct SearchVariable {
  std::string name;
  double min = 0, max = 1;
  double step = 0;  // from min on; 0: none

  /// The nearest step within the bounds; without steps the nearest number with so few decimals that the range has a
  /// thousand to ten thousand of them: what is found can be written down, and nothing is found between.
  double rounded(double value) const;
};

/// What a point came to. Equal points come to the same.
struct Evaluation {
  std::vector<double> objectives;  // all to be minimised
  double violation = 0;            // by how much constraints are missed, relative to their bounds; 0: by nothing
};

/// A search over boxes.
struct SearchProblem {
  std::vector<SearchVariable> variables;
  int objectives = 1;
  std::function<Evaluation(std::vector<double> const& values)> evaluate;
  std::optional<std::vector<double>> start;  // a point of the first generation; none: all are drawn
  std::uint64_t seed = 0;                    // of the search's own draws
};

/// What points are compared by, to be minimised: the objectives; of a point that misses a constraint, or lacks an
/// objective, numbers beyond all others that grow with the violation. So whatever meets the constraints dominates what
/// does not, and what misses them by less dominates what misses them by more. Source: Deb 2000 (the rule).
std::vector<double> fitness(Evaluation const& evaluation);

}  // namespace detente
