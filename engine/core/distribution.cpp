#include "engine/core/distribution.hpp"

#include "engine/core/elementary.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace detente {
namespace {

using Single = Pack<double, 1>;

double natural_logarithm(double x) { return logarithm(Single::Constant(x))[0]; }
double exponential_of(double x) { return exponential(Single::Constant(x))[0]; }

template <std::size_t terms>
double polynomial(std::array<double, terms> const& coefficients, double x) {
  double sum = 0;
  for (std::size_t k = terms; k-- > 0;) sum = sum * x + coefficients[k];
  return sum;
}

// Coefficients of AS 241, constant term first.
constexpr double central_radius = 0.180625;
constexpr std::array central_above{3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                                   1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                                   3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr std::array central_below{1.0,
                                   4.2313330701600911252e1,
                                   6.8718700749205790830e2,
                                   5.3941960214247511077e3,
                                   2.1213794301586595867e4,
                                   3.9307895800092710610e4,
                                   2.8729085735721942674e4,
                                   5.2264952788528545610e3};
constexpr std::array near_above{1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr std::array near_below{1.0,
                                2.05319162663775882187e0,
                                1.67638483018380384940e0,
                                6.89767334985100004550e-1,
                                1.48103976427480074590e-1,
                                1.51986665636164571966e-2,
                                5.47593808499534494600e-4,
                                1.05075007164441684324e-9};
constexpr std::array far_above{6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                               2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                               2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr std::array far_below{1.0,
                               5.99832206555887937690e-1,
                               1.36929880922735805310e-1,
                               1.48753612908506148525e-2,
                               7.86869131145613259100e-4,
                               1.84631831751005468180e-5,
                               1.42151175831644588870e-7,
                               2.04426310338993978564e-15};

constexpr double tail = 0.025;  // beyond either end of the middle 95 %

}  // namespace

double normal_quantile(double u) {
  double const q = u - 0.5;
  if (std::abs(q) <= 0.425) {
    double const r = central_radius - q * q;
    return q * polynomial(central_above, r) / polynomial(central_below, r);
  }
  double const r = std::sqrt(-natural_logarithm(q < 0 ? u : 1 - u));
  double const z = r <= 5 ? polynomial(near_above, r - 1.6) / polynomial(near_below, r - 1.6)
                          : polynomial(far_above, r - 5) / polynomial(far_below, r - 5);
  return q < 0 ? -z : z;
}

double Distribution::quantile(double u) const {
  auto const scale = [this](double x) { return is_logarithmic ? natural_logarithm(x) : x; };
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
