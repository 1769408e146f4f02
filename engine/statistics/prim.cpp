#include "engine/statistics/prim.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

namespace detente {
namespace {

using Eigen::Index;

constexpr double objective_tolerance = 1e-12;  // sums of shares in another order differ by less
constexpr std::array<BoxEnd, 2> ends{BoxEnd::low, BoxEnd::high};

/// Samples of a step; whole numbers are not to be raised by rounding.
std::size_t step_size(double share, std::size_t samples) {
  return static_cast<std::size_t>(std::ceil(share * static_cast<double>(samples) - 1e-9));
}

/// One end that could be moved.
struct Candidate {
  int quantity = 0;
  BoxEnd end = BoxEnd::low;
  std::optional<double> limit;
  std::size_t moved = 0;  // samples
  double objective = 0;
};

/// The samples in the box, in the order of each quantity.
class Peeler {
 public:
  Peeler(ScenarioCases const& cases, PrimSettings const& settings) : cases_(cases), settings_(settings) {
    std::vector<Index> all(static_cast<std::size_t>(cases.samples()));
    std::iota(all.begin(), all.end(), Index{0});
    orders_.assign(static_cast<std::size_t>(cases.quantities.cols()), all);
    for (std::size_t k = 0; k < orders_.size(); ++k) {
      auto const column = cases.quantities.col(static_cast<Index>(k));
      std::stable_sort(orders_[k].begin(), orders_[k].end(), [&](Index a, Index b) { return column[a] < column[b]; });
    }
  }

  std::optional<Candidate> best(PrimStep const& now) const {
    auto const is_restricted = [&](Candidate const& peel) {
      return std::any_of(now.box.limits.begin(), now.box.limits.end(),
                         [&](BoxLimit const& limit) { return limit.quantity == peel.quantity; });
    };
    auto const is_better = [&](Candidate const& a, Candidate const& b) {
      if (std::abs(a.objective - b.objective) > objective_tolerance) return a.objective > b.objective;
      return is_restricted(a) && !is_restricted(b);
    };
    std::optional<Candidate> best;
    for (int quantity = 0; quantity < static_cast<int>(orders_.size()); ++quantity) {
      for (BoxEnd const end : ends) {
        std::optional<Candidate> const other = candidate(quantity, end, now.fit);
        if (other && (!best || is_better(*other, *best))) best = other;
      }
    }
    return best;
  }

  void remove(Candidate const& peel) {
    std::vector<char> is_gone(static_cast<std::size_t>(cases_.samples()), 0);
    std::vector<Index> const& order = orders_[static_cast<std::size_t>(peel.quantity)];
    for (std::size_t i = 0; i < peel.moved; ++i) is_gone[static_cast<std::size_t>(from_end(order, peel.end, i))] = 1;
    for (std::vector<Index>& rows : orders_) {
      std::erase_if(rows, [&](Index row) { return is_gone[static_cast<std::size_t>(row)] != 0; });
    }
  }

 private:
  static Index from_end(std::vector<Index> const& order, BoxEnd end, std::size_t i) {
    return end == BoxEnd::low ? order[i] : order[order.size() - 1 - i];
  }

  std::optional<Candidate> candidate(int quantity, BoxEnd end, BoxFit const& now) const {
    std::vector<Index> const& order = orders_[static_cast<std::size_t>(quantity)];
    auto const value = [&](std::size_t i) { return cases_.quantities(from_end(order, end, i), quantity); };
    std::size_t const least = step_size(settings_.share, order.size());
    double failures = 0;
    std::size_t removed = 0;
    while (removed < order.size() && (removed < least || value(removed) == value(removed - 1))) {
      failures += cases_.failing[from_end(order, end, removed++)];
    }
    double const left = static_cast<double>(order.size() - removed);
    if (!(left >= 1) || left < settings_.least_mass * static_cast<double>(cases_.samples())) return {};
    double const density = (now.failures - failures) / left;
    double const removed_share = static_cast<double>(removed) / static_cast<double>(order.size());
    auto const [lower, upper] = std::minmax({value(removed - 1), value(removed)});
    return Candidate{
        .quantity = quantity,
        .end = end,
        .limit = cut_between(lower, upper),
        .moved = removed,
        .objective = settings_.objective == PeelObjective::density ? density : (density - now.density) / removed_share};
  }

