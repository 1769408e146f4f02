#include "engine/run/block_recorder.hpp"

#include "engine/core/calendar.hpp"
#include "engine/core/summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

namespace detente {
namespace {

// Lanes are summed as a tree, half onto half: an order that vector instructions can keep on every instruction set.
constexpr int tree_lanes = 16;
static_assert(widest_pack % tree_lanes == 0);
using Tree = std::array<double, tree_lanes>;

double sum_of(Tree x) {
  for (int half = tree_lanes / 2; half > 0; half /= 2) {
    for (int lane = 0; lane < half; ++lane) x[lane] += x[lane + half];
  }
  return x[0];
}

}  // namespace

BlockRecorder::BlockRecorder(ResultSpec const& spec, BlockId const& id, std::vector<RunFailure> const& failed)
    : spec_(spec),
      lanes_(widest_pack),
      counts_(widest_pack),
      drivers_(static_cast<int>(spec.catalogue.dimension("driver").labels.size())),
      years_(spec.months / months_per_year),
      records_history_(id.first_run < spec.recording.history_runs) {
  record_.id = id;
  for (OutcomeInfo const& outcome : spec.catalogue.outcomes)
    may_be_missing_.insert(may_be_missing_.end(), spec.catalogue.size_of(outcome.dimensions), outcome.may_be_missing);
  record_.outcomes.assign(may_be_missing_.size() * id.runs, std::numeric_limits<double>::quiet_NaN());
  if (!failed.empty()) left_out_.resize(static_cast<std::size_t>(id.runs));
  for (RunFailure const& failure : failed) left_out_[static_cast<std::size_t>(failure.run - id.first_run)] = true;

  SeriesTable const in_history(spec.catalogue,
                               records_history_ ? spec.recording.history_variables : std::vector<int>{});
  SeriesTable const in_summary(spec.catalogue, spec.recording.summary_variables);
  for (int v = 0; v < static_cast<int>(spec.catalogue.variables.size()); ++v)
    add_series(v, in_history.find(v), in_summary.find(v));
  auto const histories = static_cast<std::int64_t>(in_history.size());
  auto const summaries = static_cast<std::int64_t>(in_summary.size());
  std::size_t const instants = static_cast<std::size_t>(spec.months) + 1;
  record_.history.assign(histories * id.runs * instants, std::numeric_limits<double>::quiet_NaN());
  record_.summary.sum.assign(summaries * instants, 0.0);
  record_.summary.sum_of_squares.assign(summaries * instants, 0.0);
  record_.summary.year_end_bins.assign(static_cast<std::size_t>(summaries * years_) * id.runs, 0);
}

void BlockRecorder::add_series(int variable, SeriesTable::Of const* in_history, SeriesTable::Of const* in_summary) {
  if (in_history == nullptr && in_summary == nullptr) return;
  VariableInfo const& info = spec_.catalogue.variables[variable];
  int const entities = static_cast<int>(spec_.catalogue.size_of(info.dimensions));
  for (int entity = 0; entity < entities; ++entity) {
    Series series{.variable = variable,
                  .entity = entity,
                  .history = {},
                  .summary = {},
                  .has_start = info.timing == Timing::state,
                  .centre = (info.lowest + info.highest) / 2,
                  .lowest = info.lowest,
                  .highest = info.highest};
    if (in_history != nullptr) series.history = static_cast<std::int64_t>(in_history->first) + entity;
    if (in_summary != nullptr) series.summary = static_cast<std::int64_t>(in_summary->first) + entity;
    series_.push_back(series);
  }
}

void BlockRecorder::begin_pack(int first, int count) {
  first_ = first;
  count_ = count;
  for (int lane = 0; lane < widest_pack; ++lane) counts_[lane] = lane < count && is_in_summary(lane) ? 1 : 0;
  records_events_ = record_.id.first_run + first < spec_.recording.event_runs;
}

void BlockRecorder::record(int kind, int lane, int entity, double from, double to,
                           std::span<float const> contributions) {
  std::int64_t const run = record_.id.first_run + first_ + lane;
  if (lane >= count_ || run >= spec_.recording.event_runs) return;
  Event event{
      .run = run, .month = month_, .kind = static_cast<std::int16_t>(kind), .entity = entity, .from = from, .to = to};
  if (!contributions.empty()) {
    event.contributions = static_cast<std::int32_t>(record_.contributions.size() / drivers_);
    record_.contributions.insert(record_.contributions.end(), contributions.begin(), contributions.end());
  }
  record_.events.push_back(event);
}

double& BlockRecorder::outcome(std::size_t column, int lane) {
  return record_.outcomes[column * record_.id.runs + first_ + lane];
}

void BlockRecorder::find_failures() {
  for (int lane = 0; lane < count_; ++lane) {
    for (std::size_t column = 0; column < may_be_missing_.size(); ++column) {
      double const value = outcome(column, lane);
      if (std::isfinite(value) || (std::isnan(value) && may_be_missing_[column])) continue;
      record_.failures.push_back({record_.id.first_run + first_ + lane, static_cast<std::int32_t>(column)});
      break;
    }
  }
}

void BlockRecorder::take(Series const& series, int month) {
  if (month == 0 && !series.has_start) return;
  std::size_t const instants = static_cast<std::size_t>(spec_.months) + 1;
  if (series.history) {
    for (int lane = 0; lane < count_; ++lane) {
      record_.history[(*series.history * record_.id.runs + first_ + lane) * instants + month] = lanes_[lane];
    }
  }
  if (!series.summary) return;
  for (int first = 0; first < count_; first += tree_lanes) {
    Tree x;
    Tree squares;
    for (int lane = 0; lane < tree_lanes; ++lane) {
      double const departure = lanes_[first + lane] - series.centre;
      x[lane] = counts_[first + lane] != 0 ? departure : 0.0;
      squares[lane] = x[lane] * x[lane];
    }
    record_.summary.sum[*series.summary * instants + month] += sum_of(x);
    record_.summary.sum_of_squares[*series.summary * instants + month] += sum_of(squares);
  }
  if (month == 0 || month % months_per_year != 0) return;
  std::size_t const row = *series.summary * years_ + month / months_per_year - 1;
  for (int lane = 0; lane < count_; ++lane) {
    record_.summary.year_end_bins[row * record_.id.runs + first_ + lane] =
        counts_[lane] != 0 ? bin_of(lanes_[lane], series.lowest, series.highest) : no_bin;
  }
}

BlockRecord BlockRecorder::take() {
  std::stable_sort(record_.events.begin(), record_.events.end(), [](Event const& a, Event const& b) {
    return std::tie(a.run, a.month, a.kind, a.entity) < std::tie(b.run, b.month, b.kind, b.entity);
  });
  return std::move(record_);
}

}  // namespace detente
