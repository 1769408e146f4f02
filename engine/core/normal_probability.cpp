#include "engine/core/normal_probability.hpp"

#include "engine/core/elementary.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace detente {
namespace {

double exponential_of(double x) { return exponential(Pack<double, 1>::Constant(x))[0]; }

template <std::size_t terms>
double polynomial(std::array<double, terms> const& coefficients, double x) {
  double sum = 0;
  for (std::size_t k = terms; k-- > 0;) sum = sum * x + coefficients[k];
  return sum;
}

// Coefficients, constant term first.
constexpr double central_radius = 0.67448975;  // of the middle half
constexpr std::array central_above{18154.981253343561249, 1067.6894854603709582, 161.02823106855587881,
                                   2.2352520354606839287, .065682337918207449113};
constexpr std::array central_below{45507.789335026729956, 10260.932208618978205, 976.09855173777669322,
                                   47.20258190468824187, 1.0};
constexpr double near_radius = 5.656854249492380195;  // sqrt(32)
constexpr std::array near_above{9842.7148383839780218, 11602.651437647350124, 6848.1904505362823326,
                                2494.5375852903726711, 597.27027639480026226, 93.506656132177855979,
                                8.8831497943883759412, .39894151208813466764, 1.0765576773720192317e-8};
constexpr std::array near_below{19685.429676859990727, 38912.003286093271411, 34900.952721145977266,
                                18615.571640885098091, 6485.558298266760755,  1519.377599407554805,
                                235.38790178262499861, 22.266688044328115691, 1.0};
constexpr std::array far_above{2.9112874951168792e-5, .001421619193227893466, .022235277870649807,
                               .1274011611602473639,  .21589853405795699,     .02307344176494017303};
constexpr std::array far_below{7.29751555083966205e-5, .00378239633202758244, .0659881378689285515,
                               .468238212480865118,    1.28426009614491121,   1.0};
constexpr double one_over_root_two_pi = .398942280401432677939946;

/// e^(-y^2/2): the square of the leading bits of y is exact, and the rest is small.
double bell(double y) {
  double const leading = std::trunc(y * 16) / 16;
  double const rest = (y - leading) * (y + leading);
  return exponential_of(-leading * leading / 2) * exponential_of(-rest / 2);
}

}  // namespace

double normal_probability(double z) {
  double const y = std::abs(z);
  if (y <= central_radius) return 0.5 + z * polynomial(central_above, z * z) / polynomial(central_below, z * z);
  double beyond = 0;
  if (y <= near_radius) {
    beyond = bell(y) * polynomial(near_above, y) / polynomial(near_below, y);
  } else {
    double const w = 1 / (z * z);
    beyond = bell(y) * (one_over_root_two_pi - w * polynomial(far_above, w) / polynomial(far_below, w)) / y;
  }
  return z < 0 ? beyond : 1 - beyond;
}

}  // namespace detente
