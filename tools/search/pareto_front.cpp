#include "tools/search/pareto_front.hpp"

#include <algorithm>
#include <numeric>
#include <pagmo/utils/hypervolume.hpp>
#include <pagmo/utils/multi_objective.hpp>

namespace detente {

bool dominates(std::vector<double> const& a, std::vector<double> const& b) { return pagmo::pareto_dominance(a, b); }

std::vector<std::size_t> front_of(std::vector<std::vector<double>> const& points) {
  std::vector<std::size_t> front;
  for (std::size_t a = 0; a < points.size(); ++a) {
    bool const is_dominated =
        std::any_of(points.begin(), points.end(), [&](auto const& b) { return dominates(b, points[a]); });
    if (!is_dominated) front.push_back(a);
  }
  return front;
}

std::vector<std::size_t> spread_out(std::vector<std::vector<double>> const& front, std::size_t most) {
  std::vector<std::size_t> chosen;
  if (front.size() <= most || front[0].size() < 2) {
    for (std::size_t at = 0; at < std::min(most, front.size()); ++at) chosen.push_back(at);
    return chosen;
  }
  for (pagmo::pop_size_t const at : pagmo::select_best_N_mo(front, most)) chosen.push_back(at);
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

double dominated_share(std::vector<std::vector<double>> const& points, std::vector<double> const& best,
                       std::vector<double> const& worst) {
  std::size_t const objectives = best.size();
  std::vector<std::vector<double>> within;
  for (std::vector<double> const& point : points) {
    std::vector<double> scaled(objectives);
    bool is_within = true;
    for (std::size_t k = 0; k < objectives; ++k) {
      double const width = worst[k] - best[k];
      scaled[k] = width > 0 ? std::max((point[k] - best[k]) / width, 0.0) : 1;
      is_within = is_within && scaled[k] < 1;
    }
    if (is_within) within.push_back(scaled);
  }
  if (within.empty()) return 0;
  if (objectives == 1) return 1 - (*std::min_element(within.begin(), within.end()))[0];
  return pagmo::hypervolume(within, true).compute(std::vector<double>(objectives, 1));
}

PairedRelation paired_relation(std::vector<Estimate> const& differences) {
  auto const any = [&](auto const& holds) { return std::any_of(differences.begin(), differences.end(), holds); };
  bool const is_below = any([](Estimate const& difference) { return difference.upper < 0; });
  bool const is_above = any([](Estimate const& difference) { return difference.lower > 0; });
  bool const reaches_above = any([](Estimate const& difference) { return !(difference.upper <= 0); });
  bool const reaches_below = any([](Estimate const& difference) { return !(difference.lower >= 0); });
  if (!is_below && !is_above) return PairedRelation::within_noise;
  if (is_below && !reaches_above) return PairedRelation::better;
  if (is_above && !reaches_below) return PairedRelation::worse;
  return PairedRelation::open;
}

std::vector<std::vector<std::size_t>> noise_groups(
    std::size_t count, std::function<PairedRelation(std::size_t a, std::size_t b)> const& relation) {
  std::vector<std::size_t> group(count);  // by its first point
  std::iota(group.begin(), group.end(), std::size_t{0});
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = a + 1; b < count; ++b) {
      if (relation(a, b) != PairedRelation::within_noise) continue;
      std::size_t const into = std::min(group[a], group[b]);
      std::size_t const from = std::max(group[a], group[b]);
      std::replace(group.begin(), group.end(), from, into);
    }
  }
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t first = 0; first < count; ++first) {
    std::vector<std::size_t> members;
    for (std::size_t at = first; at < count; ++at) {
      if (group[at] == first) members.push_back(at);
    }
    if (members.size() > 1) groups.push_back(members);
  }
  return groups;
}

}  // namespace detente
