#pragma once

#include "tools/evidence/evidence_head.hpp"
#include "tools/evidence/magnitude_file.hpp"

namespace detente {

/// Batches of runs whose values a line's interval is made of.
inline constexpr std::int64_t magnitude_batches = 16;

/// "met" if the interval lies within the target, "missed" if it lies outside, else "undecided"; without an interval by
/// the value.
std::string magnitude_verdict(Estimate const& estimate, double lowest, double highest);

/// Runs the experiments and measures every line: its value over all runs, and the 95 % t-interval of the values of 16
/// batches about it.
nlohmann::ordered_json evaluate(Magnitudes const& magnitudes, EvidenceWork const& work);

/// The lines as text, at most 80 columns wide, and how many are met.
std::string magnitudes_text(nlohmann::ordered_json const& evaluated);

}  // namespace detente
