#include "tools/evidence/checks/event_causes.hpp"

#include "engine/core/draws.hpp"
#include "models/derived.hpp"
#include "models/events.hpp"
#include "models/regional_model.hpp"
#include "models/state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

constexpr double half_a_digit = 1.0 / (1 << 24);  // what a number loses in single precision, of itself
constexpr double largest_log_rate = 12;           // beyond it the model limits rates: a month is certain to see a move

/// Compares the events of a month with the rates at its start.
class Listener : public EventSink {
 public:
  Listener(Region const& region, Derived<double, 16> const& derived) : region_(region), derived_(derived) {}

  void begin(int month, int first_run) {
    month_ = month;
    first_run_ = first_run;
  }
  void record(int kind, int lane, int entity, double from, double to, std::span<float const> terms) override {
    auto const code = static_cast<EventCode>(kind);
    auto const d = static_cast<std::size_t>(entity);
    ExplainedEvent event;
    switch (code) {
      case EventCode::move:
        event.kind = to > from ? ExplainedEvent::Kind::up : ExplainedEvent::Kind::down;
        event.rate = (to > from ? derived_.up_rate : derived_.down_rate)[d][lane];
        break;
      case EventCode::settlement:
        event.kind = ExplainedEvent::Kind::settlement;
        event.rate = derived_.settle_rate[d][lane];
        break;
      case EventCode::breakdown:
        event.kind = terms[static_cast<std::size_t>(Driver::level)] > 0 ? ExplainedEvent::Kind::torn
                                                                        : ExplainedEvent::Kind::breakdown;
        event.rate = derived_.unsettle_rate[d][lane];
        break;
      default:
        return;
    }
    event.terms.assign(terms.begin(), terms.end());
    event.where = fmt::format("run {}, month {}, {}", first_run_ + lane, month_ + 1, region_.disputes[d].id);
    events_.push_back(std::move(event));
    lanes_.push_back({lane, entity});
  }
  /// Takes the levels at the month's end for what was recorded in it.
  void end(State<double, 16> const& state) {
    for (; settled_ < events_.size(); ++settled_) {
      auto const [lane, entity] = lanes_[settled_];
      events_[settled_].level = state.level[static_cast<std::size_t>(entity)][lane];
    }
  }
  std::vector<ExplainedEvent>& events() { return events_; }

 private:
  Region const& region_;
  Derived<double, 16> const& derived_;
  int month_ = 0, first_run_ = 0;
  std::vector<ExplainedEvent> events_;
  std::vector<std::pair<int, int>> lanes_;
  std::size_t settled_ = 0;
};

}  // namespace

std::vector<ExplainedEvent> explained_events(ArmInputs const& arm, int months, int runs, std::uint64_t seed) {
  ModelSpec const spec{.arms = {arm}, .months = months, .noise = Noise::on};
  RegionalModel<double, 16> const model(spec);
  Draws<double, 16> draws(seed, model.slots());
  std::vector<ExplainedEvent> all;
  for (int first = 0; first < runs; first += 16) {
    LaneKeys<16> keys{};
    for (int lane = 0; lane < 16; ++lane) keys.sample[lane] = static_cast<std::uint32_t>(first + lane);
    draws.assign(keys);
    draws.begin_month(0);
    auto run = model.trajectory(0);
    run.start(draws);
    Derived<double, 16> acting = run.derived();
    Listener listener(arm.inputs.region, acting);
    for (int month = 0; month < months; ++month) {
      acting = run.derived();
      listener.begin(month, first);
      draws.begin_month(month);
      run.step(month, draws, &listener);
      listener.end(run.state());
    }
    std::move(listener.events().begin(), listener.events().end(), std::back_inserter(all));
  }
  return all;
}

std::vector<CheckRow> check_causes(std::vector<ExplainedEvent> const& events) {
  struct Row {
    Comparisons comparisons;
    std::int64_t n = 0;
  };
  std::vector<Row> rows;  // in the order of ExplainedEvent::Kind
  rows.push_back({Comparisons("contributions", "moves up: sum of terms, ln rate", "E3", "log")});
  rows.push_back({Comparisons("contributions", "moves down: sum of terms, ln rate", "E4", "log")});
  rows.push_back({Comparisons("contributions", "agreements: sum of terms, ln rate", "Z1", "log")});
  rows.push_back({Comparisons("contributions", "quiet breakdowns: sum of terms, ln rate", "Z2", "log")});
  rows.push_back({Comparisons("contributions", "violent breakdowns name the level alone", "Z2", "level")});
  for (ExplainedEvent const& event : events) {
    double sum = 0;
    double size = 0;
    for (float const term : event.terms) {
      sum += static_cast<double>(term);
      size += std::abs(static_cast<double>(term));
    }
    bool const torn = event.kind == ExplainedEvent::Kind::torn;
    double const observed = torn ? sum : std::min(sum, largest_log_rate);
    double const expected = torn ? event.level : std::log(event.rate);
    Row& row = rows[static_cast<std::size_t>(event.kind)];
    row.comparisons.add({observed, expected, half_a_digit * size + 1e-12}, event.where);
    ++row.n;
  }
  std::vector<CheckRow> result;
  for (Row const& row : rows) result.push_back(row.comparisons.row(row.n));
  return result;
}

}  // namespace detente
