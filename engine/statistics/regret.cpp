#include "engine/statistics/regret.hpp"

#include "engine/core/missing.hpp"

#include <Eigen/Core>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace detente {
namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Eigen::Index;

/// Mean costs, policy by row and state by column, of all runs and of their halves; NaN in halves that are empty.
struct StateCosts {
  ArrayXXd all, first, second;
  double share_of_first = 0;
};

/// Regrets, policy by row and state by column. Chosen: to the policy that is best in the same runs; evaluated: to the
/// one that is best in the other half.
struct Regrets {
  ArrayXXd plug_in;
  ArrayXXd chosen_in_first, chosen_in_second;
  ArrayXXd evaluated_in_first, evaluated_in_second;
  double share_of_first = 0;
};

/// Costs less those of the policy that is best by `choosing`, state by state.
ArrayXXd regret_to_best(ArrayXXd const& costs, ArrayXXd const& choosing) {
  ArrayXXd regrets = costs;
  for (Index state = 0; state < costs.cols(); ++state) {
    Index best = 0;
    for (Index policy = 1; policy < costs.rows(); ++policy) {
      if (choosing(policy, state) < choosing(best, state)) best = policy;
    }
    regrets.col(state) -= costs(best, state);
  }
  return regrets;
}

Regrets regrets_of(StateCosts const& costs) {
  return {regret_to_best(costs.all, costs.all),       regret_to_best(costs.first, costs.first),
          regret_to_best(costs.second, costs.second), regret_to_best(costs.first, costs.second),
          regret_to_best(costs.second, costs.first),  costs.share_of_first};
}

/// Mean of `evaluated` over the `count` states in which `chosen` is largest, the last one in part.
double mean_of_worst(ArrayXd const& chosen, ArrayXd const& evaluated, double count) {
  if (chosen.size() == 0) return missing;
  std::vector<Index> order(static_cast<std::size_t>(chosen.size()));
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = static_cast<Index>(k);
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return chosen[a] > chosen[b]; });
  double sum = 0;
  double left = count;
  for (std::size_t k = 0; k < order.size() && left > 0; ++k) {
    sum += std::min(left, 1.0) * evaluated[order[k]];
    left -= 1;
  }
  return sum / count;
}

/// Over the `count` worst states. Halves weigh by the runs that evaluate: that is what keeps low from exceeding high.
Bracket mean_of_worst(Regrets const& regrets, Index policy, double count) {
  auto const row = [&](ArrayXXd const& of) -> ArrayXd { return of.row(policy).transpose(); };
  double const in_first = mean_of_worst(row(regrets.chosen_in_second), row(regrets.evaluated_in_first), count);
  double const in_second = mean_of_worst(row(regrets.chosen_in_first), row(regrets.evaluated_in_second), count);
  return {regrets.share_of_first * in_first + (1 - regrets.share_of_first) * in_second,
          mean_of_worst(row(regrets.plug_in), row(regrets.plug_in), count)};
}

std::vector<Bracket> by_state(Regrets const& regrets, Index policy) {
  std::vector<Bracket> brackets;
  for (Index state = 0; state < regrets.plug_in.cols(); ++state) {
    double const low = regrets.share_of_first * regrets.evaluated_in_first(policy, state) +
                       (1 - regrets.share_of_first) * regrets.evaluated_in_second(policy, state);
    brackets.push_back({low, regrets.plug_in(policy, state)});
  }
  return brackets;
}

/// Samples without a missing run in any arm.
std::vector<std::size_t> whole_samples(PolicyCosts const& costs) {
  std::size_t const replications = static_cast<std::size_t>(costs.replications);
  std::size_t const runs = costs.runs.front().front().size();
  assert(runs % static_cast<std::size_t>(costs.cluster) == 0 && "runs are whole clusters");
  assert(costs.cluster % costs.replications == 0 && "clusters are whole samples");
  std::vector<char> is_whole(runs / replications, 1);
  for (std::vector<std::span<double const>> const& policy : costs.runs) {
    for (std::span<double const> const arm : policy) {
      assert(arm.size() == runs && "arms have the same runs");
      for (std::size_t run = 0; run < runs; ++run) {
        if (std::isnan(arm[run])) is_whole[run / replications] = 0;
      }
    }
  }
  std::vector<std::size_t> whole;
  for (std::size_t sample = 0; sample < is_whole.size(); ++sample) {
    if (is_whole[sample] == 1) whole.push_back(sample);
  }
  return whole;
}

