#include "engine/statistics/lever_decomposition.hpp"

#include "engine/core/keyed_draws.hpp"
#include "engine/statistics/student_law.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace detente {
namespace {

constexpr int most_levers = 31;        // bits of a set, less one for 1 << k
constexpr int most_exact_levers = 12;  // 4096 sets, each an ensemble

using Values = std::vector<std::vector<double>>;  // [subset][cluster]

void check_levers(int levers, int most) {
  if (levers < 1 || levers > most) throw std::invalid_argument("too few or too many levers to be taken apart");
}

LeverSet with(LeverSet set, int lever) { return set | LeverSet{1} << lever; }
LeverSet all_of(int levers) { return (LeverSet{1} << levers) - 1; }

/// The sets that orders pass through.
std::vector<LeverSet> sets_of(std::vector<std::vector<int>> const& orders) {
  std::vector<LeverSet> sets{0};
  for (std::vector<int> const& order : orders) {
    LeverSet set = 0;
    for (int const lever : order) sets.push_back(set = with(set, lever));
  }
  std::sort(sets.begin(), sets.end());
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  return sets;
}

std::vector<int> random_order(int levers, std::uint64_t seed, std::uint32_t pair) {
  std::vector<double> lots;
  for (int lever = 0; lever < levers; ++lever)
    lots.push_back(keyed_uniform(seed, pair, static_cast<std::uint64_t>(lever)));
  std::vector<int> order(static_cast<std::size_t>(levers));
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return lots[static_cast<std::size_t>(a)] < lots[static_cast<std::size_t>(b)]; });
  return order;
}

/// Values of the clusters that no subset misses.
Values complete(LeverPlan const& plan, Values const& values) {
  if (values.size() != plan.subsets.size()) throw std::invalid_argument("a decomposition needs values of every subset");
  std::size_t const clusters = values.front().size();
  for (std::vector<double> const& of_subset : values)
    if (of_subset.size() != clusters)
      throw std::invalid_argument("a decomposition needs the same runs of every subset");
  Values kept(values.size());
  for (std::size_t c = 0; c < clusters; ++c) {
    bool const is_whole = std::none_of(values.begin(), values.end(), [&](auto const& v) { return std::isnan(v[c]); });
    for (std::size_t s = 0; s < values.size() && is_whole; ++s) kept[s].push_back(values[s][c]);
  }
  return kept;
}

/// Adds `weight` (v(set with the lever) - v(set)) in every cluster.
class Contributions {
 public:
  Contributions(LeverPlan const& plan, Values const& values)
      : subsets_(plan.subsets),
        values_(values),
        by_lever_(static_cast<std::size_t>(plan.levers), std::vector<double>(values.front().size())) {}

  void add(LeverSet set, int lever, double weight) {
    std::vector<double> const& after = of(with(set, lever));
    std::vector<double> const& before = of(set);
    std::vector<double>& sum = by_lever_[static_cast<std::size_t>(lever)];
    for (std::size_t c = 0; c < sum.size(); ++c) sum[c] += weight * (after[c] - before[c]);
  }
  void add(std::vector<int> const& order, double weight) {
    LeverSet set = 0;
    for (int const lever : order) {
      add(set, lever, weight);
      set = with(set, lever);
    }
  }

  std::vector<std::vector<double>> const& by_lever() const { return by_lever_; }

 private:
  std::vector<double> const& of(LeverSet set) const {
    auto const place = std::lower_bound(subsets_.begin(), subsets_.end(), set);
    return values_[static_cast<std::size_t>(place - subsets_.begin())];
  }

  std::vector<LeverSet> const& subsets_;
  Values const& values_;
  std::vector<std::vector<double>> by_lever_;
};

/// Over all orders: those in which just the levers of a set come before one are |S|! (k - |S| - 1)! of k!.
Contributions over_all_orders(LeverPlan const& plan, Values const& values) {
  std::vector<double> weights{1.0 / plan.levers};  // by the size of the set
  for (int size = 1; size < plan.levers; ++size) weights.push_back(weights.back() * size / (plan.levers - size));
  Contributions result(plan, values);
  for (LeverSet set = 0; set < all_of(plan.levers); ++set) {
    for (int lever = 0; lever < plan.levers; ++lever) {
      if (with(set, lever) == set) continue;
      result.add(set, lever, weights[static_cast<std::size_t>(std::popcount(set))]);
    }
  }
  return result;
}

