#pragma once

#include "engine/statistics/estimate.hpp"
#include "tools/evidence/outcome_selection.hpp"

#include <span>
#include <string>
#include <vector>

namespace detente {

enum class Statistic {
  mean,
  quantile,     // of single runs
  tail_mean,    // mean of the worst share of runs
  probability,  // share of runs above a threshold
};
enum class Goal { minimise, maximise };
enum class OverScenarios { mean, worst };

/// One number that a policy is judged by: a statistic of an outcome, over scenarios.
struct OutcomeMeasure {
  OutcomeSelection outcome;
  Statistic statistic = Statistic::mean;
  double level = 0;            // of quantile and tail mean, in (0, 1); the worst share is 1 - level
  double above = 0;            // threshold of a probability
  Goal goal = Goal::minimise;  // says which end is the worst
  OverScenarios over = OverScenarios::mean;
  std::string text;  // "crisis_cost, mean"

  /// "1" for a probability, else the outcome's.
  std::string unit() const { return statistic == Statistic::probability ? "1" : outcome.unit; }
};

/// A statistic with what each run contributes to it: `by_run` is such that differences of two statistics over the same
/// runs have the standard error of the mean of its differences (delta method). A run that is missing contributes NaN.
struct Measured {
  double value = 0;
  std::vector<double> by_run;
  bool is_share = false;  // by_run says 1 or 0
};

/// A statistic of an outcome by run in each scenario, missing runs (NaN) left out:
///   mean         x
///   probability  1 where x > above
///   tail mean    q + max(x - q, 0)/(1 - level), of the worst end
///   quantile     q + (level - [x <= q])/f, with f the density at q from runs on both sides
/// Over scenarios the mean, run by run, or the worst of them: which that is is taken as known.
/// Sources: Rockafellar and Uryasev 2002 (tail mean); Bahadur 1966, Hall and Sheather 1988 (quantile, how far to both
/// sides).
Measured measured(OutcomeMeasure const& measure, std::vector<std::vector<double>> const& by_scenario);

/// With its interval: Student's over means of clusters (consecutive runs that form one independent observation), that
/// of `probability_interval` for a share.
Estimate estimate_of(Measured const& measured, int cluster, double confidence);
/// a - b with Student's interval over means of clusters of differences, run by run in the same luck.
Estimate paired_difference(Measured const& a, Measured const& b, int cluster, double confidence);

}  // namespace detente
