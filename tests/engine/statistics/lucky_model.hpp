#pragma once

#include "engine/statistics/bootstrap.hpp"

#include <functional>
#include <vector>

namespace detente {

inline constexpr Bootstrap few_resamples{.seed = 3, .resamples = 200};

/// Y = f(u) + normal luck, u uniform in (0, 1).
struct LuckyModel {
  int quantities = 0;
  std::function<double(std::vector<double> const& u)> f;
  double luck = 0;  // standard deviation
};

}  // namespace detente
