#pragma once

#include "engine/statistics/estimate.hpp"

#include <span>
#include <vector>

namespace detente {

// Probabilities over runs. In all of these `cluster` is the number of consecutive runs that form one independent
// observation (1: every run is one; else a sample or a batch), runs are whole clusters, and missing runs (NaN) are left
// out.

/// Probability of an event of which each run says whether it happened (1), did not (0), or the run is missing (NaN):
/// the mean of the means of clusters, with Wilson's interval. Independent runs are its trials. Of clusters, as many
/// trials as would have the variance between them, with Student's quantile for the normal one: for rare events the
/// t-interval of the means covers 80 to 90 % where it says 95 %. Clusters without any variance say nothing of how many
/// trials they are: then runs are the trials, or, where all clusters say 0 or all say 1, the clusters, as if the runs
/// of each were copies of one another.
///
/// n counts independent observations. NaN if all runs are missing; the interval also if there is a single cluster that
/// says neither 0 nor 1. Of 95 % it covers 94 to 97 % with 64 clusters of runs half of whose variance is the cluster's,
/// and down to 89 % with 16. Source: Wilson 1927; Korn and Graubard 1998 (trials from the variance).
Estimate probability_interval(std::span<double const> happened, int cluster = 1, double confidence = 0.95);

/// P(X >= x) at every threshold x. The intervals are pointwise: each holds at its threshold, not all at once.
std::vector<Estimate> exceedance_curve(std::span<double const> outcome, std::span<double const> thresholds,
                                       int cluster = 1, double confidence = 0.95);

/// P(X <= x) at every threshold x: the share of runs that would do if x were what is asked. Intervals are pointwise.
std::vector<Estimate> attainment_curve(std::span<double const> outcome, std::span<double const> thresholds,
                                       int cluster = 1, double confidence = 0.95);

/// At most `most` >= 2 thresholds that arms share, ascending: values seen in their pooled runs, from the least to the
/// greatest, without repetition. Their ranks between are evenly spaced in log-odds, so that both tails are drawn as
/// finely as the middle. Empty if all runs are missing.
std::vector<double> shared_thresholds(std::span<std::span<double const> const> arms, int most = 100);

/// Of one or more lists with a flag (1, 0 or NaN) for each run: 1 where all are 1, NaN where one is missing, else 0.
/// `probability_interval` of it is the share of runs that satisfice. Source: Simon 1956; Lempert et al. 2006.
std::vector<double> meets_all(std::span<std::span<double const> const> conditions);

}  // namespace detente
