#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace detente {

/// Approximate Bayesian computation by sequential Monte Carlo, for a model that can be simulated and no more.
///
/// Parameters are coordinates whose prior is the standard normal law, independent (whatever is fitted is a function of
/// them). Particles begin as draws of the prior. In every generation the tolerance is the `keep` quantile of their
/// distances; what lies beyond is replaced by copies of what does not, and all particles move `moves` times by
/// preconditioned Crank-Nicolson steps of half of their coordinates, which leave the prior unchanged, so that a move is
/// accepted if its new simulation lies within the tolerance. At the end the particles are moved along a local linear
/// regression of their coordinates on their statistics to where those equal the observed ones.
/// Sources: Del Moral, Doucet and Jasra 2012 (sampler); Cotter et al. 2013 (steps); Beaumont, Zhang and Balding 2002
/// (regression).
struct AbcSettings {
  int particles = 2000;
  int generations = 10;            // at most, beside that of the prior
  double keep = 0.6;               // in (0, 1)
  int moves = 6;                   // of every particle in a generation
  double least_acceptance = 0.03;  // ends the fit: what is nearer is hardly ever simulated
};

/// A fit that cannot go on: hardly any simulation comes to a record.
struct AbcFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What is simulated and what was seen.
struct AbcProblem {
  int coordinates = 0;
  Eigen::VectorXd observed;  // statistics
  /// Statistics of one simulation at each row of coordinates; a row that is not finite counts as infinitely far.
  /// `luck` names the noise: another for every call.
  std::function<Eigen::MatrixXd(Eigen::MatrixXd const& coordinates, std::uint64_t luck)> simulate;
  std::uint64_t seed = 0;
};

struct AbcGeneration {
  double tolerance = 0;   // infinite in the first
  double acceptance = 0;  // of the moves
  double step = 0;        // of the moves, in (0, 1]
};

/// Where a fit stands: all that the next generation depends on.
struct AbcState {
  Eigen::MatrixXd coordinates, statistics;  // particle by row
  Eigen::VectorXd scales;                   // of statistics: median absolute deviation under the prior; 0: left out
  std::vector<AbcGeneration> generations;
  double next_step = 0.8;

  bool is_finished(AbcSettings const& settings) const;
};

/// The next generation, the first one from an empty state. A pure function of (problem, settings, state). Throws
/// AbcFailure if so many particles are infinitely far that there is no tolerance.
AbcState next_generation(AbcProblem const& problem, AbcSettings const& settings, AbcState state);

/// One point of the prior, by its name.
Eigen::VectorXd prior_draw(std::uint64_t seed, std::string const& name, int coordinates);

/// Root mean square of the scaled differences of statistics from the observed ones.
Eigen::VectorXd distances(AbcState const& state, Eigen::VectorXd const& observed);

/// `draws` rows of coordinates of equal weight, after the regression.
Eigen::MatrixXd posterior_draws(AbcState const& state, AbcProblem const& problem, int draws);

}  // namespace detente
