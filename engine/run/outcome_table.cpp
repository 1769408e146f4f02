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
                         (arm * table_.columns_ + column) * static_cast<std::size_t>(table_.runs_) +
                         block.id.first_run;
      std::copy(from, from + runs, to);
    }
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
  OutcomeTable& table_;
  std::vector<bool> has_failed_;
};

OutcomeTable::OutcomeTable(std::size_t arms, std::size_t columns, std::int64_t runs)
    : columns_(columns),
      runs_(runs),
      values_(arms * columns * static_cast<std::size_t>(runs), std::numeric_limits<double>::quiet_NaN()) {}

OutcomeTable compute_outcomes(ResultSpec const& spec, std::function<BlockRecord(BlockId const&)> const& run_block,
                              EnsembleOptions options) {
  OutcomeTable table(spec.arms.size(), spec.columns(), spec.runs());
  OutcomeSink sink(table);
  options.parts = nullptr;
  run_ensemble(spec, run_block, sink, options);
  sink.drop_failed();
  return table;
}

}  // namespace detente
