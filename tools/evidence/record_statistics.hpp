#pragma once

#include "tools/evidence/level_spells.hpp"

#include <string>
#include <vector>

namespace detente {

/// What a fit compares: numbers out of the spells at level 2 or more of all disputes over some months.
///
/// By dispute: square roots, which have the same spread whatever their mean, of the number of spells, of those that
/// reach 3, of those that reach 4, and of the months in spells.
///
/// Between disputes: the standard deviation of each of these.
///
/// Over all disputes: mean log length of spells that peak at 2, at 3, at 4 or more [ln months]; share of spells
/// reaching 3 after whose end 3 is reached again within five years, of those whose end leaves so many months; variance
/// over mean of the spells that begin in a year, of all disputes together and within disputes; the spells of the second
/// half less those of the first, over their number.
///
/// Where there are no spells, a mean log length is that of three months and a share a half: one observation of these is
/// mixed into each, so that no statistic is ever missing.
std::vector<double> record_statistics(std::vector<std::vector<LevelSpell>> const& by_dispute, int months);

/// Their names, in the same order.
std::vector<std::string> record_statistic_names(std::vector<std::string> const& disputes);

}  // namespace detente
