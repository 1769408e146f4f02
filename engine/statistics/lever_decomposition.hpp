#pragma once

#include "engine/statistics/estimate.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace detente {

// Which lever did it: the difference of an outcome between two policies A and B as a sum of contributions of the levers
// (or groups of levers) in which they differ. v(S) is the outcome with the levers of the set S set as in A and the
// others as in B, so that v(all) - v(none) is the difference. A lever's contribution is v(S with it) - v(S), and
// depends on S where levers work together:
//   ordered    S: the levers that come before it in a given order
//   Shapley    mean over all orders, each as likely: the only split that treats levers alike, gives nothing to a lever
//              that never matters, and is additive over outcomes
// In every case contributions sum to the difference, in each cluster of runs. They describe the model, not only the
// policies: with a lever that only works together with another, the ordered split credits whichever comes last.
// Source: Shapley 1953; Castro, Gomez and Tejada 2009 (sampled orders); Mitchell, Cooper, Frank and Holmes 2022
// (antithetic orders).

/// A set of levers: bit i is set if lever i is as in A.
using LeverSet = std::uint32_t;

/// What is to be computed: v of `subsets`, each over the same runs.
struct LeverPlan {
  int levers = 0;
  std::vector<std::vector<int>> orders;  // empty: all, by their sets
  bool has_sampled_orders = false;       // pairs of an order and its reverse; else `orders` are all that is meant
  std::vector<LeverSet> subsets;         // in ascending order, each once
};

/// A telescope: levers are switched from B to A in this order. Throws std::invalid_argument unless `order` holds each
/// of 0..k-1 once, k in 1..31.
LeverPlan ordered_plan(std::vector<int> const& order);

/// Exact Shapley values, from all 2^k sets; k in 1..12, else std::invalid_argument.
LeverPlan shapley_plan(int levers);

/// Shapley values by sampled orders: `pairs` >= 2 of a random order and its reverse, from at most 2 pairs (k - 1) + 2
/// sets. Throws std::invalid_argument for k outside 1..31 or fewer pairs. A pure function of its arguments.
LeverPlan sampled_shapley_plan(int levers, int pairs, std::uint64_t seed);

struct LeverDecomposition {
  Estimate difference;           // A - B
  std::vector<Estimate> levers;  // sum to it, up to rounding
};

/// Contributions with t-intervals. `values[s][c]` is the outcome for plan.subsets[s] in cluster c, one independent
/// observation (run, or mean of the runs that depend on each other: see cluster_means); all subsets share parameters
/// and luck. Clusters with a missing value (NaN) in any subset are left out of all. With sampled orders, the variance
/// is that between clusters (over the mean of orders) and that between pairs of orders (over the mean of clusters), a
/// little on the wide side since what both share counts twice; degrees of freedom after Satterthwaite 1946. Throws
/// std::invalid_argument unless values are one for each subset, all of one length.
LeverDecomposition decompose(LeverPlan const& plan, std::vector<std::vector<double>> const& values,
                             double confidence = 0.95);

}  // namespace detente
