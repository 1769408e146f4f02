#pragma once

#include "engine/statistics/estimate.hpp"

#include <Eigen/Core>

#include <cstdint>
#include <optional>
#include <vector>

namespace detente {

// When does a policy fail? Scenario discovery describes the samples in which it does by a few limits on the sampled
// quantities: a box. Coverage is the share of all failures that lie in it, density the share of its samples that fail,
// mass the share of all samples that it holds. Source: Bryant and Lempert 2010.

/// What is searched. Sizes agree; shares lie in [0, 1], quantities are finite.
struct ScenarioCases {
  Eigen::MatrixXd quantities;  // sample by row
  Eigen::VectorXd failing;     // share of a sample's replications in which the policy fails
  /// Number of the independent observation that each sample belongs to (its batch); empty if all are independent.
  std::vector<int> clusters;

  Eigen::Index samples() const { return failing.size(); }
};

enum class BoxEnd : std::uint8_t { low, high };

/// low <= quantity < high, so that boxes on both sides of a limit share no sample; an end that is not restricted is
/// left out.
struct BoxLimit {
  int quantity = 0;  // column
  std::optional<double> low, high;
};

/// All limits hold at once; none holds everything.
struct ScenarioBox {
  std::vector<BoxLimit> limits;  // in the order of columns, one at most for each

  bool contains(ScenarioCases const& cases, Eigen::Index sample) const;
};

/// The box with this end of this quantity at `value`, or without it.
ScenarioBox with_end(ScenarioBox box, int quantity, BoxEnd end, std::optional<double> value);

/// The box's part of the cases. Coverage is NaN if nothing fails, density if the box is empty.
struct BoxFit {
  double coverage = 0, density = 0, mass = 0;
  Eigen::Index samples = 0;  // in the box
  double failures = 0;       // sum of shares in the box
};

/// How well a box fits the cases: coverage is the share of all failures that it holds, density the share of its samples
/// that fail, mass the share of all samples that it holds; all in [0, 1].
BoxFit fit_of(ScenarioBox const& box, ScenarioCases const& cases);

/// One restricted end, and the probability that the box would hold as many failures by chance if the end did not
/// matter: the upper tail of a binomial law with the density of the box without it. Each sample is one trial, whatever
/// its replications; shares between 0 and 1 vary less than trials, so that the probability errs upward. On the cases in
/// which the box was looked for it is far too small (a "quasi-p"), on others it is honest. Source: Bryant and Lempert
/// 2010.
struct Restriction {
  int quantity = 0;
  BoxEnd end = BoxEnd::low;
  double quasi_p = 1;
};

/// In the order of limits, low before high.
std::vector<Restriction> restrictions_of(ScenarioBox const& box, ScenarioCases const& cases);

/// The same with intervals, which are 95 % intervals if the box was fixed before these cases were seen.
struct BoxEstimate {
  Estimate coverage, density, mass;
};

/// Independent samples: Wilson's interval, in which each sample of the box is one trial (shares between 0 and 1 make it
/// too wide, not too narrow) and failures of unequal share count as many as Kish's effective number. Clusters:
/// t-interval of the linearised ratio over those that take part; Wilson's over clusters where they do not differ.
/// Source: Wilson 1927; Kish 1965; Cochran 1977, ch. 6.
BoxEstimate estimate_box(ScenarioBox const& box, ScenarioCases const& cases);

/// One part of the cases to search and another to judge what was found.
struct SplitCases {
  ScenarioCases search, held_out;
};

/// Whether an independent observation is searched is a function of (seed, its number): more of them move no other.
/// The number is that of the cluster, or of the row. Samples without an outcome (failing is NaN) are left out.
/// `search_share` in (0, 1]; 1 holds nothing out, and figures that are to be honest are then NaN.
SplitCases split_cases(ScenarioCases const& cases, double search_share, std::uint64_t seed);

/// Some of the cases, by row.
ScenarioCases rows_of(ScenarioCases const& cases, std::vector<Eigen::Index> const& rows);

/// The limit that parts values a < b: a < cut <= b. Halfway, unless no number lies between.
double cut_between(double a, double b);

}  // namespace detente