struct Replications {
  std::size_t begin = 0, end = 0;
};

/// Means over some replications: policy by row, and by column the samples of the first scenario, of the second, ...
ArrayXXd mean_costs(PolicyCosts const& costs, std::vector<std::size_t> const& samples, Replications const& range) {
  std::size_t const scenarios = costs.runs.front().size();
  ArrayXXd means(static_cast<Index>(costs.runs.size()), static_cast<Index>(scenarios * samples.size()));
  for (std::size_t policy = 0; policy < costs.runs.size(); ++policy) {
    Index column = 0;
    for (std::span<double const> const arm : costs.runs[policy]) {
      for (std::size_t const sample : samples) {
        double sum = 0;
        for (std::size_t k = range.begin; k < range.end; ++k)
          sum += arm[sample * static_cast<std::size_t>(costs.replications) + k];
        means(static_cast<Index>(policy), column++) = sum / static_cast<double>(range.end - range.begin);
      }
    }
  }
  return means;
}

/// Means over the samples [begin, end) of each scenario, one column for each.
ArrayXXd scenario_means(ArrayXXd const& samples, Index scenarios, Index begin, Index end) {
  Index const count = samples.cols() / scenarios;
  ArrayXXd means(samples.rows(), scenarios);
  for (Index k = 0; k < scenarios; ++k) {
    means.col(k) =
        samples.middleCols(k * count + begin, end - begin).rowwise().sum() / static_cast<double>(end - begin);
  }
  return means;
}

Regrets mean_by_scenario(Regrets const& regrets, Index scenarios) {
  auto const mean = [&](ArrayXXd const& samples) {
    return scenario_means(samples, scenarios, 0, samples.cols() / scenarios);
  };
  return {mean(regrets.plug_in),
          mean(regrets.chosen_in_first),
          mean(regrets.chosen_in_second),
          mean(regrets.evaluated_in_first),
          mean(regrets.evaluated_in_second),
          regrets.share_of_first};
}

}  // namespace

std::vector<ScenarioRegret> scenario_regret(PolicyCosts const& costs) {
  std::size_t const replications = static_cast<std::size_t>(costs.replications);
  std::vector<std::size_t> const samples = whole_samples(costs);
  ArrayXXd const means = mean_costs(costs, samples, {0, replications});
  Index const scenarios = static_cast<Index>(costs.runs.front().size());
  Index const count = static_cast<Index>(samples.size());
  std::size_t const cluster = static_cast<std::size_t>(costs.cluster);
  std::size_t const clusters = costs.runs.front().front().size() / cluster;
  std::size_t const first_of_second = clusters / 2 * cluster / replications;
  Index const middle = std::lower_bound(samples.begin(), samples.end(), first_of_second) - samples.begin();
  Regrets const regrets = regrets_of(
      {scenario_means(means, scenarios, 0, count), scenario_means(means, scenarios, 0, middle),
       scenario_means(means, scenarios, middle, count), static_cast<double>(middle) / static_cast<double>(count)});
  std::vector<ScenarioRegret> result;
  for (Index policy = 0; policy < means.rows(); ++policy) {
    result.push_back({by_state(regrets, policy), mean_of_worst(regrets, policy, 1)});
  }
  return result;
}

std::vector<StateRegret> state_regret(PolicyCosts const& costs, double level) {
  assert(level > 0 && level < 1 && "a share of states is worst");
  std::size_t const replications = static_cast<std::size_t>(costs.replications);
  std::vector<std::size_t> const samples = whole_samples(costs);
  std::size_t const half = replications / 2;
  Regrets const regrets =
      regrets_of({mean_costs(costs, samples, {0, replications}), mean_costs(costs, samples, {0, half}),
                  mean_costs(costs, samples, {half, replications}),
                  static_cast<double>(half) / static_cast<double>(replications)});
  Regrets const expected = mean_by_scenario(regrets, static_cast<Index>(costs.runs.front().size()));
  double const worst_states = (1 - level) * static_cast<double>(regrets.plug_in.cols());
  std::vector<StateRegret> result;
  for (Index policy = 0; policy < regrets.plug_in.rows(); ++policy) {
    result.push_back({by_state(expected, policy), mean_of_worst(expected, policy, 1),
                      mean_of_worst(regrets, policy, worst_states), mean_of_worst(regrets, policy, 1)});
  }
  return result;
}

}  // namespace detente
