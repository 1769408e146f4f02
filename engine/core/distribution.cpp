#include "engine/core/distribution.hpp"

#include "engine/core/scalar_functions.hpp"
#include "engine/core/standard_normal.hpp"

#include <fmt/format.h>

#include <cmath>

namespace detente {
namespace {

constexpr double tail = 0.025;  // beyond either end of the middle 95 %

}  // namespace

double Distribution::quantile(double u) const {
  auto const scale = [this](double x) { return is_logarithmic ? logarithm_of(x) : x; };
  double const a = scale(lowest);
  double const b = scale(highest);
  double x = a + (b - a) * u;
  if (kind == Kind::triangular && b > a) {
    double const m = scale(mode);
    bool const below = u * (b - a) < m - a;
    x = below ? a + std::sqrt(u * (b - a) * (m - a)) : b - std::sqrt((1 - u) * (b - a) * (b - m));
  }
  if (kind == Kind::normal) {
    double const z = normal_quantile(tail + (1 - 2 * tail) * u);
    x = (a + b) / 2 + (b - a) / 2 * (z / normal_quantile(1 - tail));
  }
  double const value = is_logarithmic ? exponential_of(x) : x;
  return std::min(std::max(value, lowest), highest);  // rounding of exp and log
}

std::string Distribution::text() const {
  char const* const scale = is_logarithmic ? "log-" : "";
  switch (kind) {
    case Kind::uniform:
      return fmt::format("{}uniform {:.6g} to {:.6g}", scale, lowest, highest);
    case Kind::triangular:
      return fmt::format("{}triangular {:.6g} to {:.6g}, mode {:.6g}", scale, lowest, highest, mode);
    case Kind::normal:
      break;
  }
  return fmt::format("{}normal, 95 % within {:.6g} to {:.6g}, truncated there", scale, lowest, highest);
}

}  // namespace detente
