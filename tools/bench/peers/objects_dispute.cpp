#include "tools/bench/peers/objects_world.hpp"

#include <limits>

namespace detente::bench {
namespace {

double rate_of(double log_rate) { return std::exp(std::min(log_rate, 12.0)); }

}  // namespace

void DisputeAgent::meet(std::vector<std::pair<CountryAgent*, double>> parties, std::vector<DisputeAgent*> neighbours,
                        std::vector<MissionAgent*> missions) {
  parties_ = std::move(parties);
  neighbours_ = std::move(neighbours);
  missions_ = std::move(missions);
}

void DisputeAgent::set_reference() {
  tension.begin(facts.tension);
  level.begin(facts.level);
  recency.begin(facts.usual_recency);
  settlement.begin(facts.settlement);
  perceived_cost = facts.escalation_cost;
}

void DisputeAgent::anchor(ObjectWorld& world) {
  reference_ = seen_now();
  tension.anchor(tension_predictor(world));
  cost_predictor_reference_ = cost_predictor(world);
  double const spared = 1 - world.p().missions.mission_effect * presence;
  log_guard_reference_ = std::log(std::max(spared, std::numeric_limits<double>::min()));
}

void DisputeAgent::begin(ObjectWorld& world) {
  std::vector<double> const& shift = world.scenario().shift.settlement;
  tension.begin(facts.tension);
  tension.set_speed(world.p().escalation.tension_rate, world.p().escalation.tension_vol);
  recency.begin(facts.recency);
  settlement.begin(std::clamp(facts.settlement + (shift.empty() ? 0 : shift[index]), 0.0, 1.0));
}

void DisputeAgent::observe_level(ObjectWorld& world) {
  bool const usual = world.feels_usual_levels();
  level_felt = usual ? facts.usual_level : level.now;
  recency_felt = usual ? facts.usual_recency : recency.now;
}

void DisputeAgent::observe(ObjectWorld& world) {
  Seen seen;
  seen.least_governance = std::numeric_limits<double>::max();
  bool some_in_nato = false;
  bool some_outside = false;
  for (auto const& [country, weight] : parties_) {
    seen.pressure += weight * country->pressure;
    seen.reward += weight * country->reward;
    seen.fragmentation += weight * country->fragmentation.now;
    seen.dependence += weight * country->dependence;
    seen.campaign += weight * country->campaign.now;
    seen.nationalist_campaign += weight * country->facts.nationalism * country->campaign.now;
    seen.stability += weight * country->stability.now;
    seen.interoperability += weight * country->interoperability;
    seen.defiance += weight * country->defy.now;
    seen.cooperation += weight * country->cooperate.now;
    seen.least_governance = std::min(seen.least_governance, country->governance);
    (country->facts.nato > 0.5 ? some_in_nato : some_outside) = true;
  }
  if (some_in_nato && some_outside) seen.interoperability *= 1 - world.p().decisions.split_cost;
  for (DisputeAgent const* other : neighbours_) seen.neighbours += (other->level_felt - other->facts.usual_level) / 5;
  presence = 0;
  for (MissionAgent const* mission : missions_) presence += mission->presence;
  presence = std::min(presence, 1.0);  // (N5)
  defiance = seen.defiance;
  cooperation = seen.cooperation;
  seen_ = seen;
}

DisputeAgent::Seen DisputeAgent::seen_now() const {
  Seen seen = seen_;
  seen.presence = presence;
  seen.effort = effort;
  seen.perceived_cost = perceived_cost;
  seen.tension = tension.now;
  seen.recency = recency_felt;
  return seen;
}

double DisputeAgent::cost_predictor(ObjectWorld& world) const {
  EscalationParameters<double> const& p = world.p().escalation;
  return p.c_presence * presence + p.c_us * world.outside.us_attention.now + p.c_reward * seen_.reward -
         p.c_frag * seen_.fragmentation - p.c_backing * seen_.dependence;
}

void DisputeAgent::observe_perceived_cost(ObjectWorld& world) {
  double const at_start = std::log(facts.escalation_cost / (1 - facts.escalation_cost));
  perceived_cost = sigmoid_of(at_start + cost_predictor(world) - cost_predictor_reference_);  // (E2)
}

double DisputeAgent::tension_predictor(ObjectWorld& world) const {
  EscalationParameters<double> const& p = world.p().escalation;
  double const mistrust = facts.pair >= 0 ? world.relations[facts.pair]->mistrust.now : 0;
  return p.ten_pressure * seen_.pressure + p.ten_mistrust * mistrust + p.ten_instab * (1 - seen_.stability) +
         p.ten_campaign * seen_.nationalist_campaign - p.ten_mediation * effort - p.ten_reward * seen_.reward +
         world.p().decisions.ten_defy * defiance;  // (E1)
}

double DisputeAgent::up_rate(ObjectWorld& world) const {
  if (rung() == levels - 1) return 0;
  EscalationParameters<double> const& p = world.p().escalation;
  std::vector<double> const& shift = world.scenario().shift.up_offset;
  Seen const now = seen_now();
  double log_rate = std::log(p.up0[rung()]) + facts.up_offset[rung()] + (shift.empty() ? 0 : shift[index]) +
                    p.b_ten * (now.tension - reference_.tension) + p.b_pres * (now.pressure - reference_.pressure) -
                    p.b_cost * (now.perceived_cost - reference_.perceived_cost) -
                    p.b_gov * (now.least_governance - reference_.least_governance) +
                    p.b_rec * (now.recency - reference_.recency) + p.b_camp * (now.campaign - reference_.campaign) +
                    p.contagion * now.neighbours + p.settled_effect * settlement.now;  // (E3)
  if (rung() >= 2) {
    double const spared = 1 - world.p().missions.mission_effect * presence;
    log_rate += std::log(std::max(spared, std::numeric_limits<double>::min())) - log_guard_reference_;
  }
  return rate_of(log_rate);
}

double DisputeAgent::down_rate(ObjectWorld& world) const {
  if (rung() == 0) return 0;
  EscalationParameters<double> const& p = world.p().escalation;
  Seen const now = seen_now();
  return rate_of(std::log(p.down0[rung() - 1]) + p.d_med * (now.effort - reference_.effort) +
                 p.d_presence * (now.presence - reference_.presence) +
                 p.d_interop * (now.interoperability - reference_.interoperability) -
                 p.d_pres * (now.pressure - reference_.pressure) +
                 world.p().decisions.d_cooperate * (now.cooperation - reference_.cooperation));  // (E4)
}

double DisputeAgent::settle_rate(ObjectWorld& world) const {
  EscalationParameters<double> const& p = world.p().escalation;
  return rate_of(std::log(p.settle0) + p.s_reward * (seen_.reward - reference_.reward) +
                 p.s_effort * (effort - reference_.effort) - p.s_pres * (seen_.pressure - reference_.pressure) -
                 p.s_defy * (defiance - reference_.defiance));  // (Z1)
}

double DisputeAgent::unsettle_rate(ObjectWorld& world) const {
  EscalationParameters<double> const& p = world.p().escalation;
  return rate_of(std::log(p.unsettle0) + p.s_pres * (seen_.pressure - reference_.pressure) -
                 p.s_reward * (seen_.reward - reference_.reward));  // (Z2)
}

void DisputeAgent::move(ObjectWorld& world) {
  EscalationParameters<double> const& p = world.p().escalation;
  double const up = up_rate(world);
  double const down = down_rate(world);
  level.next = level.now;
  if (!world.dice.happens(in_a_month(up + down))) return;
  if (world.dice.happens(up / (up + down))) {
    level.next = level.now + (rung() <= 2 && world.dice.happens(p.leap) ? 2 : 1);
  } else {
    level.next = world.dice.happens(p.drop) ? 0 : level.now - 1;
  }
}

void DisputeAgent::settle_or_fail(ObjectWorld& world) {
  settlement.next = settlement.now;
  if (world.is_held()) return;
  bool const is_violent = level.next >= 4;
  if (settlement.now > 0) {
    if (is_violent || world.dice.happens(in_a_month(unsettle_rate(world)))) settlement.next = 0;
  } else if (!is_violent && rung() <= 1 && world.dice.happens(in_a_month(settle_rate(world)))) {
    settlement.next = 1;
  }
}

void DisputeAgent::step(ObjectWorld& world) {
  tension.step(tension_predictor(world), world.dice.normal());
  move(world);  // (E5)
  bool const stood_off = level.next >= 3 && level.now < 3;
  double const remembered = recency.now * std::exp(-world.p().escalation.rec_decay / 12) + (stood_off ? 1 : 0);
  recency.next = world.feels_usual_levels() ? recency.now : std::min(remembered, 2.0);  // (E6)
  settle_or_fail(world);
}

void DisputeAgent::advance() {
  tension.advance();
  for (Staged* value : {&level, &recency, &settlement}) value->advance();
}

}  // namespace detente::bench
