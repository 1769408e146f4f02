#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace detente {

/// How samples are chosen.
enum class DesignKind : std::uint8_t {
  mc,         // independently
  lhs,        // in batches that are independent Latin hypercubes. Source: McKay, Beckman and Conover 1979
  sobol,      // in sets that are the same Sobol' points, each with another random shift. Source: Owen 1998
  factorial,  // every combination of levels
  morris,     // in trajectories that move one quantity at a time. Source: Morris 1991
  saltelli,   // in groups that change one quantity of a base point for another's. Source: Saltelli et al. 2010
};

/// Levels of a morris design that names none.
inline constexpr int usual_morris_levels = 4;

/// "mc", "lhs" ...
std::string design_name(DesignKind kind);

/// A wanted rank correlation (Spearman's), in (-1, 1), of two quantities.
struct RankCorrelation {
  int first = 0, second = 0;
  double rank = 0;
};

/// A design, as an experiment asks for it.
struct DesignSpec {
  DesignKind kind = DesignKind::mc;
  std::uint64_t seed = 0;
  std::int64_t samples = 0;                    // a whole number of what is independent
  std::int64_t batch = 0;                      // lhs: samples, sobol: points (a power of two), of one independent set;
                                               // saltelli: base points (a power of two) of one, 0 for independent ones
  std::vector<std::uint64_t> identities = {};  // stable hashes of the quantities, in the order of the experiment
  std::vector<int> levels = {};  // factorial: of each quantity; morris: one number for all, the usual one if not given
  std::vector<RankCorrelation> correlations = {};  // mc, lhs, sobol; pairs that are not named have none
};

/// Samples that form one independent observation, one after the other: of mc and factorial 1, of lhs and sobol
/// the batch, of morris a trajectory, of saltelli a group of k + 2 for each of k quantities, or as many as the batch
/// has.
std::int64_t independent_samples(DesignSpec const& spec);

/// Combinations of the levels of a factorial design; 0 if there are more than 2^32.
std::int64_t factorial_samples(std::vector<int> const& levels);

/// Everything that makes a design impossible, each as a sentence without a full stop; none if it can be drawn.
/// Quantities are called by their `names`, or "quantity 0" and so on where there are none.
std::vector<std::string> design_problems(DesignSpec const& spec, std::vector<std::string> const& names = {});

}  // namespace detente
