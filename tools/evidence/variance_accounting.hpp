#pragma once

#include "tools/evidence/evidence_head.hpp"
#include "tools/evidence/outcome_selection.hpp"

#include <span>
#include <string>
#include <vector>

namespace detente {

// Where the spread of an outcome comes from. Y = f(theta, luck): what is uncertain, theta, falls into groups by what is
// known of it, and
//   V            variance of Y in a single run = V_theta + V_chance
//   V_chance     E[Var(Y | theta)]: between the runs of a sample
//   V_theta      Var(E[Y | theta]): between the means of samples, less V_chance/replications
//   V_group      Var(E[Y | group]): covariance, over samples, of the means in a first ensemble with those in a second,
//                in which the group's numbers are the same, all others are drawn anew, and so is the luck
//   interactions V_theta less the sum of V_group: what groups do together and none does alone
// V_group is the closed first-order index of a group, unnormalised. Nothing of chance is in it: the lucks are
// independent. All is reported as a share of V. Source: Sobol' 1993; Homma and Saltelli 1996; Saltelli et al. 2008,
// ch. 4.

/// What the runs of each sample say of a number. Samples with a missing run are NaN.
struct SampleMoments {
  std::vector<double> means;      // over the sample's runs
  std::vector<double> variances;  // between them, unbiased
  int replications = 0;           // runs of a sample
};

/// Of runs in whole samples of `replications` >= 2.
SampleMoments sample_moments(std::span<double const> runs, int replications);

/// Shares of V, and V. Shares of groups, interactions and chance sum to 1. Estimates may be below 0, where the share is
/// small. NaN if the outcome does not vary, or if there are fewer than two samples.
struct VarianceShares {
  Estimate mean;
  double variance = 0;           // V, in the unit of the outcome squared
  std::vector<Estimate> groups;  // in the order of the second ensembles
  Estimate uncertain;            // V_theta: groups and interactions together
  Estimate interactions;
  Estimate chance;
  double effective_samples = 0;  // as many of equal weight would say as much of V; few where an outcome is rare
};

/// Effective samples below which shares are not to be relied on, nor are their intervals.
inline constexpr double fewest_effective_samples = 16;

/// From a first ensemble and one more for each group. V and V_chance are means over all ensembles, which have the same
/// law. Samples that are missing in one of them are left out. Intervals: a share is a ratio of means over samples, so
/// that its 95 % t-interval is that of its linearised contributions. (Batches have none where a rare event is missing
/// in one; a bootstrap is no better and needs a seed.) Those of groups and interactions are no narrower than if the
/// means of samples were normal, with the standard error (1 - r^2)/sqrt(n) of a correlation r: of rare events that
/// never come in two ensembles at once, the contributions alone would make too little. Source: Cochran 1977, ch. 6
/// (ratio estimates); Fisher 1915 (correlation); Kish 1965, ch. 11 (effective samples).
VarianceShares variance_shares(SampleMoments const& first, std::vector<SampleMoments> const& seconds);

/// What a quantity's value rests on: "estimated" (a posterior too), "literature" or "judgement" (coefficients),
/// "region" (its data), "experiment" (a law written there).
std::string evidence_group(UncertainQuantity const& quantity);
/// Those that an uncertainty has, in this order.
std::vector<std::string> evidence_groups(Uncertainty const& uncertainty);

/// The second ensemble of a group: the same samples of its numbers, others of all that is uncertain else, other luck.
Experiment with_group_kept(Experiment const& experiment, std::string const& group);

/// Runs an experiment with uncertainties and at least two replications, and again for each group, `work` being asked
/// for each. As JSON: the groups with how many numbers each has, and for each outcome, in every scenario, the shares of
/// its variance under the baseline policy and in the paired difference, run by run, of each other policy to it.
nlohmann::ordered_json account_for_variance(Experiment const& experiment, std::vector<OutcomeSelection> const& outcomes,
                                            std::function<EvidenceWork()> const& work);

}  // namespace detente
