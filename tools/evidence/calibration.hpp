#pragma once

#include "tools/evidence/calibration_file.hpp"
#include "tools/evidence/evidence_head.hpp"

namespace detente {

/// Simulates records: one run of the model at each row of coordinates. Statistics by row; not finite where the run
/// failed. Throws EvidenceStopped.
Eigen::MatrixXd simulate_records(Calibration const& calibration, Eigen::MatrixXd const& coordinates, std::uint64_t luck,
                                 EvidenceWork const& work);

/// A number that changes when the configuration or the record does: 16 hexadecimal digits.
std::string fingerprint(Calibration const& calibration);

/// The fit to the record, by generation.
AbcProblem problem_of(Calibration const& calibration, std::function<EvidenceWork()> work);

/// One record that the model makes at a draw of the prior, fitted anew: the ranks of the true coordinates among the
/// draws of the posterior, 0..draws.
std::vector<int> recovered_ranks(Calibration const& calibration, int record, std::function<EvidenceWork()> work);

/// Prior and posterior of every number, correlations of those that go together most, and how the record lies among
/// records of the posterior. `draws` are rows of coordinates.
nlohmann::ordered_json calibration_evidence(Calibration const& calibration, AbcState const& state,
                                            Eigen::MatrixXd const& draws, std::function<EvidenceWork()> work);

/// Histograms of ranks by coordinate, and the chi-square test of each being uniform.
nlohmann::ordered_json recovery_evidence(Calibration const& calibration, std::vector<std::vector<int>> const& ranks);

/// Draws as a file that experiments can sample (schema detente/posterior@1), with what made it in its head.
std::string posterior_text(Calibration const& calibration, Eigen::MatrixXd const& draws, std::string const& command);

/// The evidence as text, at most 80 columns wide.
std::string calibration_text(nlohmann::ordered_json const& evidence);

/// A fit that was begun, as JSON and back; the same to the bit.
nlohmann::ordered_json as_json(AbcState const& state);
AbcState abc_state(nlohmann::ordered_json const& json);

}  // namespace detente
