#include "engine/statistics/scenario_box.hpp"

#include "engine/core/keyed_draws.hpp"
#include "engine/core/missing.hpp"
#include "engine/statistics/student_law.hpp"

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <map>

namespace detente {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

constexpr double upper_tail = 0.975;  // of a two-sided interval of 95 %

/// The share sum(part)/sum(whole), 0 <= part <= whole, of independent samples or of clusters.
Estimate share_of(VectorXd const& part, VectorXd const& whole, std::vector<int> const& clusters) {
  double const total = whole.sum();
  if (!(total > 0)) return {missing, missing, missing, 0};
  double const share = part.sum() / total;
  if (clusters.empty()) return wilson_interval_of_share(share, total * total / whole.squaredNorm());

  std::map<int, double> residuals;
  for (Index i = 0; i < whole.size(); ++i) {
    if (whole[i] > 0) residuals[clusters[static_cast<std::size_t>(i)]] += part[i] - share * whole[i];
  }
  double squares = 0;
  for (auto const& [cluster, residual] : residuals) squares += residual * residual;
  double const count = static_cast<double>(residuals.size());
  if (residuals.size() < 2) return {share, missing, missing, 1};
  double const standard_error = std::sqrt(squares * count / (count - 1)) / total;
  if (!(standard_error > 0)) return wilson_interval_of_share(share, count);
  double const half_width = student_quantile(count - 1, upper_tail) * standard_error;
  return {share, std::max(0.0, share - half_width), std::min(1.0, share + half_width),
          static_cast<std::int64_t>(residuals.size())};
}

VectorXd inside(ScenarioBox const& box, ScenarioCases const& cases) {
  VectorXd result(cases.samples());
  for (Index i = 0; i < cases.samples(); ++i) result[i] = box.contains(cases, i) ? 1 : 0;
  return result;
}

/// P(X >= successes) for X of the binomial law, continued to successes that are not whole.
double binomial_upper_tail(double successes, double trials, double probability) {
  if (!(successes > 0)) return 1;
  return boost::math::ibeta(successes, trials - successes + 1, std::clamp(probability, 0.0, 1.0));
}

}  // namespace

bool ScenarioBox::contains(ScenarioCases const& cases, Index sample) const {
  return std::all_of(limits.begin(), limits.end(), [&](BoxLimit const& limit) {
    double const value = cases.quantities(sample, limit.quantity);
    return (!limit.low || value >= *limit.low) && (!limit.high || value < *limit.high);
  });
}

ScenarioBox with_end(ScenarioBox box, int quantity, BoxEnd end, std::optional<double> value) {
  auto at = std::find_if(box.limits.begin(), box.limits.end(),
                         [&](BoxLimit const& limit) { return limit.quantity >= quantity; });
  if (at == box.limits.end() || at->quantity != quantity) {
    at = box.limits.insert(at, {.quantity = quantity, .low = {}, .high = {}});
  }
  (end == BoxEnd::low ? at->low : at->high) = value;
  if (!at->low && !at->high) box.limits.erase(at);
  return box;
}

BoxFit fit_of(ScenarioBox const& box, ScenarioCases const& cases) {
  BoxFit fit;
  for (Index i = 0; i < cases.samples(); ++i) {
    if (!box.contains(cases, i)) continue;
    ++fit.samples;
    fit.failures += cases.failing[i];
  }
  double const failures = cases.failing.sum();
  fit.coverage = failures > 0 ? fit.failures / failures : missing;
  fit.density = fit.samples > 0 ? fit.failures / static_cast<double>(fit.samples) : missing;
  fit.mass = cases.samples() > 0 ? static_cast<double>(fit.samples) / static_cast<double>(cases.samples()) : missing;
  return fit;
}

std::vector<Restriction> restrictions_of(ScenarioBox const& box, ScenarioCases const& cases) {
  BoxFit const fit = fit_of(box, cases);
  std::vector<Restriction> result;
  for (BoxLimit const& limit : box.limits) {
    for (BoxEnd const end : {BoxEnd::low, BoxEnd::high}) {
      if (!(end == BoxEnd::low ? limit.low : limit.high)) continue;
      BoxFit const wider = fit_of(with_end(box, limit.quantity, end, {}), cases);
      double const quasi_p = binomial_upper_tail(fit.failures, static_cast<double>(fit.samples), wider.density);
      result.push_back({.quantity = limit.quantity, .end = end, .quasi_p = quasi_p});
    }
  }
  return result;
}

BoxEstimate estimate_box(ScenarioBox const& box, ScenarioCases const& cases) {
  VectorXd const in_box = inside(box, cases);
  VectorXd const failing_in_box = in_box.cwiseProduct(cases.failing);
  return {.coverage = share_of(failing_in_box, cases.failing, cases.clusters),
          .density = share_of(failing_in_box, in_box, cases.clusters),
          .mass = share_of(in_box, VectorXd::Ones(cases.samples()), cases.clusters)};
}

ScenarioCases rows_of(ScenarioCases const& cases, std::vector<Index> const& rows) {
  ScenarioCases result{
      .quantities = cases.quantities(rows, Eigen::all), .failing = cases.failing(rows), .clusters = {}};
  if (cases.clusters.empty()) return result;
  for (Index const row : rows) result.clusters.push_back(cases.clusters[static_cast<std::size_t>(row)]);
  return result;
}

SplitCases split_cases(ScenarioCases const& cases, double search_share, std::uint64_t seed) {
  assert(search_share > 0 && search_share <= 1 && "something is searched");
  std::uint64_t const name = stable_hash("scenario_discovery.held_out");
  std::vector<Index> search;
  std::vector<Index> held_out;
  for (Index i = 0; i < cases.samples(); ++i) {
    if (std::isnan(cases.failing[i])) continue;
    Index const number = cases.clusters.empty() ? i : cases.clusters[static_cast<std::size_t>(i)];
    bool const is_searched = keyed_uniform(seed, static_cast<std::uint32_t>(number), name) < search_share;
    (is_searched ? search : held_out).push_back(i);
  }
  return {.search = rows_of(cases, search), .held_out = rows_of(cases, held_out)};
}

double cut_between(double a, double b) {
  double const middle = a + (b - a) / 2;
  return middle > a ? middle : b;
}

}  // namespace detente
