#include "engine/io/chunk_codec.hpp"
#include "engine/io/part_store.hpp"
#include "models/experiment.hpp"
#include "tools/bench/candidate.hpp"
#include "tools/bench/figure.hpp"
#include "tools/bench/single_arm.hpp"
#include "tools/kernel/kernel.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>

namespace detente::bench {
namespace {

constexpr double mega = 1e6;

/// What the writer hands to the compressor: bytes of the same rank together.
std::vector<std::byte> shuffled(std::vector<std::byte> const& raw, std::size_t element) {
  std::size_t const count = raw.size() / element;
  std::vector<std::byte> planes(raw.size());
  for (std::size_t k = 0; k < raw.size(); ++k) planes[k % element * count + k / element] = raw[k];
  return planes;
}

/// Time of the compressor alone [ns].
double compress(std::vector<std::vector<std::byte>> const& chunks) {
  double const start = wall_time();
  for (std::vector<std::byte> const& chunk : chunks) static_cast<void>(compressed(chunk));
  return wall_time() - start;
}

/// Time from records in memory to a part that is safe on the disk [ns].
double write(ResultSpec const& spec, std::vector<BlockRecord> blocks, std::string const& folder) {
  PartStore store(folder, spec, 0);
  double const start = wall_time();
  for (BlockRecord& block : blocks) {
    store.encode(block);
    if (std::unique_ptr<RecordSink::Part> part = store.gather(std::move(block))) {
      store.encode(*part);
      store.commit(std::move(part));
    }
  }
  double const ns = wall_time() - start;
  std::filesystem::remove_all(folder);
  return ns;
}

/// All that is compressed in writing: histories, and the outcomes that no part is without.
std::vector<std::vector<std::byte>> bytes_of(ResultSpec const& spec, std::vector<BlockRecord> blocks,
                                             std::string const& folder) {
  PartStore store(folder, spec, 0);
  std::unique_ptr<RecordSink::Part> part;
  for (BlockRecord& block : blocks) {
    store.encode(block);
    part = store.gather(std::move(block));
  }
  store.encode(*part);
  ResultLayout const& layout = store.layout();
  std::size_t const instants = static_cast<std::size_t>(spec.months) + 1;
  std::vector<std::vector<std::byte>> chunks;
  for (EncodedChunk const& chunk : static_cast<PartRecord const&>(*part).chunks) {
    bool const is_outcome = layout.is_outcome(static_cast<std::size_t>(chunk.dataset));
    std::size_t const element = is_outcome ? sizeof(double) : sizeof(float);
    std::size_t const count = is_outcome ? static_cast<std::size_t>(layout.outcome_chunk_runs())
                                         : static_cast<std::size_t>(layout.history_chunk_runs()) * instants;
    chunks.push_back(shuffled(decode_chunk(chunk.bytes, count * element, element), element));
  }
  return chunks;
}

}  // namespace

std::vector<Figure> writer_figures(Experiment const& experiment, std::string const& folder, int rounds) {
  constexpr int block_count = 8;
  ResultSpec spec = single_arm(experiment.result, block_count * experiment.result.block_runs,
                               block_count * experiment.result.block_runs);
  spec.recording.history_variables = experiment.result.recording.history_variables;
  if (spec.recording.history_variables.empty()) return {};
  spec.recording.history_runs = spec.runs();
  Kernel const kernel = make_kernel({experiment.model, spec});
  std::vector<BlockRecord> blocks;
  for (int k = 0; k < block_count; ++k)
    blocks.push_back(kernel(
        {.index = k, .first_run = k * spec.block_runs, .runs = spec.block_runs, .last_of_part = k == block_count - 1}));
  std::string const place = folder + "/writer";
  std::vector<std::vector<std::byte>> const chunks = bytes_of(spec, blocks, place);
  double bytes = 0;
  for (std::vector<std::byte> const& chunk : chunks) bytes += static_cast<double>(chunk.size());

  double writing = std::numeric_limits<double>::max();
  double compressing = writing;
  for (int round = 0; round < rounds; ++round) {
    writing = std::min(writing, write(spec, blocks, place));
    compressing = std::min(compressing, compress(chunks));
  }
  return {{"writer.history", "histories into a part, 1 thread", "MB/s", bytes / mega / (writing * 1e-9)},
          {"writer.compressor", "the bare compressor on the same bytes", "MB/s", bytes / mega / (compressing * 1e-9)},
          {"writer.ratio", "histories / bare compressor", "1", compressing / writing, 0.8}};
}

}  // namespace detente::bench
