#pragma once

#include "engine/io/part_store.hpp"
#include "engine/statistics/estimate.hpp"
#include "models/experiment.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace detente {

/// Looks at the outcomes of an ensemble between batches and says whether it may end. What it says depends on the
/// samples alone, not on how they came about: an ensemble that is resumed ends where it would have ended.
class StoppingMonitor {
 public:
  /// `experiment` has a rule for stopping, and must outlive the monitor.
  explicit StoppingMonitor(Experiment const& experiment);

  /// The number of samples at which it is to look next: all before are to be stored.
  std::int64_t next_check() const { return next_; }
  /// Parts of the samples before the next check that were not looked at yet, ascending.
  std::vector<std::int64_t> parts_to_look_at() const;

  /// How far one target is: its widest interval among the arms.
  struct Progress {
    StoppingTarget const* target = nullptr;
    bool is_met = false;
    double half_width = 0;    // of that interval, in the terms of the target; NaN if there is none yet
    std::int64_t events = 0;  // seen of a probability, or seen not to happen: the fewer of both
    std::string arm;
  };
  struct Look {
    std::int64_t samples = 0;
    bool is_reached = false, is_last = false;
    bool is_too_early = false;  // all targets are met, by fewer runs than a check says yes to
    std::vector<Progress> targets;

    bool is_end() const { return is_reached || is_last; }
    /// "1024 samples: mean of crisis_cost within 2 %: 3.1 % (status_quo), not yet".
    std::string text() const;
  };
  /// Reads the parts up to the check and judges them. Throws IoError if one is missing.
  Look look(PartStore const& store);

 private:
  /// Parts of all samples before the next check.
  std::int64_t parts_to_see() const;
  void take(PartStore const& store, std::int64_t part);
  Progress judge(StoppingTarget const& target) const;
  Progress judge_arm(StoppingTarget const& target, std::size_t arm) const;
  std::vector<double> const& column(std::size_t arm, std::string const& outcome) const;

  Experiment const& experiment_;
  Stopping const& stopping_;
  std::int64_t next_;
  std::int64_t parts_seen_ = 0;
  std::vector<std::string> outcomes_;      // that targets ask for
  std::vector<std::size_t> columns_;       // where they stand
  std::vector<std::vector<double>> runs_;  // [arm * outcomes + outcome]
};

}  // namespace detente
