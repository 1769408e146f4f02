#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace detente::bench {

template <class Real>
inline constexpr Real month_years = Real(1) / Real(12);

template <class Real>
Real rho(Real rate_per_year) {
  return 1 - std::exp(-rate_per_year * month_years<Real>);
}

template <class Real>
Real sigmoid(Real x) {
  return 1 / (1 + std::exp(-x));
}

template <class Real>
Real logit(Real p) {
  return std::log(p / (1 - p));
}

template <class Real>
Real clip01(Real x) {
  return std::min(std::max(x, Real(0)), Real(1));
}

/// (R1), see models/anchored_index.hpp; noise_scale is vol sqrt(dt).
template <class Real>
Real relax(Real x, Real target, Real share, Real noise_scale, Real eps) {
  Real const spread = std::sqrt(std::max(x * (1 - x), Real(0)));
  return clip01(x + share * (target - x) + noise_scale * spread * eps);
}

template <class Real>
Real noise_scale_of(Real vol) {
  return vol * std::sqrt(month_years<Real>);
}

/// An index over entities with anchored targets (R3).
template <class Real>
class Anchored {
 public:
  Anchored() = default;
  Anchored(std::vector<Real> const& start, Real rate_per_year, Real vol)
      : share_(rho(rate_per_year)), noise_scale_(noise_scale_of(vol)) {
    for (Real const x0 : start) offset_.push_back(logit(std::min(std::max(x0, Real(0.01)), Real(0.99))));
  }
  /// Takes eta at the reference.
  void anchor(int index, Real eta) { offset_[index] -= eta; }

  Real target(int index, Real eta) const { return sigmoid(offset_[index] + eta); }
  Real next(int index, Real x, Real eta, Real eps) const {
    return relax(x, target(index, eta), share_, noise_scale_, eps);
  }
  Real noise_scale() const { return noise_scale_; }

 private:
  Real share_ = 0, noise_scale_ = 0;
  std::vector<Real> offset_;
};

}  // namespace detente::bench
