#include "engine/statistics/kim_nelson.hpp"

#include "engine/core/elementary.hpp"
#include "engine/statistics/student_law.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace detente {
namespace {

KimNelsonState initial_state(int systems) {
  if (systems < 1) throw std::invalid_argument("a selection needs at least one system");
  KimNelsonState state;
  state.systems = systems;
  state.survivors.resize(static_cast<std::size_t>(systems));
  std::iota(state.survivors.begin(), state.survivors.end(), 0);
  state.sums.resize(static_cast<std::size_t>(systems));
  return state;
}

void check(KimNelsonSettings const& settings, int systems) {
  if (!(settings.delta > 0 && std::isfinite(settings.delta)))
    throw std::invalid_argument("the indifference zone of a selection must be above 0");
  if (settings.first_stage < 2) throw std::invalid_argument("a variance needs a first stage of at least 2");
  double const guess = systems > 1 ? 1 - 1.0 / systems : 1;
  if (!(settings.alpha > 0 && settings.alpha < guess))
    throw std::invalid_argument("a selection must err more rarely than a blind guess, and more often than never");
}

/// x^y, x > 0: not the standard library's, whose last bit is another on another machine, and with it a close race.
double power(double x, double y) {
  using Single = Pack<double, 1>;
  return exponential(y * logarithm(Single::Constant(x)))[0];
}

std::size_t place(int row, int columns, int column) { return static_cast<std::size_t>(row * columns + column); }

}  // namespace

KimNelson::KimNelson(int systems, KimNelsonSettings const& settings) : KimNelson(settings, initial_state(systems)) {}

KimNelson::KimNelson(KimNelsonSettings const& settings, KimNelsonState state)
    : settings_(settings), state_(std::move(state)) {
  check(settings_, state_.systems);
  if (state_.systems == 1) return;
  double const degrees = settings_.first_stage - 1;
  double const eta = (power(2 * settings_.alpha / (state_.systems - 1), -2 / degrees) - 1) / 2;
  h2_ = 2 * eta * degrees;
}

int KimNelson::best() const {
  assert(is_decided() && "one system is left");
  return state_.survivors.front();
}

void KimNelson::observe(std::span<double const> values) {
  assert(!is_decided() && "there is a race");
  if (values.size() != state_.survivors.size())
    throw std::invalid_argument("a stage needs one value of each system in the race");
  if (!std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); }))
    throw std::invalid_argument("a stage with a missing value must be left out");
  for (std::size_t s = 0; s < values.size(); ++s)
    state_.sums[static_cast<std::size_t>(state_.survivors[s])] += values[s];
  state_.observations += static_cast<std::int64_t>(values.size());
  ++state_.stage;
  if (state_.stage <= settings_.first_stage)
    state_.first_values.insert(state_.first_values.end(), values.begin(), values.end());
  if (state_.stage == settings_.first_stage) estimate_variances();
  if (state_.stage >= settings_.first_stage) screen();
}

void KimNelson::estimate_variances() {
  int const k = state_.systems;
  int const n = settings_.first_stage;
  state_.variances.assign(static_cast<std::size_t>(k * k), 0);
  for (int i = 0; i < k; ++i) {
    for (int l = 0; l < k; ++l) {
      auto const difference = [&](int stage) {
        return state_.first_values[place(stage, k, i)] - state_.first_values[place(stage, k, l)];
      };
      double sum = 0;
      for (int stage = 0; stage < n; ++stage) sum += difference(stage);
      double squares = 0;
      for (int stage = 0; stage < n; ++stage) squares += (difference(stage) - sum / n) * (difference(stage) - sum / n);
      state_.variances[place(i, k, l)] = squares / (n - 1);
    }
  }
}

double KimNelson::bound(int i, int l) const {
  double const variance = state_.variances[place(i, state_.systems, l)];
  double const stages = state_.stage;
  return std::max(0.0,
                  settings_.delta / (2 * stages) * (h2_ * variance / (settings_.delta * settings_.delta) - stages));
}

double KimNelson::badness(int i, int l) const {
  double const difference =
      (state_.sums[static_cast<std::size_t>(i)] - state_.sums[static_cast<std::size_t>(l)]) / state_.stage;
  return settings_.best == Best::lowest ? difference : -difference;
}

void KimNelson::screen() {
  std::vector<int> kept;
  for (int const i : state_.survivors) {
    int by = -1;
    double largest_excess = 0;
    for (int const l : state_.survivors) {
      if (l == i) continue;
      double const excess = badness(i, l) - bound(i, l);
      // Without a bound an equal one gives way too, or two systems that never differ would run for ever.
      bool const is_equal = excess == 0 && bound(i, l) == 0 && l < i;
      if (!(excess > 0 || is_equal) || (by >= 0 && excess <= largest_excess)) continue;
      by = l;
      largest_excess = excess;
    }
    if (by < 0) {
      kept.push_back(i);
      continue;
    }
    double const difference = settings_.best == Best::lowest ? badness(i, by) : -badness(i, by);
    state_.eliminations.push_back({i, by, state_.stage, difference, bound(i, by)});
  }
  assert(!kept.empty() && "nobody is worse than the best");
  state_.survivors = std::move(kept);
}

std::int64_t KimNelson::equal_allocation() const {
  if (state_.variances.empty()) return 0;
  double const t = student_upper_quantile(settings_.first_stage - 1, settings_.alpha / (state_.systems - 1));
  double const largest = *std::max_element(state_.variances.begin(), state_.variances.end());
  double const stages = std::ceil(t * t * largest / (settings_.delta * settings_.delta));
  return state_.systems * static_cast<std::int64_t>(std::max<double>(settings_.first_stage, stages));
}

}  // namespace detente
