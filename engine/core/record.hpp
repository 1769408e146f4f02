#pragma once

#include "engine/core/calendar.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace detente {

// What a model can say about its runs (the catalogue), what an ensemble is about to compute (the specification), and
// what one block of it has produced (the record). Plain data; the engine fills it, the writer lays it out in a file.

/// A named set of labels: places, pairs of them, components of a sum, ...
struct Dimension {
  std::string name;
  std::string meaning;
  std::vector<std::string> labels;           // ids, unique, UTF-8
  std::vector<std::string> long_names = {};  // as people write them; empty when the labels say it all
  bool numbers = false;                      // labels are whole numbers: years
};

/// Whether a variable is the state at the start of a month (known at month 0) or what was lived during it (from month 1
/// on; missing at month 0).
enum class Timing : std::uint8_t { state, flow };

/// A variable that can be recorded month by month.
struct VariableInfo {
  std::string name;
  std::string unit;  // "1" for pure numbers
  std::string meaning;
  std::vector<std::string> dimensions;  // besides policy, scenario, run and month; may be empty
  Timing timing = Timing::state;
  double lowest = 0;  // declared range, for histograms: values outside are counted at its ends
  double highest = 1;
  bool in_default_summary = false;
};

/// One number per run, or one per label of its dimension.
struct OutcomeInfo {
  std::string name;
  std::string unit;
  std::string meaning;
  std::vector<std::string> dimensions;  // at most one
  bool may_be_missing = false;          // NaN is an answer: it never happened
  bool is_count = false;                // over its labels it is summed, not averaged
};

/// A kind of event; every event has run, month, entity, from and to.
struct EventKind {
  std::string name;
  std::string meaning;
  std::string entity_dimension;    // empty: the world
  std::string from_to_meaning;     // what the columns `from` and `to` hold
  bool has_contributions = false;  // one number per driver, in log-hazard units
};

/// Everything that a model can record. `driver` is the dimension of contributions.
struct Catalogue {
  std::vector<Dimension> dimensions;
  std::vector<VariableInfo> variables;
  std::vector<OutcomeInfo> outcomes;
  std::vector<EventKind> events;

  Dimension const& dimension(std::string const& name) const;  // throws std::out_of_range
  /// Product of the lengths of the dimensions named (1 for none).
  std::size_t size_of(std::vector<std::string> const& names) const;
};

struct Arm {
  int policy = 0;  // index into ResultSpec::policies
  int scenario = 0;
};

/// A lever's path in one arm: value at the start of each month 0..months.
struct LeverPaths {
  std::vector<std::string> names;  // "group.lever.ID", ...
  std::vector<std::string> units;
  std::vector<std::vector<double>> values;  // [arm][month * levers + lever]
};

/// A sampled parameter: a number that its sample decides.
struct SampledParameter {
  std::string name, unit, distribution, status;
  std::function<double(std::int64_t)> value;  // in a sample
};

/// What is recorded beside the outcomes.
struct Recording {
  std::vector<int> summary_variables;  // indices into Catalogue::variables
  std::vector<int> history_variables;
  std::int64_t history_runs = 0;  // the first N runs; a multiple of the block or all
  bool exact_histories = false;   // double precision in the file, for comparisons; else single
  int history_bits = 0;           // significant bits that are kept of single precision, 1..23; 0: all
  std::int64_t event_runs = 0;    // the first N runs
};

/// An ensemble as data: all that decides the content of its result file.
struct ResultSpec {
  std::string name;
  Catalogue catalogue;
  std::vector<std::string> policies, scenarios;
  std::vector<Arm> arms;  // every policy in every scenario, scenario fastest
  int baseline_policy = 0;
  std::uint64_t seed = 0;
  std::string precision;  // "double" or "single"
  std::int64_t samples = 0;
  int replications = 1;                      // run = sample * replications + replication
  std::string design = "mc";                 // how the samples are chosen
  std::int64_t samples_per_observation = 1;  // in a row, that depend on each other: statistics count them as one
  int months = 0;
  YearMonth start;
  int block_runs = 256;
  int part_runs = 16384;
  Recording recording;
  LeverPaths levers;
  std::vector<SampledParameter> parameters;
  std::vector<std::pair<std::string, std::string>> provenance;  // name, text; nothing that may differ between reruns

