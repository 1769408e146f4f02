#pragma once

#include "engine/run/outcome_table.hpp"
#include "models/experiment.hpp"
#include "tools/evidence/named_arms.hpp"

#include <functional>

namespace detente {

/// Consecutive runs first..last-1.
struct RunRange {
  std::int64_t first = 0, last = 0;
};

/// One number out of the runs of a range; NaN if they do not say.
using Measure = std::function<double(OutcomeTable const&, RunRange)>;

/// What a measure is read with.
struct MeasureContext {
  NamedArms const& arms;
  Experiment const& experiment;  // with the arms of the file alone
};

/// Reads the measure of a line; its key `measure` names one of
///   mean {outcome, arm}: mean over runs (and labels)
///   difference {outcome, a, b}: mean of a - b
///   largest_difference {outcome, arms, b}: the largest mean |a - b| among the arms
///   ratio {outcome, a, b}: sum over the runs of a to that of b
///   spread {outcome, arm}: standard deviation across runs, mean over labels
///   elasticity {outcome, of, to, a, b}: relative change of `outcome[of]` to that of `outcome[to]`, from b to a
///   spell_mean, spell_median {at, arm}: months of completed spells at level `at` or more
///   relapse {at, within, arm}: share of spells that reached `at` after whose end it is reached again within months
///   episodes_reaching {dispute, level, arm}: spells above 0 a year that reach the level
///   settlement_rate {arm}: agreements a year, per dispute not settled
///   largest_drift {variables, arm}: largest |mean change from start to end| of any country
///   largest_gap {variable, of, arm}: largest |mean over runs and months - the region's `of`| of any entity
///   hazard_without_missions {dispute, level}: up rate with no mission to that with all, at the reference
/// Faults are reported at their place.
Measure read_measure(ConfigNode const& node, MeasureContext const& context);

/// Variables whose histories measures read.
std::vector<std::string> const& measured_variables();

}  // namespace detente
