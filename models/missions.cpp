#include "models/missions.hpp"

#include "engine/core/instances.hpp"
#include "models/events.hpp"

#include <map>

namespace detente {
namespace {

constexpr double ln3 = 1.0986122886681098;  // two thirds of the effect at `cover` troops per thousand people
constexpr double largest_help = 1.5;        // corridors beyond this speed up nothing more

/// What the missions of a dispute bring at the start.
struct Sharing {
  double strength = 0;
  int missions = 0;
};

std::vector<Sharing> sharing_by_dispute(Region const& region) {
  std::vector<Sharing> sharing(region.disputes.size());
  for (Mission const& mission : region.missions) {
    for (int const d : mission.disputes) {
      sharing[d].strength += mission.strength;
      ++sharing[d].missions;
    }
  }
  return sharing;
}

/// Share of a mission in the force after a war in one of its disputes: by strength at the start, evenly if all are 0.
double part_of(Mission const& mission, Sharing const& sharing) {
  return sharing.strength > 0 ? mission.strength / sharing.strength : 1.0 / sharing.missions;
}

}  // namespace

template <class Real, int L>
Missions<Real, L>::Missions(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : region_(setup.region),
      p_(setup.parameters.missions),
      deploy_share_(rho(p_.deploy_rate)),
      withdraw_share_(rho(p_.withdraw_rate)),
      legacy_left_(P::Constant(1) - rho(p_.legacy_decay)),
      throughput_reference_(reference.derived.throughput),
      strength_reference_(reference.state.strength) {
  std::map<Region const*, std::vector<Sharing>> sharing;  // most lanes stand in the same region
  for (Inputs const* lane : setup.lanes) {
    if (!sharing.contains(&lane->region)) sharing[&lane->region] = sharing_by_dispute(lane->region);
  }
  for (int m = 0; m < region_.mission_count(); ++m) {
    reserve_.push_back(setup.pick([&](Region const& r) { return r.missions[m].reserve; }));
    P const people = setup.pick([&](Region const& r) { return r.missions[m].people; });
    std::vector<P> force;
    for (int const d : region_.missions[m].disputes) {
      P const part = setup.pick([&](Region const& r) { return part_of(r.missions[m], sharing.at(&r)[d]); });
      force.push_back(part * p_.legacy_troops_per_1000 * people / static_cast<Real>(1000));
    }
    force_after_war_.push_back(std::move(force));
  }
}

template <class Real, int L>
void Missions<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  State<Real, L> const& now = month.now;
  constexpr Real one = static_cast<Real>(1);
  constexpr Real half = static_cast<Real>(0.5);
  P const open_corridors =
      select(less(P(P::Zero()), throughput_reference_), P(month.derived.throughput / throughput_reference_), one);
  P const help = half + half * open_corridors.min(static_cast<Real>(largest_help));
  P const deploys = deploy_share_ * help;
  for (int m = 0; m < region_.mission_count(); ++m) {
    Mission const& mission = region_.missions[m];
    P const level = highest_level<Real, L>(mission, month.derived.level_felt);
    P const called = called_reserve<Real, L>(mission, reserve_[m], p_.surge_level, level, now);
    P const want = month.levers.missions[m] * strength_reference_[m] + now.legacy[m] + called;  // (N1)
    P const share = select(less(now.strength[m], want), deploys, withdraw_share_).min(one);
    next.strength[m] = now.strength[m] + share * (want - now.strength[m]);  // (N2)

    P needed = P::Zero();
    for (std::size_t k = 0; k < mission.disputes.size(); ++k) {
      P const at_war = at_level_or_more(month.derived.level_felt[mission.disputes[k]], levels - 1);
      needed = needed.max(select(at_war, force_after_war_[m][k], static_cast<Real>(0)));
    }
    next.legacy[m] = (now.legacy[m] * legacy_left_).max(needed);  // (N3)
  }
}

template <class Real, int L>
void Missions<Real, L>::report(Month<Real, L> const& month, State<Real, L> const& next) const {
  if (month.events == nullptr) return;
  for (int m = 0; m < region_.mission_count(); ++m) {
    Mission const& mission = region_.missions[m];
    if (mission.reserve <= 0 || mission.disputes.empty()) continue;
    P const before = called_reserve<Real, L>(mission, reserve_[m], p_.surge_level,
                                             highest_level<Real, L>(mission, month.now.level), month.now);
    P const after = called_reserve<Real, L>(mission, reserve_[m], p_.surge_level,
                                            highest_level<Real, L>(mission, next.level), next);
    P const none = P::Zero();
    P const begins = less(none, after) * equals(before, static_cast<Real>(0));
    P const ends = less(none, before) * equals(after, static_cast<Real>(0));
    record_where(month.events, EventCode::surge, m, P(begins + ends), before, after);
  }
}

template <class Real, int L>
MissionPresence<Real, L>::MissionPresence(Setup<Real, L> const& setup)
    : region_(setup.region), disputes_of_(disputes_by_country(setup.region)) {
  for (int m = 0; m < region_.mission_count(); ++m) {
    mandate_.push_back(setup.pick([&](Region const& r) { return r.missions[m].mandate; }));
    thousands_.push_back(setup.pick([&](Region const& r) { return r.missions[m].people / 1000; }));
  }
}

template <class Real, int L>
void MissionPresence<Real, L>::derive(MissionsParameters<Pack<Real, L>> const& p, State<Real, L> const& state,
                                      Derived<Real, L>& derived) const {
  using P = Pack<Real, L>;
  for (P& presence : derived.presence) presence = P::Zero();
  for (int m = 0; m < region_.mission_count(); ++m) {
    Mission const& mission = region_.missions[m];
    if (mission.disputes.empty()) continue;
    P const density = state.strength[m] / thousands_[m];
    P const effect = static_cast<Real>(1) - exponential(density / p.cover * static_cast<Real>(-ln3));
    P const presence = mandate_[m] * authority_of<Real, L>(mission, state) * effect;
    for (int const d : mission.disputes) derived.presence[d] += presence;
  }
  for (P& presence : derived.presence) presence = presence.min(static_cast<Real>(1));  // (N5)
  for (int i = 0; i < region_.country_count(); ++i) {
    derived.mission_presence[i] = P::Zero();
    for (int const d : disputes_of_[i])
      derived.mission_presence[i] = derived.mission_presence[i].max(derived.presence[d]);
  }
}

#define DETENTE_INSTANCE(Real, L)   \
  template class Missions<Real, L>; \
  template class MissionPresence<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
