#include "engine/io/failure_table.hpp"

#include "engine/io/chunk_codec.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <utility>

namespace detente {

FailureTable::FailureTable(ResultSpec const& spec, std::vector<PartStore::Failed> failures)
    : spec_(spec), failures_(std::move(failures)) {
  for (PartStore::Failed const& failed : failures_) dropped_.push_back(failed.failure.run);
  std::sort(dropped_.begin(), dropped_.end());
  dropped_.erase(std::unique(dropped_.begin(), dropped_.end()), dropped_.end());
}

void FailureTable::write(Hdf5Writer& file) const {
  std::vector<std::int32_t> policy, scenario, run, sample, replication;
  std::vector<std::string> outcome;
  for (auto const& [arm, failure] : failures_) {
    policy.push_back(spec_.arms[static_cast<std::size_t>(arm)].policy);
    scenario.push_back(spec_.arms[static_cast<std::size_t>(arm)].scenario);
    run.push_back(static_cast<std::int32_t>(failure.run));
    sample.push_back(static_cast<std::int32_t>(failure.run / spec_.replications));
    replication.push_back(static_cast<std::int32_t>(failure.run % spec_.replications));
    outcome.push_back(spec_.column_name(static_cast<std::size_t>(failure.column)));
  }
  file.attribute("/", "dropped_runs", static_cast<std::int64_t>(dropped_.size()));
  if (failures_.empty()) return;  // hdf5r cannot read texts that are none
  file.group("/failures");
  std::vector<std::int32_t> labels(failures_.size());
  std::iota(labels.begin(), labels.end(), 0);
  std::string const row = "/failures/failure";
  file.number_coordinate(row, labels, "", "runs that came to no result; they are dropped in all arms");
  Shape const column{{failures_.size()}, {row}, {}};
  file.values("/failures/policy_index", policy, column, "", "position in the coordinate policy");
  file.values("/failures/scenario_index", scenario, column, "", "position in the coordinate scenario");
  file.values("/failures/run_index", run, column, "", "run");
  file.values("/failures/sample_index", sample, column, "",
              "sample of the run: with seed and replication its draw key");
  file.values("/failures/replication", replication, column, "", "replication of the run");
  file.texts("/failures/outcome", outcome, column, "first outcome that is infinite, or missing where it may not be");
}

EncodedChunk FailureTable::drop_from(EncodedChunk const& chunk, std::int64_t first_run, std::int64_t chunk_runs) const {
  auto const first = std::lower_bound(dropped_.begin(), dropped_.end(), first_run);
  auto const end = std::lower_bound(first, dropped_.end(), first_run + chunk_runs);
  if (first == end) return chunk;
  std::vector<double> numbers(static_cast<std::size_t>(chunk_runs));
  std::vector<std::byte> const raw = decode_chunk(chunk.bytes, numbers.size() * sizeof(double), sizeof(double));
  std::memcpy(numbers.data(), raw.data(), raw.size());
  for (auto run = first; run != end; ++run)
    numbers[static_cast<std::size_t>(*run - first_run)] = std::numeric_limits<double>::quiet_NaN();
  return {chunk.dataset, chunk.position, encode_chunk(std::span<double const>(numbers))};
}

}  // namespace detente
