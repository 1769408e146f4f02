#pragma once

#include "models/step.hpp"

namespace detente {

/// How far every dispute touches those that are exposed to it, [dispute][position in Dispute::exposed].
template <class Real, int L>
std::vector<Field<Real, L>> exposures(Setup<Real, L> const& setup) {
  std::vector<Field<Real, L>> exposure(setup.region.disputes.size());
  for (int d = 0; d < setup.region.dispute_count(); ++d) {
    for (CountryShare const& touched : setup.region.disputes[d].exposed) {
      exposure[d].push_back(
          setup.pick([&](Region const& r) { return share_of(r.disputes[d].exposed, touched.country); }));
    }
  }
  return exposure;
}

/// Closure of every country: cl = max over disputes of exposure closure[L].                                 (L1)
template <class Real, int L>
Scratch<Real, L> closures(Region const& region, std::vector<Field<Real, L>> const& exposure,
                          std::array<Pack<Real, L>, levels> const& closure, Field<Real, L> const& level) {
  Scratch<Real, L> closed(region.countries.size(), Pack<Real, L>::Zero());
  for (int d = 0; d < region.dispute_count(); ++d) {
    Pack<Real, L> const here = at_level(closure, level[d]);
    std::vector<CountryShare> const& exposed = region.disputes[d].exposed;
    for (std::size_t k = 0; k < exposed.size(); ++k) {
      Pack<Real, L>& country = closed[exposed[k].country];
      country = country.max(exposure[d][k] * here);
    }
  }
  return closed;
}

/// How crises weigh on countries: level and recency as predictors read them, crisis load z = max_d exposure L/5 (L2)
/// and closure (L1). Writes level_felt [0, 5], recency_felt [0, 2], crisis_load, closure [0, 1]. Source:
/// docs/model/conventions.md.
template <class Real, int L>
class CrisisLoad {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  explicit CrisisLoad(Setup<Real, L> const& setup);
  /// The usual values: at the reference, and in a held world without noise. Nothing is closed.
  void derive_usual(Derived<Real, L>& derived) const;
  /// What the state says.
  void derive_actual(MobilityParameters<P> const& p, State<Real, L> const& state, Derived<Real, L>& derived) const;

 private:
  Region const& region_;
  F usual_level_, usual_recency_, usual_crisis_;
  std::vector<F> exposure_;
};

}  // namespace detente
