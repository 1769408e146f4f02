#pragma once

#include "engine/core/draws.hpp"
#include "models/derived.hpp"
#include "models/levers.hpp"
#include "models/model_spec.hpp"
#include "models/procurement.hpp"
#include "models/regional_model.hpp"
#include "models/state.hpp"
#include "models/step.hpp"
#include "tools/evidence/checks/check_row.hpp"

#include <Eigen/Core>

#include <functional>

namespace detente {

/// Richardson's system in its relative form, while mistrust and plans stand still:
///   y <- y + dt (-fatigue (y - plan) + reaction rivalry (y - 1)), within [floor, ceiling].
struct ArmsRace {
  double fatigue = 0, reaction = 0;         // per year
  Eigen::MatrixXd rivalry;                  // of a country (row) with another (column), times their mistrust
  Eigen::VectorXd plan, ceiling;            // by country, relative to the start
  std::vector<std::string> countries = {};  // ids
  double floor = 0.3;

  /// fatigue - reaction rivalry [1/year]: it comes to rest where the real parts of its eigenvalues are above 0.
  Eigen::MatrixXd system() const;
};

/// Spending a month later.
using SpendingStep = std::function<Eigen::VectorXd(Eigen::VectorXd const&)>;

/// The race of an arm at its start, with the plans of the last month.
ArmsRace arms_race(ArmInputs const& arm, int months);

/// Spending as the model moves it, noise off, everything else held where it starts.
class HeldSpending {
 public:
  HeldSpending(ArmInputs const& arm, int months);
  HeldSpending(HeldSpending const&) = delete;
  HeldSpending& operator=(HeldSpending const&) = delete;
  /// A month later.
  Eigen::VectorXd next(Eigen::VectorXd const& spending);

 private:
  ModelSpec spec_;
  RegionalModel<double, 1> model_;
  Draws<double, 1> draws_;
  Luck<double, 1> luck_;
  Procurement<double, 1> procurement_;
  State<double, 1> now_, next_;
  Levers<double, 1> levers_;
  Derived<double, 1> derived_;
};

/// Spending at rest against the solution of the linear system (P1), and the growth of the slowest mode in a month
/// against its eigenvalue, which also says whether the race is stable.
std::vector<CheckRow> check_arms_race(ArmsRace const& race, SpendingStep const& step);

}  // namespace detente