  ScenarioCases const& cases_;
  PrimSettings const& settings_;
  std::vector<std::vector<Index>> orders_;
};

/// The samples that would enter if an end were not restricted, the nearest first.
std::vector<Index> beyond(ScenarioBox const& box, ScenarioCases const& cases, int quantity, BoxEnd end) {
  ScenarioBox const wider = with_end(box, quantity, end, {});
  std::vector<Index> rows;
  for (Index i = 0; i < cases.samples(); ++i) {
    if (wider.contains(cases, i) && !box.contains(cases, i)) rows.push_back(i);
  }
  auto const column = cases.quantities.col(quantity);
  std::stable_sort(rows.begin(), rows.end(), [&](Index a, Index b) {
    return end == BoxEnd::low ? column[a] > column[b] : column[a] < column[b];
  });
  return rows;
}

/// Widens one end by a step; the objective is the density after it.
std::optional<Candidate> paste_candidate(PrimStep const& now, ScenarioCases const& cases, Candidate const& at,
                                         double share) {
  std::vector<Index> const rows = beyond(now.box, cases, at.quantity, at.end);
  auto const column = cases.quantities.col(at.quantity);
  std::size_t const least = step_size(share, static_cast<std::size_t>(now.fit.samples));
  double failures = now.fit.failures;
  std::size_t added = 0;
  while (added < rows.size() && (added < least || column[rows[added]] == column[rows[added - 1]])) {
    failures += cases.failing[rows[added++]];
  }
  if (added == 0) return {};
  Candidate result = at;
  result.moved = added;
  result.objective = failures / (static_cast<double>(now.fit.samples) + static_cast<double>(added));
  if (added < rows.size()) {
    auto const [lower, upper] = std::minmax({column[rows[added - 1]], column[rows[added]]});
    result.limit = cut_between(lower, upper);
  }
  return result;
}

std::optional<Candidate> best_paste(PrimStep const& now, ScenarioCases const& cases, double share) {
  std::optional<Candidate> best;
  for (BoxLimit const& limit : now.box.limits) {
    for (BoxEnd const end : ends) {
      if (!(end == BoxEnd::low ? limit.low : limit.high)) continue;
      Candidate const at{.quantity = limit.quantity, .end = end, .limit = {}, .moved = 0, .objective = 0};
      std::optional<Candidate> const other = paste_candidate(now, cases, at, share);
      if (other && (!best || other->objective > best->objective + objective_tolerance)) best = other;
    }
  }
  return best && best->objective > now.fit.density + objective_tolerance ? best : std::nullopt;
}

PrimStep moved(PrimStep const& now, PrimMove move, Candidate const& candidate, ScenarioCases const& cases) {
  PrimStep next{.move = move,
                .quantity = candidate.quantity,
                .end = candidate.end,
                .box = with_end(now.box, candidate.quantity, candidate.end, candidate.limit),
                .fit = {}};
  next.fit = fit_of(next.box, cases);
  return next;
}

FoundBox judge(SplitCases const& cases, std::vector<PrimStep> trajectory, std::size_t chosen, double significance) {
  FoundBox found;
  found.trajectory = std::move(trajectory);
  found.chosen = chosen;
  found.box = drop_weak_ends(found.trajectory[chosen].box, cases.search, significance);
  std::vector<Restriction> const searched = restrictions_of(found.box, cases.search);
  std::vector<Restriction> const held_out = restrictions_of(found.box, cases.held_out);
  for (std::size_t k = 0; k < searched.size(); ++k) {
    double const corrected = std::min(1.0, held_out[k].quasi_p * static_cast<double>(searched.size()));
    found.restrictions.push_back({.quantity = searched[k].quantity,
                                  .end = searched[k].end,
                                  .quasi_p = searched[k].quasi_p,
                                  .held_out_p = corrected});
  }
  found.searched = estimate_box(found.box, cases.search);
  found.held_out = estimate_box(found.box, cases.held_out);
  return found;
}

ScenarioCases outside(ScenarioBox const& box, ScenarioCases const& cases) {
  std::vector<Index> rows;
  for (Index i = 0; i < cases.samples(); ++i) {
    if (!box.contains(cases, i)) rows.push_back(i);
  }
  return rows_of(cases, rows);
}

}  // namespace

std::vector<PrimStep> peel_and_paste(ScenarioCases const& cases, PrimSettings const& settings) {
  assert(settings.share > 0 && settings.share < 1 && "a step moves something and not everything");
  std::vector<PrimStep> trajectory(1);
  trajectory.front().fit = fit_of({}, cases);
  Peeler peeler(cases, settings);
  auto const is_pure = [&] {
    double const density = trajectory.back().fit.density;
    return !(density > 0 && density < 1);
  };
  while (!is_pure()) {
    std::optional<Candidate> const peel = peeler.best(trajectory.back());
    if (!peel) break;
    peeler.remove(*peel);
    trajectory.push_back(moved(trajectory.back(), PrimMove::peel, *peel, cases));
  }
  while (!is_pure()) {
    std::optional<Candidate> const paste = best_paste(trajectory.back(), cases, settings.share);
    if (!paste) break;
    trajectory.push_back(moved(trajectory.back(), PrimMove::paste, *paste, cases));
  }
  return trajectory;
}

std::optional<std::size_t> choose_step(std::vector<PrimStep> const& trajectory, std::optional<double> least_density) {
  std::optional<std::size_t> best;
  double best_merit = 0;
  for (std::size_t k = 0; k < trajectory.size(); ++k) {
    BoxFit const& fit = trajectory[k].fit;
    if (!(fit.failures > 0) || (least_density && fit.density < *least_density)) continue;
    double const merit = least_density ? fit.coverage : fit.coverage * fit.density;
    bool const is_equal = best && std::abs(merit - best_merit) <= objective_tolerance;
    bool const is_shorter = best && trajectory[k].box.limits.size() < trajectory[*best].box.limits.size();
    if (best && !(is_equal ? is_shorter : merit > best_merit)) continue;
    best = k;
    best_merit = merit;
  }
  return best;
}

ScenarioBox drop_weak_ends(ScenarioBox box, ScenarioCases const& cases, double significance) {
  while (!box.limits.empty()) {
    std::vector<Restriction> const restrictions = restrictions_of(box, cases);
    auto const weakest =
        std::max_element(restrictions.begin(), restrictions.end(),
                         [](Restriction const& a, Restriction const& b) { return a.quasi_p < b.quasi_p; });
    if (weakest->quasi_p <= significance) break;
    box = with_end(std::move(box), weakest->quantity, weakest->end, {});
  }
  return box;
}

bool FoundBox::is_supported(double significance) const {
  return std::any_of(restrictions.begin(), restrictions.end(),
                     [&](JudgedRestriction const& restriction) { return restriction.held_out_p <= significance; });
}

std::vector<FoundBox> discover_boxes(ScenarioCases const& cases, DiscoverySettings const& settings) {
  SplitCases left = split_cases(cases, settings.search_share, settings.seed);
  std::vector<FoundBox> found;
  while (static_cast<int>(found.size()) < settings.boxes && left.search.samples() > 0) {
    std::vector<PrimStep> trajectory = peel_and_paste(left.search, settings.prim);
    std::optional<std::size_t> const chosen = choose_step(trajectory, settings.least_density);
    if (!chosen) break;
    FoundBox next = judge(left, std::move(trajectory), *chosen, settings.significance);
    bool const is_supported = next.is_supported(settings.significance);
    if (!found.empty() && !is_supported) break;
    left = {.search = outside(next.box, left.search), .held_out = outside(next.box, left.held_out)};
    found.push_back(std::move(next));
    if (!is_supported) break;
  }
  return found;
}

}  // namespace detente
