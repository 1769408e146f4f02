#pragma once

#include "engine/core/design_spec.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace detente {

/// How correlated quantities are made of independent ones: a normal copula. The score of a quantity is
///   z_q = sum_t w_qt y_t,   w the Cholesky factor of the matrix with entries r = 2 sin(pi rho / 6),
/// where y are independent standard normal scores and rho the wanted rank correlation: the scores z then have linear
/// correlation r, and rank correlation rho. w is triangular in the order of the quantities, so that a quantity hangs on
/// none after it. Sources: Pearson 1907 (r of rho); Iman and Conover 1982 (use in designs).
class RankCorrelations {
 public:
  struct Term {
    int quantity;
    double weight;
  };

  RankCorrelations() = default;
  /// Throws std::invalid_argument with the first of correlation_problems.
  RankCorrelations(std::size_t quantities, std::vector<RankCorrelation> const& pairs);

  bool is_empty() const { return terms_.empty(); }
  /// What a quantity's score is made of: those of its group up to itself, which is last. Empty if it is correlated with
  /// none before it: its score is then its own.
  std::vector<Term> const& terms(int quantity) const { return terms_[static_cast<std::size_t>(quantity)]; }

 private:
  std::vector<std::vector<Term>> terms_;
};

/// Everything that is wrong with pairs among `quantities`, each as a sentence: a quantity that is none, a pair named
/// twice, a correlation out of (-1, 1), and groups of pairs that cannot hold together (their matrix is not positive
/// definite). Quantities are called by their `names`, or "quantity 0" and so on where there are none.
std::vector<std::string> correlation_problems(std::size_t quantities, std::vector<RankCorrelation> const& pairs,
                                              std::vector<std::string> const& names = {});

/// Scores z of one quantity in all samples of a batch. `columns` are the scores y of its terms: each has the same
/// values in another random order, with mean 0. The correlations that they have by chance are taken out, so that the z
/// of a batch have their linear correlations exactly; not so where there are too few samples to do it (no more than
/// terms). Source: Iman and Conover 1982.
std::vector<double> correlated_scores(std::vector<RankCorrelations::Term> const& terms,
                                      std::vector<std::vector<double>> const& columns);

}  // namespace detente
