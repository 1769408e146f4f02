#pragma once

#include "models/month_cost.hpp"
#include "tools/bench/peers/objects_world.hpp"

namespace detente::bench {

/// What the month that all have just decided costs [MEUR]: section 2.14. Between step and advance, when agents know the
/// month's start and its end.
class Ledger {
 public:
  using Parts = std::array<double, payers>;

  explicit Ledger(Region const& region) : by_dispute(region.disputes.size()), by_country(region.countries.size()) {}
  void account(ObjectWorld& world);

  Parts const& of(Component component) const { return part_[static_cast<std::size_t>(component)]; }
  double eu(Component component) const { return of(component)[static_cast<std::size_t>(Payer::eu)]; }

  std::vector<double> by_dispute, by_country;
  double crisis = 0;

 private:
  void enter(Component component, double amount, double eu_share, Payer other);
  void account_missions(ObjectWorld& world);
  void account_disputes(ObjectWorld& world);
  void account_transport(ObjectWorld& world);
  void account_countries(ObjectWorld& world);

  std::array<Parts, components> part_{};
};

}  // namespace detente::bench
