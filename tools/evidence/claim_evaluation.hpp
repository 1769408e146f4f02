#pragma once

#include "tools/evidence/claim_file.hpp"
#include "tools/evidence/evidence_head.hpp"

namespace detente {

/// The least difference that counts, as a share of b's mean, however narrow its interval.
inline constexpr double least_relative_difference = 0.001;
/// Shares of the evidence space at which a direction is taken to hold or to fail.
inline constexpr double holding_share = 0.8, failing_share = 0.2;

/// The verdict on a row: "holds" if the interval lies on the claimed side and the share is at least 0.8, "fails" if it
/// lies on the other side or the share is at most 0.2, else "depends".
std::string row_verdict(Direction expect, Estimate const& difference, double mean_of_b, double share);
/// "holds" if all rows do, "fails" if one does, else "depends".
std::string claim_verdict(std::vector<std::string> const& rows);

/// Runs a claim, `work` being asked for each of its two ensembles: every arm under the default coefficients, and again
/// with everything uncertain sampled, all in the same luck. The result as JSON: per row the mean of both sides, their
/// paired difference with its 95 % t-interval, the share of samples whose mean difference has the claimed sign with
/// Wilson's interval, how many of the samples are undecided (within two standard errors of 0), and the two uncertain
/// numbers whose ranks go most with the difference.
nlohmann::ordered_json evaluate(Claim const& claim, std::function<EvidenceWork()> const& work);

}  // namespace detente
