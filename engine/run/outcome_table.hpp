#pragma once

#include "engine/core/record.hpp"
#include "engine/run/ensemble.hpp"

#include <functional>
#include <span>
#include <vector>

namespace detente {

/// The outcomes of an ensemble, in memory.
class OutcomeTable {
 public:
  OutcomeTable(std::size_t arms, std::size_t columns, std::int64_t runs);

  /// One column of one arm by run; NaN where the outcome is missing or the run failed in some arm.
  std::span<double const> column(std::size_t arm, std::size_t column) const {
    return {values_.data() + (arm * columns_ + column) * static_cast<std::size_t>(runs_),
            static_cast<std::size_t>(runs_)};
  }
  std::int64_t runs() const { return runs_; }
  /// Runs that failed in some arm and are missing in all.
  std::int64_t failed_runs() const { return failed_runs_; }

 private:
  friend class OutcomeSink;
  std::size_t columns_;
  std::int64_t runs_;
  std::vector<double> values_;  // [(arm * columns + column) * runs + run]
  std::int64_t failed_runs_ = 0;
};

/// Computes all runs of all arms of a specification without histories, events and summary, and keeps their outcomes:
/// 8 bytes x columns x runs x arms. `options.parts` is not used. Rethrows what the kernel throws. What was not computed
/// because `options.should_stop` ended it is NaN.
OutcomeTable compute_outcomes(ResultSpec const& spec, std::function<BlockRecord(BlockId const&)> const& run_block,
                              EnsembleOptions options = {});

}  // namespace detente
