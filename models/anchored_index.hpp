#pragma once

#include "models/step.hpp"

namespace detente {

/// The one way a bounded index moves: a mean-reverting Jacobi diffusion, one Euler step of a month.
///   x <- clip01(x + rho (target - x) + vol sqrt(dt x (1 - x)) eps)                                          (R1)
/// Without clipping and at a constant target m the mean is m and the stationary variance
///   v = s m (1 - m) / (1 - (1 - rho)^2 + s), s = vol^2 dt.                                                  (R2)
/// `share` is rho; `noise_scale` is vol sqrt(dt). All in [0, 1] but eps. Source: docs/model/conventions.md.
template <class P>
P relax(P const& x, P const& target, P const& share, P const& noise_scale, P const& eps) {
  using Real = typename P::Scalar;
  P const pull = share * (target - x);
  P const spread = square_root((x * (static_cast<Real>(1) - x)).max(static_cast<Real>(0)));
  P const kick = noise_scale * spread * eps;
  return clip01(x + pull + kick);
}

/// vol sqrt(dt) for relax.
template <class P>
P noise_scale_of(P const& vol) {
  return vol * static_cast<typename P::Scalar>(0.28867513459481288225);  // sqrt(1/12)
}

/// One index over a set of entities whose target is anchored at its start:
///   target = sigmoid(logit(x0) + eta - eta0)                                                                (R3)
/// with x0 the starting value, limited to [0.01, 0.99], eta the linear predictor now and eta0 the same at the
/// reference. So the status quo is at rest, and all that moves is a departure from it. Source:
/// docs/model/conventions.md.
template <class Real, int L>
class AnchoredIndex {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  /// `start` are the values x0; rates per year, vol per square root of a year.
  AnchoredIndex(F const& start, P const& rate_per_year, P const& vol)
      : share_(rho(rate_per_year)), noise_scale_(noise_scale_of(vol)), eta_reference_(start.size(), P::Zero()) {
    for (P const& x0 : start)
      start_logit_.push_back(logit(x0.max(static_cast<Real>(0.01)).min(static_cast<Real>(0.99))));
  }
  /// Sets eta0 of an entity.
  void anchor(int index, P const& eta) { eta_reference_[index] = eta; }

  P target(int index, P const& eta) const { return sigmoid(start_logit_[index] + eta - eta_reference_[index]); }
  /// The index a month later.
  P next(int index, P const& x, P const& eta, P const& eps) const {
    return relax(x, target(index, eta), share_, noise_scale_, eps);
  }
  P const& noise_scale() const { return noise_scale_; }

 private:
  P share_, noise_scale_;
  F start_logit_, eta_reference_;
};

}  // namespace detente