  std::int64_t runs() const { return samples * replications; }
  /// Outcomes in all, a number for each label.
  std::size_t columns() const;
  /// Name of a column of outcomes: "total", or "damage[A]" for one label of several.
  std::string column_name(std::size_t column) const;
};

/// Where a block stands in the plan. Blocks are numbered in the order in which their records are taken.
struct BlockId {
  std::int64_t index = 0;
  std::int64_t part = 0;
  int arm = 0;
  std::int64_t first_run = 0;
  int runs = 0;  // block_runs, or less in the last block of an arm
  bool last_of_part = false;
};

struct Event {
  std::int64_t run = 0;
  std::int32_t month = 0;   // 1..months
  std::int16_t kind = 0;    // index into Catalogue::events
  std::int32_t entity = 0;  // index into the kind's dimension
  double from = 0, to = 0;
  std::int32_t contributions = -1;  // row of BlockRecord::contributions, -1 for none
};

/// Sums over the runs of a block for one summary variable and entity, month by month, about a fixed centre.
struct SummarySums {
  std::vector<double> sum, sum_of_squares;   // [series * (months + 1) + month], of (x - centre)
  std::vector<std::uint16_t> year_end_bins;  // [(series * years + year) * runs + run], histogram bin 0..1023 or no_bin
};

/// A run that came to no result: its first outcome that is infinite, or missing where it may not be.
struct RunFailure {
  std::int64_t run = 0;
  std::int32_t column = 0;
};

/// Bin of a run that the summary leaves out.
inline constexpr std::uint16_t no_bin = 0xffff;

/// Compressed bytes of one chunk of a dataset, ready to be stored.
struct EncodedChunk {
  std::int64_t dataset = 0;  // the writer's own numbering
  std::int64_t position = 0;
  std::vector<std::byte> bytes;
};

/// What the runs of one block have produced. A series is a variable and one of its entities, in catalogue order.
struct BlockRecord {
  BlockId id;
  std::vector<double> outcomes;      // [column * runs + run]; columns: outcomes in order, labels fastest; NaN = missing
  std::vector<double> history;       // [(series * runs + run) * (months + 1) + month]; empty if not recorded
  std::vector<Event> events;         // sorted by run, month, kind, entity
  std::vector<float> contributions;  // [row * drivers + driver]
  SummarySums summary;               // over the runs that did not fail
  std::vector<RunFailure> failures;  // by run
  std::vector<EncodedChunk> chunks;  // made by the sink's encode
};

/// Where records go. The ensemble calls `encode` from worker
/// threads; `gather` and `commit` each from one thread at a time, in block order, the one maybe while the other runs.
class RecordSink {
 public:
  class Part {  // what the sink keeps of a complete part; opaque to the engine
   public:
    virtual ~Part() = default;
  };

  virtual ~RecordSink() = default;
  /// True if this part is already stored and need not be computed.
  virtual bool has(std::int64_t part) const = 0;
  /// Compresses what belongs to the block alone. Called at once for different blocks.
  virtual void encode(BlockRecord& block) const = 0;
  /// Adds a block to its part, in order; returns the part when this was its last block, else null.
  virtual std::unique_ptr<Part> gather(BlockRecord&& block) = 0;
  /// Compresses what belongs to the whole part. Called at once for different parts.
  virtual void encode(Part& part) const = 0;
  /// Stores a part durably, in order. Throws IoError.
  virtual void commit(std::unique_ptr<Part> part) = 0;
};

}  // namespace detente
