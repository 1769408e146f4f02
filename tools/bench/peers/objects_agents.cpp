#include "tools/bench/peers/objects_agents.hpp"

#include "tools/bench/peers/objects_world.hpp"

#include <limits>
#include <numeric>

namespace detente::bench {
namespace {

constexpr double ln3 = 1.0986122886681098;

}  // namespace

AdversaryAgent::AdversaryAgent(Actor const& it, int at, Region const& region)
    : facts(it), index(at), pressure(region.countries.size()), dependence(region.countries.size()) {}

void AdversaryAgent::set_reference() {
  for (std::size_t i = 0; i < pressure.size(); ++i) {
    pressure[i].begin(facts.pressure[i]);
    dependence[i].begin(facts.dependence[i]);
  }
}

double AdversaryAgent::attraction(ObjectWorld& world, CountryAgent const& country) const {
  HybridPressureParameters<double> const& p = world.p().hybrid_pressure;
  double const presence = p.pres_trust * country.trust.now + p.pres_mission * country.mission_presence +
                          p.pres_us * world.outside.us_attention.now;  // (H1)
  double const opportunity =
      p.w_frag * country.fragmentation.now + p.w_res * (1 - country.resilience.now) +
      p.w_dep * dependence[country.index].now + p.w_vacuum * (1 - presence) +
      p.w_leak * country.information_leakage * world.levers().access_governance[country.index];  // (H2)
  return facts.focus * (facts.value[country.index] + country.propensity.now + opportunity);
}

double AdversaryAgent::effort(ObjectWorld& world) const {
  return facts.capacity * (1 - facts.distraction * world.outside.war_intensity.now) *
         (1 + facts.vacuum * (1 - world.outside.us_attention.now));  // (H4)
}

std::vector<double> AdversaryAgent::aim(ObjectWorld& world) const {
  std::vector<double> share;
  for (auto const& country : world.countries) share.push_back(attraction(world, *country));
  double const highest = std::max(elsewhere_utility_, *std::max_element(share.begin(), share.end()));
  double total = std::exp(elsewhere_utility_ - highest);
  for (double& one : share) {
    one = std::exp(one - highest);
    total += one;
  }
  for (double& one : share) one /= total;  // (H3)
  return share;
}

double AdversaryAgent::dependence_predictor(ObjectWorld& world, CountryAgent const& country) const {
  AlignmentParameters<double> const& p = world.p().alignment;
  double arms = 0;
  for (std::size_t s = 0; s < country.supplier_share.size(); ++s) {
    if (world.region().suppliers[s].adversary == index) arms += country.supplier_share[s];
  }
  return p.dep_arms * arms + p.dep_pressure * pressure[country.index].now + p.dep_gap * country.gap -
         p.dep_reward * country.reward;  // (A2)
}

void AdversaryAgent::anchor(ObjectWorld& world) {
  effort_reference_ = std::max(effort(world), 1e-3 * facts.capacity);
  double inside = 0;
  for (auto const& country : world.countries) {
    inside += std::exp(attraction(world, *country));
    dependence[country->index].anchor(dependence_predictor(world, *country));
    double const unshielded = 1 - world.p().hybrid_pressure.rs_shield * country->resilience.now;
    shield_reference_.push_back(std::max(unshielded, 0.01));
  }
  double const odds = std::max(facts.elsewhere / (1 - facts.elsewhere), std::numeric_limits<double>::min());
  elsewhere_utility_ = std::log(inside * odds);
  share_reference_ = aim(world);
}

void AdversaryAgent::begin(ObjectWorld& world) {
  capacity_factor_ = world.scenario().capacity[index];
  for (Index& one : pressure)
    one.set_speed(world.p().hybrid_pressure.pressure_rate, world.p().hybrid_pressure.pressure_vol);
  for (Index& one : dependence) one.set_speed(world.p().alignment.dependence_rate, world.p().alignment.dependence_vol);
}

void AdversaryAgent::step(ObjectWorld& world) {
  std::vector<double> const share = aim(world);
  double const vigour = capacity_factor_ * effort(world) / effort_reference_;
  for (auto const& country : world.countries) {
    int const i = country->index;
    double const unshielded = 1 - world.p().hybrid_pressure.rs_shield * country->resilience.now;
    double const shield = std::max(unshielded, 0.01) / shield_reference_[i];
    double const multiple = std::min(vigour * share[i] / share_reference_[i] * shield, 1e6);
    double const target = 1 - std::pow(1 - facts.pressure[i], multiple);  // (H5)
    pressure[i].step_to(target, world.dice.normal());
    dependence[i].step(dependence_predictor(world, *country), world.dice.normal());
  }
}

void AdversaryAgent::advance() {
  for (Index& one : pressure) one.advance();
  for (Index& one : dependence) one.advance();
}

double RelationAgent::predictor(ObjectWorld& world) const {
  MistrustParameters<double> const& p = world.p().mistrust;
  CountryAgent const& a = *world.countries[facts.first];
  CountryAgent const& b = *world.countries[facts.second];
  double const split = 1 - world.p().decisions.split_cost * std::abs(a.facts.nato - b.facts.nato);
  double const coordination =
      std::clamp(world.levers().coordination + a.access.now * b.access.now, 0.0, 1.0) * split;  // (M2)
  double const level = facts.dispute >= 0 ? world.disputes[facts.dispute]->level_felt : 0;
  return p.mis_arms * (a.spending.now - 1 + (b.spending.now - 1)) * (1 - coordination) +
         p.mis_campaign * (a.facts.nationalism * a.campaign.now + b.facts.nationalism * b.campaign.now) / 2 +
         p.mis_crisis * level / 5 + p.mis_pressure * (a.pressure + b.pressure) / 2 -
         p.mis_coord * coordination;  // (M1)
}

void RelationAgent::anchor(ObjectWorld& world) { mistrust.anchor(predictor(world)); }

void RelationAgent::step(ObjectWorld& world) { mistrust.step(predictor(world), world.dice.normal()); }

double MissionAgent::authority(ObjectWorld& world) const {
  bool const is_nato = facts.authority == Authority::nato;
  return 0.5 + 0.5 * (is_nato ? world.outside.us_attention.now : world.outside.eu_bandwidth.now);  // (N4)
}

double MissionAgent::called_reserve(ObjectWorld& world, double level) const {
  return facts.reserve * authority(world) * std::clamp((level - world.p().missions.surge_level + 1) / 3, 0.0, 1.0);
}

double MissionAgent::mandated(ObjectWorld& world) const { return world.levers().missions[index] * facts.strength; }

void MissionAgent::anchor(ObjectWorld& world) {
  for (int const d : facts.disputes) {
    double total = 0;
    int sharing = 0;
    for (auto const& other : world.missions) {
      auto const here = std::count(other->facts.disputes.begin(), other->facts.disputes.end(), d);
      total += static_cast<double>(here) * other->facts.strength;
      sharing += static_cast<int>(here);
    }
    part_.push_back(total > 0 ? facts.strength / total : 1.0 / sharing);
  }
}

void MissionAgent::observe(ObjectWorld& world) {
  double const density = strength.now / (facts.people / 1000);
  presence = facts.mandate * authority(world) * (1 - std::exp(-ln3 * density / world.p().missions.cover));
}

void MissionAgent::step(ObjectWorld& world) {
  MissionsParameters<double> const& p = world.p().missions;
  double level = 0;
  double needed = 0;
  for (std::size_t k = 0; k < facts.disputes.size(); ++k) {
    double const felt = world.disputes[facts.disputes[k]]->level_felt;
    level = std::max(level, felt);
    if (felt > 4.5) needed = std::max(needed, part_[k] * p.legacy_troops_per_1000 * facts.people / 1000);
  }
  double const want = mandated(world) + legacy.now + called_reserve(world, level);  // (N1)
  double const open = world.throughput_reference > 0 ? world.throughput / world.throughput_reference : 1;
  double const up = in_a_month(p.deploy_rate) * (0.5 + 0.5 * std::min(open, 1.5));
  double const rate = std::min(strength.now < want ? up : in_a_month(p.withdraw_rate), 1.0);
  strength.next = strength.now + rate * (want - strength.now);                  // (N2)
  legacy.next = std::max(legacy.now * std::exp(-p.legacy_decay / 12), needed);  // (N3)
}

void MissionAgent::advance() {
  strength.advance();
  legacy.advance();
}

void SegmentAgent::begin(double shift) {
  quality.begin(std::clamp(facts.quality + shift, 0.0, 1.0));
  start_quality = quality.now;
}

void SegmentAgent::observe(ObjectWorld& world) {
  MobilityParameters<double> const& p = world.p().mobility;
  double open = 1;
  double wait_left = 1;
  if (facts.country >= 0) {
    CountryAgent const& country = *world.countries[facts.country];
    double const denied = 1 - sigmoid_of(p.denial_slope * (country.predictability - p.denial_mid));
    open = (1 - country.closure) * (1 - p.denial * denied);                                           // (T1)
    wait_left = 1 - p.wait_cut * world.levers().access_mobility[facts.country] * country.access.now;  // (T2)
  }
  wait = facts.wait * wait_left;
  capacity = facts.capacity * (p.cap_floor + (1 - p.cap_floor) * quality.now) * open / (1 + wait / 24);  // (T3)
  hours = (facts.km / (p.speed * (0.5 + 0.5 * quality.now)) + wait) / std::max(open, 0.05);
}

void SegmentAgent::step(ObjectWorld& world) {
  quality.next = quality.now;
  if (world.is_held()) return;
  double const kept = facts.country >= 0 ? 1 - world.countries[facts.country]->leakage_eu : 1;
  double const built = kept * money / (facts.km * world.region().transport.cost_per_km);
  double const worn = world.p().mobility.wear * (quality.now - start_quality);
  quality.next = std::clamp(quality.now + (built - worn) / 12, 0.0, 1.0);  // (T6)
}

}  // namespace detente::bench
