#include "tools/search/search_problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

constexpr double steps_in_range = 1000;         // at least
constexpr double step_slack = 1e-9;             // 0.1 * 3 is above 0.3
constexpr double beyond_all = 1e12;             // objectives are numbers of people, millions of euro, months
constexpr double violation_of_nothing = 1e100;  // of a point that comes to no number

}  // namespace

double SearchVariable::rounded(double value) const {
  if (step > 0) {
    double const steps = std::clamp(std::round((value - min) / step), 0.0, std::floor((max - min) / step + step_slack));
    return std::stod(fmt::format("{:.12g}", min + steps * step));
  }
  auto const exponent = static_cast<int>(std::floor(std::log10((max - min) / steps_in_range)));
  double const unit = std::pow(10.0, std::max(exponent, 0));
  // By way of the decimals as written, so that a file holds exactly this number.
  double const decimal =
      std::stod(fmt::format("{:.{}f}", exponent > 0 ? std::round(value / unit) * unit : value, std::max(-exponent, 0)));
  return std::clamp(decimal, min, max);
}

std::vector<double> fitness(Evaluation const& evaluation) {
  bool const is_known = std::all_of(evaluation.objectives.begin(), evaluation.objectives.end(),
                                    [](double objective) { return std::isfinite(objective); }) &&
                        std::isfinite(evaluation.violation);
  if (is_known && !(evaluation.violation > 0)) return evaluation.objectives;
  double const violation = is_known ? evaluation.violation : violation_of_nothing;
  return std::vector<double>(evaluation.objectives.size(), beyond_all * (1 + violation));
}

}  // namespace detente
