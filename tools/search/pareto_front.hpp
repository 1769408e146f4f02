#pragma once

#include "engine/statistics/estimate.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace detente {

// Points are lists of objectives, all to be minimised, all of one length and finite.

/// Whether a is nowhere above b, and somewhere below it.
bool dominates(std::vector<double> const& a, std::vector<double> const& b);

/// Positions of the points that no other dominates, ascending; equal points stay together.
std::vector<std::size_t> front_of(std::vector<std::vector<double>> const& points);

/// At most `most` positions of a front, ascending, that leave the widest gaps nowhere: by crowding distance, the ends
/// of every objective first. Source: Deb et al. 2002.
std::vector<std::size_t> spread_out(std::vector<std::vector<double>> const& front, std::size_t most);

/// Share of the box between `best` and `worst` that is dominated by some point: 1 if one lies at `best`, 0 if none lies
/// within. With one objective how far the least one is from `worst`. Source: Zitzler and Thiele 1999.
double dominated_share(std::vector<std::vector<double>> const& points, std::vector<double> const& best,
                       std::vector<double> const& worst);

/// How two points relate, given the intervals of a - b in every objective, made from runs in the same luck.
enum class PairedRelation {
  within_noise,  // every interval includes 0
  better,        // no interval reaches above 0, and one lies below
  worse,         // no interval reaches below 0, and one lies above
  open,          // anything else
};
PairedRelation paired_relation(std::vector<Estimate> const& differences);

/// Points in groups such that whatever is within noise of another is in its group, also by way of third ones; groups of
/// one are left out. `relation(a, b)` is asked for a < b below `count`.
std::vector<std::vector<std::size_t>> noise_groups(
    std::size_t count, std::function<PairedRelation(std::size_t a, std::size_t b)> const& relation);

}  // namespace detente
