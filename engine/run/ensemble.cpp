#include "engine/run/ensemble.hpp"

#include "engine/run/plan.hpp"

#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <memory>
#include <vector>

namespace detente {
namespace {

/// Blocks of the parts that are still missing, in order.
class Source {
 public:
  Source(Plan const& plan, RecordSink const& sink, EnsembleOptions const& options) : plan_(plan), options_(options) {
    for (std::int64_t part = options.first_part; part < plan.parts(); part += options.part_step) {
      if (!sink.has(part)) parts_.push_back(part);
    }
    for (std::int64_t const part : parts_) blocks_ += plan.blocks_in(part);
    for (std::int64_t const part : parts_) {
      BlockId const last = plan.block(plan.first_block(part) + plan.blocks_in(part) - 1);
      runs_ += last.first_run + last.runs - plan.block(plan.first_block(part)).first_run;
    }
  }

  std::int64_t blocks() const { return blocks_; }
  std::int64_t runs() const { return runs_; }
  bool stopped() const { return stopped_; }

  /// The next block, or null at the end.
  std::unique_ptr<BlockId> next() {
    if (next_part_ < parts_.size() && next_block_ == 0 && options_.should_stop && options_.should_stop()) stopped_ = true;
    if (stopped_ || next_part_ == parts_.size()) return nullptr;
    std::int64_t const part = parts_[next_part_];
    auto id = std::make_unique<BlockId>(plan_.block(plan_.first_block(part) + next_block_));
    if (++next_block_ == plan_.blocks_in(part)) {
      next_block_ = 0;
      ++next_part_;
    }
    return id;
  }

 private:
  Plan const& plan_;
  EnsembleOptions const& options_;
  std::vector<std::int64_t> parts_;
  std::int64_t blocks_ = 0, runs_ = 0, next_block_ = 0;
  std::size_t next_part_ = 0;
  bool stopped_ = false;
};

}  // namespace

EnsembleEnd run_ensemble(ResultSpec const& spec, std::function<BlockRecord(BlockId const&)> const& run_block, RecordSink& sink,
                         EnsembleOptions const& options) {
  Plan const plan(spec);
  Source source(plan, sink, options);
  Progress progress{.blocks = source.blocks(), .runs = source.runs()};
  tbb::task_arena arena(options.threads > 0 ? options.threads : tbb::task_arena::automatic);
  std::size_t const tokens = 2 * static_cast<std::size_t>(arena.max_concurrency()) + 1;

  // The pipeline passes raw pointers; what a stage does not hand on, it frees. Stages in order: name the block, compute and
  // compress it, gather parts, compress whole parts, store them.
  auto const name = [&](tbb::flow_control& control) -> BlockId* {
    std::unique_ptr<BlockId> id = source.next();
    if (!id) control.stop();
    return id.release();
  };
  auto const compute = [&](BlockId* pointer) -> BlockRecord* {
    std::unique_ptr<BlockId> const id(pointer);
    auto record = std::make_unique<BlockRecord>(run_block(*id));
    sink.encode(*record);
    return record.release();
  };
  auto const gather = [&](BlockRecord* pointer) -> RecordSink::Part* {
    std::unique_ptr<BlockRecord> const record(pointer);
    progress.blocks_done += 1;
    progress.runs_done += record->id.runs;
    std::unique_ptr<RecordSink::Part> part = sink.gather(std::move(*record));
    if (options.progress) options.progress(progress);
    return part.release();
  };
  auto const encode = [&](RecordSink::Part* part) -> RecordSink::Part* {
    std::unique_ptr<RecordSink::Part> guard(part);
    if (part != nullptr) sink.encode(*part);
    return guard.release();
  };
  auto const commit = [&](RecordSink::Part* pointer) {
    std::unique_ptr<RecordSink::Part> part(pointer);
    if (part) sink.commit(std::move(part));
  };
  arena.execute([&] {
    tbb::parallel_pipeline(tokens, tbb::make_filter<void, BlockId*>(tbb::filter_mode::serial_in_order, name) &
                                       tbb::make_filter<BlockId*, BlockRecord*>(tbb::filter_mode::parallel, compute) &
                                       tbb::make_filter<BlockRecord*, RecordSink::Part*>(tbb::filter_mode::serial_in_order, gather) &
                                       tbb::make_filter<RecordSink::Part*, RecordSink::Part*>(tbb::filter_mode::parallel, encode) &
                                       tbb::make_filter<RecordSink::Part*, void>(tbb::filter_mode::serial_in_order, commit));
  });
  return source.stopped() ? EnsembleEnd::stopped : EnsembleEnd::complete;
}

}  // namespace detente
