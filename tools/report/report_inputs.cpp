#include "engine/statistics/probability.hpp"
#include "tools/report/figures.hpp"
#include "tools/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace detente {

std::vector<std::size_t> ReportInputs::best_first() const {
  std::vector<std::size_t> order(costs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  auto const rank = [&](std::size_t p) {
    double const mean = costs[p].cost.value;
    return std::pair(p == baseline(), std::isnan(mean) ? std::numeric_limits<double>::infinity() : mean);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  return order;
}

std::vector<double> ReportInputs::runs(std::string const& column, std::size_t policy) const {
  return data.runs(data.column(column), policy, scenario);
}

bool ReportInputs::has(std::string const& column) const {
  return std::any_of(data.columns().begin(), data.columns().end(),
                     [&](OutcomeColumn const& known) { return known.name == column; });
}

Estimate ReportInputs::mean(std::vector<double> const& runs) const {
  return mean_interval(cluster_means(runs, data.cluster()), confidence);
}

Estimate ReportInputs::share(std::vector<double> const& runs) const {
  return probability_interval(runs, data.cluster(), confidence);
}

std::string over_runs(ReportInputs const& inputs) {
  std::string text = fmt::format("{} a policy, all in the same luck", counted(inputs.file().runs(), "run", "runs"));
  if (inputs.data.cluster() > 1)
    text += fmt::format("; {} runs with the same coefficients count as one observation", inputs.data.cluster());
  return text;
}

}  // namespace detente
