#pragma once

#include "engine/statistics/estimate.hpp"

#include <span>

namespace detente {

/// Quantile p in (0, 1) of the outcome of a single run, as `quantile` has it, with an interval between two of the runs,
/// free of any assumption on its law; missing runs (NaN) are left out.
///
/// Independent runs (`cluster` 1): between the order statistics that hold the quantile with at least the confidence by
/// the binomial law, at most half of the rest on each side. `cluster` consecutive runs that form one independent
/// observation: the t-interval of the share of runs at or below the quantile, over clusters, moved to be centred at p,
/// goes back through the empirical distribution (Woodruff 1952), outwards to the next run.
///
/// A side on which no run is far enough is NaN: for p = 0.95 and 95 % the upper one needs 72 independent runs. n counts
/// independent observations.
/// Source: David and Nagaraja 2003, section 7.1 (order statistics); Woodruff 1952 (clusters).
Estimate quantile_interval(std::span<double const> outcome, double p, int cluster = 1, double confidence = 0.95);

}  // namespace detente
