#pragma once

#include "engine/core/record.hpp"
#include "engine/io/hdf5_file.hpp"

#include <array>
#include <string>
#include <vector>

namespace detente {

inline constexpr char const* result_schema = "detente/result";
inline constexpr int result_schema_version = 1;

/// Quantiles that the summary holds.
inline constexpr std::array<double, 5> summary_quantiles{0.05, 0.25, 0.5, 0.75, 0.95};

/// One dataset that arrives in compressed chunks: a column of outcomes for each label, a variable of histories for each
/// of its entities.
struct ChunkedDataset {
  std::string path;
  NumberType type;
  Shape shape;
  std::string unit, meaning;
  std::size_t series = 1;          // labels of the outcome, entities of the variable
  std::size_t first_series = 0;    // position among all columns, or all series of histories
  std::vector<std::size_t> inner;  // extents of the axes behind run (and month)
};

/// Where everything of a result stands: the one table that the writer, the merge and the documentation use.
class ResultLayout {
 public:
  explicit ResultLayout(ResultSpec const& spec);

  std::vector<ChunkedDataset> const& outcomes() const { return outcomes_; }
  std::vector<ChunkedDataset> const& histories() const { return histories_; }
  /// All chunked datasets, outcomes first: a chunk's `dataset` is an index into this list.
  ChunkedDataset const& dataset(std::size_t index) const;
  bool is_outcome(std::size_t index) const { return index < outcomes_.size(); }
  std::size_t columns() const { return columns_; }

  /// Offset of the chunk of one series of an arm that starts at `first_run`.
  std::vector<std::uint64_t> chunk_offset(ChunkedDataset const& dataset, Arm const& arm, std::int64_t first_run,
                                          std::size_t series) const;
  /// Runs in an outcome chunk and in a history chunk.
  std::int64_t outcome_chunk_runs() const;
  std::int64_t history_chunk_runs() const;

 private:
  ResultSpec const& spec_;
  std::vector<ChunkedDataset> outcomes_, histories_;
  std::size_t columns_ = 0;
};

/// Creates the file's coordinates, groups, chunked datasets, levers, parameters and provenance: all but what runs
/// produce.
void write_frame(Hdf5Writer& file, ResultSpec const& spec, ResultLayout const& layout);

}  // namespace detente
