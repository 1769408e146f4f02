#pragma once

#include "engine/core/event_sink.hpp"
#include "engine/core/pack.hpp"
#include "engine/core/record.hpp"
#include "engine/core/series.hpp"

#include <optional>
#include <span>
#include <vector>

namespace detente {

inline constexpr int widest_pack = 64;  // lanes

/// Builds the record of one block, pack by pack: outcomes always, events and histories of the first runs, and the sums
/// of the summary. Values arrive in any precision and are kept in double. A run fails if an outcome is infinite, or
/// missing where it may not be.
class BlockRecorder final : public EventSink {
 public:
  /// The summary leaves `failed` out: runs of the block that are known to fail.
  BlockRecorder(ResultSpec const& spec, BlockId const& id, std::vector<RunFailure> const& failed = {});

  /// Next come runs first..first+count-1 of the block, in lanes 0..count-1.
  void begin_pack(int first, int count);
  /// Events from now on belong to this month (1..T).
  void begin_month(int month) { month_ = month; }
  /// Where events go in this pack, null if nobody records them.
  EventSink* events() { return records_events_ ? this : nullptr; }
  void record(int kind, int lane, int entity, double from, double to, std::span<float const> contributions) override;

  /// Reads the variables that are recorded from a trajectory that stands at the month (0..T).
  template <class Trajectory>
  void record_month(int month, Trajectory const& trajectory) {
    for (Series const& series : series_) {
      auto const& value = trajectory.value(series.variable, series.entity);
      for (int lane = 0; lane < static_cast<int>(value.size()); ++lane) lanes_[lane] = static_cast<double>(value[lane]);
      take(series, month);
    }
  }
  template <int L>
  void record_outcomes(std::vector<Pack<double, L>> const& columns) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      for (int lane = 0; lane < count_; ++lane) outcome(c, lane) = columns[c][lane];
    }
    find_failures();
  }
  /// The finished record; the recorder is empty afterwards.
  BlockRecord take();

 private:
  struct Series {
    int variable, entity;
    std::optional<std::int64_t> history;  // position in the record's history
    std::optional<std::int64_t> summary;  // position in the sums
    bool has_start;                       // known at month 0
    double centre, lowest, highest;
  };
  double& outcome(std::size_t column, int lane);
  void find_failures();
  bool is_in_summary(int lane) const {
    return left_out_.empty() || !left_out_[static_cast<std::size_t>(first_ + lane)];
  }
  void take(Series const& series, int month);
  /// The series of a variable, with where they are kept in each; null where they are not.
  void add_series(int variable, SeriesTable::Of const* in_history, SeriesTable::Of const* in_summary);

  ResultSpec const& spec_;
  BlockRecord record_;
  std::vector<Series> series_;
  std::vector<double> lanes_;         // of the pack at hand
  std::vector<double> counts_;        // by lane: 1 if the summary counts it
  std::vector<bool> may_be_missing_;  // by column of outcomes
  std::vector<bool> left_out_;        // by run of the block; empty: none
  int drivers_, years_;
  int first_ = 0, count_ = 0, month_ = 0;
  bool records_history_, records_events_ = false;
};

}  // namespace detente
