#pragma once

#include "engine/statistics/scenario_box.hpp"

#include <cstdint>
#include <vector>

namespace detente {

struct FailureTreeSettings {
  int depth = 3;             // splits between the root and a leaf, at most
  double least_mass = 0.05;  // of a leaf, as a share of the searched samples
  int folds = 10;
  double search_share = 0.5;
  std::uint64_t seed = 0;
};

/// Samples that fall in one leaf.
struct FailureLeaf {
  ScenarioBox box;
  BoxFit searched;       // where the tree was grown: too good
  BoxEstimate held_out;  // honest
};

/// A shallow classification tree of when a policy fails. Every split parts the samples of a node at one quantity so
/// that Gini's impurity n p (1 - p), p the share failing, falls most; of equal ones the first column, the lowest limit.
/// The tree is grown on the searched samples and pruned by cost and complexity: of the nested subtrees that are best
/// for some price of a leaf, the smallest whose squared error of prediction, cross-validated over folds, is not above
/// the least by more than 1.645 standard errors of the difference, paired by sample (or cluster). That splits a policy
/// which fails by chance alone in about 5 % of searches; one standard error, as in the source, in about 9 %. A tree
/// with a single leaf says that no split predicts failure. Leaves in the order of their limits; they share no sample
/// and hold all. Samples without an outcome (NaN) are left out; no leaves if none is searched. Which half and fold a
/// sample falls in depends on its row or cluster (split_cases), all else does not.
/// Source: Breiman, Friedman, Olshen and Stone 1984, ch. 3.
std::vector<FailureLeaf> grow_failure_tree(ScenarioCases const& cases, FailureTreeSettings const& settings);

}  // namespace detente
