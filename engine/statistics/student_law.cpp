#include "engine/statistics/student_law.hpp"

#include <boost/math/distributions/students_t.hpp>

namespace detente {

double student_quantile(double degrees, double p) { return boost::math::quantile(boost::math::students_t(degrees), p); }

double student_upper_quantile(double degrees, double tail) {
  return boost::math::quantile(boost::math::complement(boost::math::students_t(degrees), tail));
}

double student_tail(double degrees, double t) {
  return boost::math::cdf(boost::math::complement(boost::math::students_t(degrees), t));
}

}  // namespace detente