Contributions over_orders(LeverPlan const& plan, Values const& values) {
  Contributions result(plan, values);
  for (std::vector<int> const& order : plan.orders) result.add(order, 1 / static_cast<double>(plan.orders.size()));
  return result;
}

double variance_of_mean(std::span<double const> values) {
  double const n = static_cast<double>(values.size());
  double const mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (double const x : values) squares += (x - mean) * (x - mean);
  return squares / (n - 1) / n;
}

/// Means over clusters of each pair's contributions, by lever.
std::vector<std::vector<double>> means_by_pair(LeverPlan const& plan, Values const& values) {
  Values means;
  for (std::vector<double> const& v : values)
    means.push_back({std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size())});
  std::vector<std::vector<double>> result(static_cast<std::size_t>(plan.levers));
  for (std::size_t order = 0; order < plan.orders.size(); order += 2) {
    Contributions pair(plan, means);
    pair.add(plan.orders[order], 0.5);
    pair.add(plan.orders[order + 1], 0.5);
    for (std::size_t lever = 0; lever < result.size(); ++lever) result[lever].push_back(pair.by_lever()[lever][0]);
  }
  return result;
}

/// The interval of a mean, widened by what the choice of orders adds.
Estimate widened(Estimate estimate, std::span<double const> clusters, std::span<double const> pairs,
                 double confidence) {
  double const of_clusters = variance_of_mean(clusters);
  double const of_pairs = variance_of_mean(pairs);
  double const variance = of_clusters + of_pairs;
  if (!(variance > 0)) return estimate;  // all alike, or a single cluster
  double const degrees = variance * variance /
                         (of_clusters * of_clusters / static_cast<double>(clusters.size() - 1) +
                          of_pairs * of_pairs / static_cast<double>(pairs.size() - 1));
  double const half_width = student_quantile(degrees, 0.5 + confidence / 2) * std::sqrt(variance);
  estimate.lower = estimate.value - half_width;
  estimate.upper = estimate.value + half_width;
  return estimate;
}

}  // namespace

LeverPlan ordered_plan(std::vector<int> const& order) {
  int const levers = static_cast<int>(order.size());
  check_levers(levers, most_levers);
  std::vector<int> sorted = order;
  std::sort(sorted.begin(), sorted.end());
  for (int lever = 0; lever < levers; ++lever)
    if (sorted[static_cast<std::size_t>(lever)] != lever)
      throw std::invalid_argument("an order must hold every lever once");
  return {.levers = levers, .orders = {order}, .has_sampled_orders = false, .subsets = sets_of({order})};
}

LeverPlan shapley_plan(int levers) {
  check_levers(levers, most_exact_levers);
  LeverPlan plan{.levers = levers, .orders = {}, .has_sampled_orders = false, .subsets = {}};
  plan.subsets.resize(std::size_t{1} << levers);
  std::iota(plan.subsets.begin(), plan.subsets.end(), LeverSet{0});
  return plan;
}

LeverPlan sampled_shapley_plan(int levers, int pairs, std::uint64_t seed) {
  check_levers(levers, most_levers);
  if (pairs < 2) throw std::invalid_argument("the error of sampled orders needs at least 2 pairs");
  LeverPlan plan{.levers = levers, .orders = {}, .has_sampled_orders = true, .subsets = {}};
  for (int pair = 0; pair < pairs; ++pair) {
    std::vector<int> const order = random_order(levers, seed, static_cast<std::uint32_t>(pair));
    plan.orders.push_back(order);
    plan.orders.emplace_back(order.rbegin(), order.rend());
  }
  plan.subsets = sets_of(plan.orders);
  return plan;
}

LeverDecomposition decompose(LeverPlan const& plan, std::vector<std::vector<double>> const& values, double confidence) {
  Values const kept = complete(plan, values);
  Contributions const contributions = plan.orders.empty() ? over_all_orders(plan, kept) : over_orders(plan, kept);
  LeverDecomposition result;
  result.difference = mean_interval(differences(kept.back(), kept.front()), confidence);
  for (std::vector<double> const& of_lever : contributions.by_lever())
    result.levers.push_back(mean_interval(of_lever, confidence));
  if (!plan.has_sampled_orders || kept.front().empty()) return result;
  std::vector<std::vector<double>> const pairs = means_by_pair(plan, kept);
  for (std::size_t lever = 0; lever < pairs.size(); ++lever)
    result.levers[lever] = widened(result.levers[lever], contributions.by_lever()[lever], pairs[lever], confidence);
  return result;
}

}  // namespace detente
