#pragma once

#include "engine/core/draws.hpp"
#include "models/derived.hpp"
#include "models/escalation.hpp"
#include "models/levers.hpp"
#include "models/model_spec.hpp"
#include "models/regional_model.hpp"
#include "models/state.hpp"
#include "models/step.hpp"
#include "tools/evidence/checks/check_row.hpp"

#include <Eigen/Core>

#include <array>

namespace detente {

using LadderMatrix = Eigen::Matrix<double, levels, levels>;

/// What decides where a dispute goes in a month, by the level it stands at.
struct LadderRates {
  std::string dispute;
  std::array<double, levels> up{}, down{};  // per year
  double leap = 0, drop = 0;
};

/// Probabilities of being at a level (column) a month after another (row), as (E5) has them.
LadderMatrix ladder_matrix(LadderRates const& rates);

/// Runs counted by the level at which they start (row) and end (column).
using LadderCounts = LadderMatrix;

/// What the disputes of an arm do under its noise.
class LadderBench {
 public:
  LadderBench(ArmInputs const& arm, std::uint64_t seed);
  LadderBench(LadderBench const&) = delete;
  LadderBench& operator=(LadderBench const&) = delete;

  /// Rates at the start of the runs, with all disputes at one level after the other.
  std::vector<LadderRates> const& rates() const { return rates_; }
  /// By dispute, a month from every level, so many runs each.
  std::vector<LadderCounts> moves(std::int64_t runs);
  /// Levels of one dispute after so many months at constant rates, from every level.
  LadderCounts later(int dispute, int months, std::int64_t runs);

 private:
  using Wide = Pack<double, 16>;
  void begin(std::int64_t first_run);
  /// A month of all disputes at the rates of their levels.
  void step(int month);
  void count(int dispute, int from, LadderCounts& counts) const;

  ModelSpec spec_;
  RegionalModel<double, 16> model_;
  Draws<double, 16> draws_;
  Luck<double, 16> luck_;
  Escalation<double, 16> escalation_;
  State<double, 16> now_, next_;
  Levers<double, 16> levers_;
  Derived<double, 16> derived_;
  std::vector<LadderRates> rates_;
};

/// Rates of moving up at the reference, where no driver departs, against the configuration: up0 exp(up_offset) (E3).
CheckRow check_reference_rates(ArmInputs const& arm);
/// Frequencies of going up, leaping, going down and dropping from every level of every dispute against (E5).
std::vector<CheckRow> check_moves(std::vector<LadderRates> const& rates, std::vector<LadderCounts> const& counts);
/// Frequencies of levels after some months against the power of the exact matrix.
CheckRow check_levels_later(LadderRates const& rates, int months, LadderCounts const& counts);

}  // namespace detente
