#include "engine/run/ensemble.hpp"

#include "engine/core/block_plan.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>
#include <tbb/version.h>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace detente {
namespace {

/// Blocks of the parts that are given out, in order.
class Source {
 public:
  Source(BlockPlan const& plan, PartSource& parts, EnsembleOptions const& options)
      : plan_(plan), parts_(parts), options_(options) {
    for (std::int64_t const part : parts.parts()) {
      BlockId const last = plan.block(plan.first_block(part) + plan.blocks_in(part) - 1);
      blocks_ += plan.blocks_in(part);
      runs_ += last.first_run + last.runs - plan.block(plan.first_block(part)).first_run;
    }
  }

  std::int64_t blocks() const { return blocks_; }
  std::int64_t runs() const { return runs_; }
  bool stopped() const { return stopped_; }

  /// The next block, or nothing at the end.
  std::optional<BlockId> next() {
    if (next_block_ == 0) begin_part();
    if (!part_) return std::nullopt;
    BlockId const id = plan_.block(plan_.first_block(*part_) + next_block_);
    if (++next_block_ == plan_.blocks_in(*part_)) next_block_ = 0;
    return id;
  }

 private:
  // Asked only if there is one more: who stops has left something undone.
  void begin_part() {
    part_ = parts_.next();
    if (!part_ || !options_.should_stop || !options_.should_stop()) return;
    stopped_ = true;
    part_.reset();
  }

  BlockPlan const& plan_;
  PartSource& parts_;
  EnsembleOptions const& options_;
  std::optional<std::int64_t> part_;
  std::int64_t blocks_ = 0, runs_ = 0, next_block_ = 0;
  bool stopped_ = false;
};

/// A block on its way through the pipeline. The ensemble owns it: TBB frees nothing of what waits in a pipeline that
/// ends by an exception.
struct InFlight {
  BlockId id;
  BlockRecord record;
  std::unique_ptr<RecordSink::Part> part;  // complete with this block
};

}  // namespace

int machine_threads() { return tbb::this_task_arena::max_concurrency(); }
std::string thread_library_version() { return TBB_runtime_version(); }

EnsembleEnd run_ensemble(ResultSpec const& spec, std::function<BlockRecord(BlockId const&)> const& run_block,
                         RecordSink& sink, EnsembleOptions const& options) {
  BlockPlan const plan(spec);
  PartList all_missing(options.parts != nullptr ? std::vector<std::int64_t>() : missing_parts(spec, sink));
  Source source(plan, options.parts != nullptr ? *options.parts : all_missing, options);
  Progress progress{.blocks = source.blocks(), .runs = source.runs()};
  tbb::task_arena arena(options.threads > 0 ? options.threads : tbb::task_arena::automatic);
  tbb::global_control const allowed(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(arena.max_concurrency()));
  std::size_t const tokens = 2 * static_cast<std::size_t>(arena.max_concurrency()) + 1;

  // Stages in order: name the block, compute and compress it, gather parts, compress whole parts, store them. Blocks
  // leave in order, so that the place of the one that left is free for the next.
  std::vector<InFlight> places(tokens);
  std::size_t named = 0;
  auto const name = [&](tbb::flow_control& control) -> InFlight* {
    std::optional<BlockId> const id = source.next();
    if (!id) {
      control.stop();
      return nullptr;
    }
    InFlight& place = places[named++ % tokens];
    place.id = *id;
    return &place;
  };
  auto const compute = [&](InFlight* block) {
    block->record = run_block(block->id);
    sink.encode(block->record);
    return block;
  };
  auto const gather = [&](InFlight* block) {
    progress.blocks_done += 1;
    progress.runs_done += block->id.runs;
    progress.failed_runs += static_cast<std::int64_t>(block->record.failures.size());
    block->part = sink.gather(std::move(block->record));
    block->record = {};
    if (options.progress) options.progress(progress);
    return block;
  };
  auto const encode = [&](InFlight* block) {
    if (block->part) sink.encode(*block->part);
    return block;
  };
  auto const commit = [&](InFlight* block) {
    if (block->part) sink.commit(std::move(block->part));
  };
  arena.execute([&] {
    tbb::parallel_pipeline(tokens,
                           tbb::make_filter<void, InFlight*>(tbb::filter_mode::serial_in_order, name) &
                               tbb::make_filter<InFlight*, InFlight*>(tbb::filter_mode::parallel, compute) &
                               tbb::make_filter<InFlight*, InFlight*>(tbb::filter_mode::serial_in_order, gather) &
                               tbb::make_filter<InFlight*, InFlight*>(tbb::filter_mode::parallel, encode) &
                               tbb::make_filter<InFlight*, void>(tbb::filter_mode::serial_in_order, commit));
  });
  return source.stopped() ? EnsembleEnd::stopped : EnsembleEnd::complete;
}

}  // namespace detente
