#include "tools/evidence/checks/ladder_moves.hpp"

#include "models/regional_model.hpp"
#include "models/world.hpp"

#include <fmt/format.h>

#include <cmath>

namespace detente {
namespace {

/// Draws of the ladder in every month, all others in month 0 alone: nobody reads them here.
std::vector<DrawSlot> ladder_slots(std::span<DrawSlot const> all) {
  std::vector<DrawSlot> slots(all.begin(), all.end());
  for (DrawSlot& slot : slots) slot.at_start_only = slot.stream != static_cast<std::uint32_t>(Stream::escalation);
  return slots;
}

}  // namespace

LadderMatrix ladder_matrix(LadderRates const& rates) {
  LadderMatrix matrix = LadderMatrix::Zero();
  for (int level = 0; level < levels; ++level) {
    double const up = level + 1 < levels ? rates.up[static_cast<std::size_t>(level)] : 0;
    double const down = level > 0 ? rates.down[static_cast<std::size_t>(level)] : 0;
    double const moves = -std::expm1(-(up + down) / 12);
    double const rises = up > 0 ? moves * up / (up + down) : 0;
    double const falls = down > 0 ? moves * down / (up + down) : 0;
    double const leaps = level + 2 < levels - 1 ? rises * rates.leap : 0;  // never into open conflict
    matrix(level, level) += 1 - moves;
    if (level + 1 < levels) matrix(level, level + 1) += rises - leaps;
    if (leaps > 0) matrix(level, level + 2) += leaps;
    if (level > 0) matrix(level, level - 1) += falls * (1 - rates.drop);
    matrix(level, 0) += falls * rates.drop;
  }
  return matrix;
}

LadderBench::LadderBench(ArmInputs const& arm, std::uint64_t seed)
    : spec_{.arms = {arm}, .months = 1, .noise = Noise::on},
      model_(spec_),
      draws_(seed, ladder_slots(model_.slots())),
      luck_(draws_, model_.world(0).setup().streams, Noise::on),
      escalation_(model_.world(0).setup(), model_.world(0).reference()),
      now_(model_.world(0).reference().start),
      next_(now_),
      levers_(model_.world(0).reference().levers),
      derived_(model_.world(0).reference().derived) {
  begin(0);
  now_ = model_.world(0).start(luck_);
  std::vector<double> const values = lever_values(arm.policy, arm.inputs.region.start, 1);
  levers_.assign(arm.inputs.region, values.data());
  EscalationParameters<double> const& p = arm.scenario.parameters.escalation;
  for (Dispute const& dispute : arm.inputs.region.disputes) rates_.push_back({dispute.id, {}, {}, p.leap, p.drop});
  for (std::size_t level = 0; level < levels; ++level) {
    for (Wide& one : now_.level) one.setConstant(static_cast<double>(level));
    model_.world(0).derive(now_, levers_, derived_);
    for (std::size_t d = 0; d < rates_.size(); ++d) {
      rates_[d].up[level] = derived_.up_rate[d][0];
      rates_[d].down[level] = derived_.down_rate[d][0];
    }
  }
}

void LadderBench::begin(std::int64_t first_run) {
  LaneKeys<16> keys{};
  for (int lane = 0; lane < 16; ++lane) keys.sample[lane] = static_cast<std::uint32_t>(first_run + lane);
  draws_.assign(keys);
  draws_.begin_month(0);
}

void LadderBench::step(int month) {
  for (std::size_t d = 0; d < rates_.size(); ++d) {
    for (int lane = 0; lane < 16; ++lane) {
      auto const level = static_cast<std::size_t>(now_.level[d][lane]);
      derived_.up_rate[d][lane] = rates_[d].up[level];
      derived_.down_rate[d][lane] = rates_[d].down[level];
    }
  }
  draws_.begin_month(month);
  escalation_({month, now_, derived_, levers_, luck_, nullptr}, next_);
  now_.level = next_.level;
}

void LadderBench::count(int dispute, int from, LadderCounts& counts) const {
  for (int lane = 0; lane < 16; ++lane)
    counts(from, static_cast<int>(now_.level[static_cast<std::size_t>(dispute)][lane])) += 1;
}

std::vector<LadderCounts> LadderBench::moves(std::int64_t runs) {
  int const disputes = static_cast<int>(rates_.size());
  std::vector<LadderCounts> counts(rates_.size(), LadderCounts::Zero());
  constexpr int months = 400;  // draws of months are independent, as those of runs are, and made faster
  std::int64_t done = 0;
  for (std::int64_t first = 0; done < runs; first += 16) {
    begin(first);
    for (int month = 1; month <= months && done < runs; ++month, done += 16) {
      for (int from = 0; from < levels; ++from) {
        for (Wide& level : now_.level) level.setConstant(from);
        step(month);
        for (int d = 0; d < disputes; ++d) count(d, from, counts[static_cast<std::size_t>(d)]);
      }
    }
  }
  return counts;
}

LadderCounts LadderBench::later(int dispute, int months, std::int64_t runs) {
  LadderCounts counts = LadderCounts::Zero();
  std::int64_t const batches = (runs + 15) / 16;
  for (int from = 0; from < levels; ++from) {
    for (std::int64_t batch = 0; batch < batches; ++batch) {
      begin((from * batches + batch) * 16);
      for (Wide& level : now_.level) level.setConstant(from);
      for (int month = 1; month <= months; ++month) step(month);
      count(dispute, from, counts);
    }
  }
  return counts;
}

CheckRow check_reference_rates(ArmInputs const& arm) {
  ArmInputs usual = arm;
  usual.scenario.parameters = usual.inputs.parameters;
  ModelSpec const spec{.arms = {usual}, .months = 1, .noise = Noise::on};
  RegionalModel<double, 1> const model(spec);
  Reference<double, 1> const& reference = model.world(0).reference();
  EscalationParameters<double> const& p = usual.inputs.parameters.escalation;
  Comparisons rates("ladder", "rates up at the reference, relative", "E3");
  Derived<double, 1> derived = reference.derived;
  for (std::size_t d = 0; d < arm.inputs.region.disputes.size(); ++d) {
    Dispute const& dispute = arm.inputs.region.disputes[d];
    std::vector<double> const& shift = arm.scenario.shift.up_offset;
    for (std::size_t level = 0; level + 1 < levels; ++level) {
      State<double, 1> state = reference.state;
      state.level[d].setConstant(static_cast<double>(level));
      model.world(0).derive(state, reference.levers, derived);
      double const offset = dispute.up_offset[level] + (shift.empty() ? 0 : shift[d]);
      double const expected = p.up0[level] * std::exp(offset + p.settled_effect * dispute.settlement);
      if (expected > 1e5) continue;  // the model limits rates at which a month is certain to see a move
      double const ratio = expected > 0 ? derived.up_rate[d][0] / expected : 1 + derived.up_rate[d][0];
      rates.add({ratio, 1, 1e-9}, fmt::format("{}, from level {}", dispute.id, level));
    }
  }
  return rates.row(0);
}

std::vector<CheckRow> check_moves(std::vector<LadderRates> const& rates, std::vector<LadderCounts> const& counts) {
  Comparisons up("ladder", "moves up by one, a month", "E5");
  Comparisons leap("ladder", "leaps over a level", "E5");
  Comparisons down("ladder", "moves down by one", "E5");
  Comparisons drop("ladder", "drops to 0 from 2 or more", "E5");
  Comparisons other("ladder", "stays, and moves that there are none", "E5");
  double n = 0;
  for (std::size_t d = 0; d < rates.size(); ++d) {
    LadderMatrix const exact = ladder_matrix(rates[d]);
    for (int from = 0; from < levels; ++from) {
      n = counts[d].row(from).sum();
      for (int to = 0; to < levels; ++to) {
        double const p = exact(from, to);
        Comparisons& kind = to == from + 1            ? up
                            : to == from + 2 && p > 0 ? leap
                            : to == from - 1          ? down
                            : to == 0 && from > 1     ? drop
                                                      : other;
        kind.add_random({counts[d](from, to) / n, p, frequency_tolerance(p, n)}, std::sqrt(p * (1 - p) / n),
                        fmt::format("{}, from level {} to {}", rates[d].dispute, from, to));
      }
    }
  }
  std::vector<CheckRow> rows;
  for (Comparisons const* kind : {&up, &leap, &down, &drop, &other}) rows.push_back(kind->row(std::llround(n)));
  return rows;
}

CheckRow check_levels_later(LadderRates const& rates, int months, LadderCounts const& counts) {
  Comparisons later("ladder", fmt::format("{}: levels after {} months", rates.dispute, months), "E5");
  LadderMatrix power = LadderMatrix::Identity();
  for (int month = 0; month < months; ++month) power = power * ladder_matrix(rates);
  double n = 0;
  for (int from = 0; from < levels; ++from) {
    n = counts.row(from).sum();
    for (int to = 0; to < levels; ++to) {
      double const p = power(from, to);
      later.add_random({counts(from, to) / n, p, frequency_tolerance(p, n)}, std::sqrt(p * (1 - p) / n),
                       fmt::format("level {} after a start at {}", to, from));
    }
  }
  return later.row(std::llround(n));
}

}  // namespace detente
