#pragma once

#include "engine/statistics/scenario_box.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace detente {

/// What a peel is chosen by.
enum class PeelObjective : std::uint8_t {
  /// Rise of density per mass removed: a column of few values, which can only lose many samples at once, is not
  /// preferred for that. Where all peels remove as many samples it chooses as `density` does.
  gain_per_mass,
  density,  // of what remains: as in Friedman and Fisher 1999
};

struct PrimSettings {
  double share = 0.05;       // of the box that a step removes or adds, in (0, 1)
  double least_mass = 0.05;  // of a peeled box
  PeelObjective objective = PeelObjective::gain_per_mass;
};

enum class PrimMove : std::uint8_t { start, peel, paste };

/// One box of the trajectory, and the end that was moved to make it.
struct PrimStep {
  PrimMove move = PrimMove::start;
  int quantity = 0;          // of no meaning at the start
  BoxEnd end = BoxEnd::low;  // nor is this
  ScenarioBox box;
  BoxFit fit;
};

/// The patient rule induction method. Begins with everything; every peel removes, at one end of one quantity, the
/// ceil(share n) outermost of the n samples in the box, and all that are equal to the last of them, so that values are
/// never torn apart. Of all ends the best by the objective; of equal ones one whose quantity is restricted already, for
/// a shorter rule; then the first in the order of columns, low before high. Ends where density is 0 or 1, or where no
/// peel leaves `least_mass`. Then pastes: widens an end by as much as a peel would take, the best first, as long as
/// density rises. Limits lie halfway between samples. All cases have an outcome. Shares count like rows repeated in
/// proportion. Peels are greedy: where failures lie in two boxes of about the same mass, they may end between them.
/// Source: Friedman and Fisher 1999.
std::vector<PrimStep> peel_and_paste(ScenarioCases const& cases, PrimSettings const& settings);

/// The step with the highest coverage of those with at least `least_density`, or, without one, with the highest product
/// of coverage and density; of equal ones that with fewer limits, then the first. None if none is as dense or nothing
/// fails.
std::optional<std::size_t> choose_step(std::vector<PrimStep> const& trajectory, std::optional<double> least_density);

/// The box without restrictions whose quasi-p is above `significance`: drops the weakest and asks again.
ScenarioBox drop_weak_ends(ScenarioBox box, ScenarioCases const& cases, double significance);

/// How boxes are looked for and judged.
struct DiscoverySettings {
  PrimSettings prim{};
  std::optional<double> least_density{};  // of the box to choose, see choose_step
  double significance = 0.05;
  double search_share = 0.5;
  int boxes = 1;  // at most
  std::uint64_t seed = 0;
};

/// One restriction of a found box.
struct JudgedRestriction {
  int quantity = 0;
  BoxEnd end = BoxEnd::low;
  double quasi_p = 1;     // in the searched cases
  double held_out_p = 1;  // in those held out, times the number of restrictions (Bonferroni)
};

/// A box, what it promises where it was found, and what it holds elsewhere.
struct FoundBox {
  std::vector<PrimStep> trajectory;  // of the searched cases
  std::size_t chosen = 0;            // its step, before weak restrictions were dropped
  ScenarioBox box;
  std::vector<JudgedRestriction> restrictions;
  BoxEstimate searched;  // too good: the box was made for these cases
  BoxEstimate held_out;  // honest

  /// Some restriction holds up in the cases held out. Of a policy that fails by chance alone this is true of at most a
  /// share `significance` of all searches.
  bool is_supported(double significance) const;
};

/// Boxes found in one part of the cases and judged in the other. If nothing predicts failure, the box is often
/// everything: without `least_density` a box has to gain more density than it loses coverage. The first is given in any
/// case, if anything fails and the choice has an answer; further ones are looked for in what lies outside the earlier
/// ones, of which all their figures are then shares, and end before the first that is not supported. Samples without an
/// outcome (NaN) are left out. Which part a sample is in depends on its row (split_cases), all else does not.
std::vector<FoundBox> discover_boxes(ScenarioCases const& cases, DiscoverySettings const& settings);

}  // namespace detente
