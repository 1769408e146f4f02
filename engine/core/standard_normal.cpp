#include "engine/core/standard_normal.hpp"

#include "engine/core/scalar_functions.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace detente {
namespace {

template <std::size_t terms>
double polynomial(std::array<double, terms> const& coefficients, double x) {
  double sum = 0;
  for (std::size_t k = terms; k-- > 0;) sum = sum * x + coefficients[k];
  return sum;
}

// Coefficients of AS 241, constant term first.
constexpr double quantile_central_radius = 0.180625;
constexpr std::array quantile_central_above{3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                                            1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                                            3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr std::array quantile_central_below{1.0,
                                            4.2313330701600911252e1,
                                            6.8718700749205790830e2,
                                            5.3941960214247511077e3,
                                            2.1213794301586595867e4,
                                            3.9307895800092710610e4,
                                            2.8729085735721942674e4,
                                            5.2264952788528545610e3};
constexpr std::array quantile_near_above{1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                         3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                         2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr std::array quantile_near_below{1.0,
                                         2.05319162663775882187e0,
                                         1.67638483018380384940e0,
                                         6.89767334985100004550e-1,
                                         1.48103976427480074590e-1,
                                         1.51986665636164571966e-2,
                                         5.47593808499534494600e-4,
                                         1.05075007164441684324e-9};
constexpr std::array quantile_far_above{6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                        2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                        2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr std::array quantile_far_below{1.0,
                                        5.99832206555887937690e-1,
                                        1.36929880922735805310e-1,
                                        1.48753612908506148525e-2,
                                        7.86869131145613259100e-4,
                                        1.84631831751005468180e-5,
                                        1.42151175831644588870e-7,
                                        2.04426310338993978564e-15};

// Coefficients of Cody, constant term first.
constexpr double probability_central_radius = 0.67448975;  // of the middle half
constexpr std::array probability_central_above{18154.981253343561249, 1067.6894854603709582, 161.02823106855587881,
                                               2.2352520354606839287, .065682337918207449113};
constexpr std::array probability_central_below{45507.789335026729956, 10260.932208618978205, 976.09855173777669322,
                                               47.20258190468824187, 1.0};
constexpr double probability_near_radius = 5.656854249492380195;  // sqrt(32)
constexpr std::array probability_near_above{9842.7148383839780218, 11602.651437647350124, 6848.1904505362823326,
                                            2494.5375852903726711, 597.27027639480026226, 93.506656132177855979,
                                            8.8831497943883759412, .39894151208813466764, 1.0765576773720192317e-8};
constexpr std::array probability_near_below{19685.429676859990727, 38912.003286093271411, 34900.952721145977266,
                                            18615.571640885098091, 6485.558298266760755,  1519.377599407554805,
                                            235.38790178262499861, 22.266688044328115691, 1.0};
constexpr std::array probability_far_above{2.9112874951168792e-5, .001421619193227893466, .022235277870649807,
                                           .1274011611602473639,  .21589853405795699,     .02307344176494017303};
constexpr std::array probability_far_below{7.29751555083966205e-5, .00378239633202758244, .0659881378689285515,
                                           .468238212480865118,    1.28426009614491121,   1.0};
constexpr double one_over_root_two_pi = .398942280401432677939946;

/// e^(-y^2/2): the square of the leading bits of y is exact, and the rest is small.
double bell(double y) {
  double const leading = std::trunc(y * 16) / 16;
  double const rest = (y - leading) * (y + leading);
  return exponential_of(-leading * leading / 2) * exponential_of(-rest / 2);
}

}  // namespace

double normal_quantile(double u) {
  double const q = u - 0.5;
  if (std::abs(q) <= 0.425) {
    double const r = quantile_central_radius - q * q;
    return q * polynomial(quantile_central_above, r) / polynomial(quantile_central_below, r);
  }
  double const r = std::sqrt(-logarithm_of(q < 0 ? u : 1 - u));
  double const z = r <= 5 ? polynomial(quantile_near_above, r - 1.6) / polynomial(quantile_near_below, r - 1.6)
                          : polynomial(quantile_far_above, r - 5) / polynomial(quantile_far_below, r - 5);
  return q < 0 ? -z : z;
}

double normal_probability(double z) {
  double const y = std::abs(z);
  if (y <= probability_central_radius)
    return 0.5 + z * polynomial(probability_central_above, z * z) / polynomial(probability_central_below, z * z);
  double beyond = 0;
  if (y <= probability_near_radius) {
    beyond = bell(y) * polynomial(probability_near_above, y) / polynomial(probability_near_below, y);
  } else {
    double const w = 1 / (z * z);
    beyond = bell(y) *
             (one_over_root_two_pi - w * polynomial(probability_far_above, w) / polynomial(probability_far_below, w)) /
             y;
  }
  return z < 0 ? beyond : 1 - beyond;
}

}  // namespace detente
