#include "engine/run/outcome_table.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

namespace detente {

/// Takes records apart into the table.
class OutcomeSink final : public RecordSink {
 public:
  explicit OutcomeSink(OutcomeTable& table) : table_(table), has_failed_(static_cast<std::size_t>(table.runs_)) {}

  bool has(std::int64_t) const override { return false; }
  void encode(BlockRecord&) const override {}
  std::unique_ptr<Part> gather(BlockRecord&& block) override {
    auto const runs = static_cast<std::size_t>(block.id.runs);
    for (std::size_t column = 0; column < table_.columns_; ++column) {
      double const* const from = block.outcomes.data() + column * runs;
      auto const arm = static_cast<std::size_t>(block.id.arm);
      double* const to = table_.values_.data() +
                         (arm * table_.columns_ + column) * static_cast<std::size_t>(table_.runs_) + block.id.first_run;
      std::copy(from, from + runs, to);
    }
    keep_history(block);
    for (RunFailure const& failure : block.failures) has_failed_[static_cast<std::size_t>(failure.run)] = true;
    return block.id.last_of_part ? std::make_unique<Part>() : nullptr;
  }
  void encode(Part&) const override {}
  void commit(std::unique_ptr<Part>) override {}

  /// Failed runs are dropped with their partners in all arms.
  void drop_failed() {
    auto const runs = static_cast<std::size_t>(table_.runs_);
    for (std::size_t run = 0; run < runs; ++run) {
      if (!has_failed_[run]) continue;
      ++table_.failed_runs_;
      for (std::size_t at = run; at < table_.values_.size(); at += runs)
        table_.values_[at] = std::numeric_limits<double>::quiet_NaN();
    }
  }

 private:
  void keep_history(BlockRecord const& block) {
    if (block.history.empty()) return;
    std::size_t const length = static_cast<std::size_t>(block.id.runs) * table_.instants_;
    for (std::size_t series = 0; series < table_.series_.size(); ++series) {
      double const* const from = block.history.data() + series * length;
      std::size_t const runs_before = (static_cast<std::size_t>(block.id.arm) * table_.series_.size() + series) *
                                          static_cast<std::size_t>(table_.history_runs_) +
                                      static_cast<std::size_t>(block.id.first_run);
      std::transform(from, from + length, table_.history_.data() + runs_before * table_.instants_,
                     [](double value) { return static_cast<float>(value); });
    }
  }

  OutcomeTable& table_;
  std::vector<bool> has_failed_;
};

OutcomeTable::OutcomeTable(ResultSpec const& spec)
    : columns_(spec.columns()),
      runs_(spec.runs()),
      values_(spec.arms.size() * spec.columns() * static_cast<std::size_t>(spec.runs()),
              std::numeric_limits<double>::quiet_NaN()),
      instants_(static_cast<std::size_t>(spec.months) + 1),
      series_(spec.catalogue, spec.recording.history_variables),
      history_runs_(spec.recording.history_runs) {
  history_.assign(spec.arms.size() * series_.size() * static_cast<std::size_t>(history_runs_) * instants_,
                  std::numeric_limits<float>::quiet_NaN());
}

std::span<float const> OutcomeTable::history(std::size_t arm, int variable, int entity, std::int64_t run) const {
  SeriesTable::Of const* const recorded = series_.find(variable);
  if (recorded == nullptr || run >= history_runs_) return {};
  std::size_t const series = arm * series_.size() + recorded->first + static_cast<std::size_t>(entity);
  std::size_t const at = series * static_cast<std::size_t>(history_runs_) + static_cast<std::size_t>(run);
  return {history_.data() + at * instants_, instants_};
}

OutcomeTable compute_outcomes(ResultSpec const& spec, std::function<BlockRecord(BlockId const&)> const& run_block,
                              EnsembleOptions options) {
  OutcomeTable table(spec);
  OutcomeSink sink(table);
  options.parts = nullptr;
  run_ensemble(spec, run_block, sink, options);
  sink.drop_failed();
  return table;
}

}  // namespace detente
