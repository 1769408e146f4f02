#pragma once

#include "engine/core/record.hpp"
#include "engine/core/series.hpp"
#include "engine/run/ensemble.hpp"

#include <functional>
#include <span>
#include <vector>

namespace detente {

/// The outcomes of an ensemble, in memory, and histories if the specification records some.
class OutcomeTable {
 public:
  explicit OutcomeTable(ResultSpec const& spec);

  /// One column of one arm by run; NaN where the outcome is missing or the run failed in some arm.
  std::span<double const> column(std::size_t arm, std::size_t column) const {
    return {values_.data() + (arm * columns_ + column) * static_cast<std::size_t>(runs_),
            static_cast<std::size_t>(runs_)};
  }
  /// A recorded variable of one run, month by month 0..months, by the entity's position; empty if not recorded.
  std::span<float const> history(std::size_t arm, int variable, int entity, std::int64_t run) const;
  std::int64_t runs() const { return runs_; }
  /// Runs that failed in some arm and are missing in all.
  std::int64_t failed_runs() const { return failed_runs_; }

 private:
  friend class OutcomeSink;
  std::size_t columns_;
  std::int64_t runs_;
  std::vector<double> values_;  // [(arm * columns + column) * runs + run]
  std::size_t instants_;
  SeriesTable series_;  // of histories
  std::int64_t history_runs_;
  std::vector<float> history_;  // [((arm * series + series) * history runs + run) * instants + month]
  std::int64_t failed_runs_ = 0;
};

/// Computes all runs of all arms of a specification and keeps their outcomes, 8 bytes x columns x runs x arms, and the
/// histories it asks for, 4 bytes a number; events and summaries are dropped. `options.parts` is not used. Rethrows
/// what the kernel throws. What was not computed because `options.should_stop` ended it is NaN.
OutcomeTable compute_outcomes(ResultSpec const& spec, std::function<BlockRecord(BlockId const&)> const& run_block,
                              EnsembleOptions options = {});

}  // namespace detente
