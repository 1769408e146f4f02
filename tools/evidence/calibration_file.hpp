#pragma once

#include "models/experiment.hpp"
#include "tools/evidence/abc_smc.hpp"
#include "tools/evidence/crisis_record.hpp"

#include <functional>
#include <string>
#include <vector>

namespace detente {

/// One number of the inputs that a fit moves. Its coordinate z follows the standard normal law under the prior.
struct FittedNumber {
  std::string key;          // "region.disputes.BEL_PRI.up_offset[1]"
  int number = 0;           // position among the leaf numbers of the inputs (models/uncertainty.hpp)
  Distribution prior = {};  // its value is the quantile at Phi(z); not used with a spread
  int spread = -1;          // position of the spread that it shares: its value is mean + spread z
  double mean = 0;
};

/// How far numbers of a kind lie apart: itself fitted, so that what is known of one dispute tells of the others.
struct FittedSpread {
  std::string name;
  Distribution prior;
};

/// How the fit is shown to recover what is known: the same fit to records that the model itself made.
struct RecoverySettings {
  int records = 50;  // 0: not done
  int draws = 99;    // of each posterior, among which the true number has its rank; with it a multiple of rank_bins
};
inline constexpr int rank_bins = 10;
inline constexpr int fewest_records = 50;  // for a test of ranks

/// A fit of numbers of the model to a record (schema detente/calibration@1).
struct Calibration {
  Experiment experiment;  // one arm: the world of the record, as long as the record
  CrisisRecord record;
  std::string record_file, record_name;  // as it can be opened; without its folder
  std::vector<FittedNumber> numbers;
  std::vector<FittedSpread> spreads;
  AbcSettings smc;
  RecoverySettings recovery;
  int draws = 1000;

  /// Coordinates of the fit: numbers first, then spreads.
  int coordinates() const { return static_cast<int>(numbers.size() + spreads.size()); }
  /// Values of the numbers and spreads at a point.
  Eigen::VectorXd values(Eigen::VectorXd const& coordinates) const;
};

/// Reads an experiment of one policy in one scenario with the further keys
///   calibration  {record: FILE, particles, generations, keep, moves, least_acceptance, draws}
///   recovery     {records, draws}
///   priors       by key of an input: a law, or {spread: NAME, mean}; `*` in place of an id stands for all of them
///   spreads      by name: a law of positive numbers
/// The record's window is that of the experiment. Throws ConfigError with all faults, IoError.
Calibration read_calibration(std::string const& file, std::function<void(ConfigTree&)> const& edit = {});

}  // namespace detente
