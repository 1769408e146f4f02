#include "tools/evidence/checks/arms_race.hpp"

#include "models/regional_model.hpp"
#include "models/world.hpp"

#include <Eigen/Dense>
#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace detente {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int most_months = 200000;
constexpr int most_passes = 100;
constexpr double small_departure = 1e-4;  // of the slowest mode: stays off the bounds, far above rounding

/// Where all countries rest: the linear system for those within their bounds, the rest at theirs. Who is held, and who
/// is let go because the pull of the others leads back, is found pass by pass (primal-dual active sets).
VectorXd rest_of(ArmsRace const& race) {
  Eigen::Index const n = race.plan.size();
  VectorXd const ones = VectorXd::Ones(n);
  MatrixXd const system = race.system();
  VectorXd const right = race.fatigue * (race.plan - ones);
  VectorXd y = ones + system.colPivHouseholderQr().solve(right);
  VectorXd bound = VectorXd::Constant(n, std::nan(""));  // at which a country is held; NaN: it is not
  for (int pass = 0; pass < most_passes; ++pass) {
    VectorXd const pulled_to = y + (right - system * (y - ones)) / race.fatigue;
    VectorXd const before = bound;
    MatrixXd rows = system;
    VectorXd sums = right;
    bool changed = false;
    for (Eigen::Index i = 0; i < n; ++i) {
      bound[i] = pulled_to[i] < race.floor        ? race.floor
                 : pulled_to[i] > race.ceiling[i] ? race.ceiling[i]
                                                  : std::nan("");
      changed = changed || (bound[i] != before[i] && !(std::isnan(bound[i]) && std::isnan(before[i])));
      if (std::isnan(bound[i])) continue;
      rows.row(i).setZero();
      rows(i, i) = 1;
      sums[i] = bound[i] - 1;
    }
    if (!changed) break;
    y = ones + rows.colPivHouseholderQr().solve(sums);
  }
  return y;
}

/// The mode of the smallest real part, and that part [1/year]. The matrix of rivalries has no entry below 0, so that
/// the mode is real (Perron and Frobenius).
std::pair<double, VectorXd> slowest_mode(ArmsRace const& race) {
  Eigen::EigenSolver<MatrixXd> const solver(race.system());
  Eigen::Index at = 0;
  solver.eigenvalues().real().minCoeff(&at);
  return {solver.eigenvalues()[at].real(), solver.eigenvectors().col(at).real()};
}

CheckRow rest_row(ArmsRace const& race, SpendingStep const& step) {
  Comparisons rest("richardson", "spending at rest", "P1", "of the start");
  VectorXd y = VectorXd::Ones(race.plan.size());
  int month = 0;
  for (double moved = 1; moved > 1e-15 && month < most_months; ++month) {
    VectorXd const next = step(y);
    moved = (next - y).cwiseAbs().maxCoeff();
    y = next;
  }
  VectorXd const expected = rest_of(race);
  for (Eigen::Index i = 0; i < y.size(); ++i) {
    rest.add({y[i], expected[i], 1e-9 * std::max(1.0, std::abs(expected[i]))},
             race.countries[static_cast<std::size_t>(i)]);
  }
  return rest.row(month);
}

}  // namespace

MatrixXd ArmsRace::system() const {
  return fatigue * MatrixXd::Identity(plan.size(), plan.size()) - reaction * rivalry;
}

ArmsRace arms_race(ArmInputs const& arm, int months) {
  Region const& region = arm.inputs.region;
  ProcurementParameters<double> const& p = arm.scenario.parameters.procurement;
  int const n = region.country_count();
  ArmsRace race{p.fatigue, p.reaction, MatrixXd::Zero(n, n), VectorXd::Ones(n), VectorXd::Ones(n)};
  for (CountryPair const& pair : region.pairs) {
    race.rivalry(pair.first, pair.second) += pair.rivalry_of_first * pair.mistrust;
    race.rivalry(pair.second, pair.first) += pair.rivalry_of_second * pair.mistrust;
  }
  YearMonth const last{region.start.index + months - 1};
  for (int i = 0; i < n; ++i) {
    Country const& country = region.countries[static_cast<std::size_t>(i)];
    if (!arm.scenario.holds_reference) race.plan[i] = country.spending_plan.at(last) * arm.scenario.plans;
    race.countries.push_back(country.id);
    race.ceiling[i] = p.share_max / country.spending_share;
  }
  return race;
}

HeldSpending::HeldSpending(ArmInputs const& arm, int months)
    : spec_{.arms = {arm}, .months = months, .noise = Noise::off},
      model_(spec_),
      draws_(0, model_.slots()),
      luck_(draws_, model_.world(0).setup().streams, Noise::off),
      procurement_(model_.world(0).setup(), model_.world(0).reference()),
      now_(model_.world(0).reference().start),
      next_(now_),
      levers_(model_.world(0).reference().levers),
      derived_(model_.world(0).reference().derived) {
  model_.world(0).derive(now_, levers_, derived_);
}

VectorXd HeldSpending::next(VectorXd const& spending) {
  for (Eigen::Index i = 0; i < spending.size(); ++i) now_.spending[static_cast<std::size_t>(i)][0] = spending[i];
  procurement_({spec_.months - 1, now_, derived_, levers_, luck_, nullptr}, next_);
  VectorXd result(spending.size());
  for (Eigen::Index i = 0; i < result.size(); ++i) result[i] = next_.spending[static_cast<std::size_t>(i)][0];
  return result;
}

std::vector<CheckRow> check_arms_race(ArmsRace const& race, SpendingStep const& step) {
  auto const [slowest, mode] = slowest_mode(race);
  bool const stable = slowest > 0;
  bool const comes_to_rest = slowest * dt_years * most_months > 40;
  std::vector<CheckRow> rows;
  if (comes_to_rest) rows.push_back(rest_row(race, step));

  // What is left a month later of a small departure from the start, along the mode.
  Comparisons growth("richardson", stable ? "slowest mode, a month (stable)" : "slowest mode, a month (UNSTABLE)",
                     "P1");
  VectorXd const usual = VectorXd::Ones(race.plan.size());
  VectorXd const later = step(usual);
  bool const is_free = (later.array() > race.floor + small_departure).all() &&
                       (later.array() < race.ceiling.array() - small_departure).all();
  VectorXd const moved = step(usual + small_departure * mode) - later;
  double const left = moved.dot(mode) / mode.squaredNorm() / small_departure;
  if (is_free)
    growth.add({left, 1 - slowest * dt_years, 1e-9}, fmt::format("smallest real part {:.4g} a year", slowest));
  rows.push_back(growth.row(1));
  return rows;
}

}  // namespace detente
