#include "tools/bench/peers/objects_world.hpp"

#include <limits>

namespace detente::bench {

ObjectSettings::ObjectSettings(ArmInputs const& inputs, int horizon, Noise luck)
    : arm(inputs),
      months(horizon),
      noise(luck),
      usual_levers(inputs.inputs.region, lever_values(inputs.status_quo, inputs.inputs.region.start, 1).data()),
      network(inputs.inputs.region) {
  std::vector<double> const values = lever_values(arm.policy, region().start, months + 1);
  for (int t = 0; t <= months; ++t) levers.emplace_back(region(), &values[t * arm.policy.paths.size()]);
  for (detente::Country const& country : region().countries) mean_gdp += country.gdp / region().country_count();
}

ObjectWorld::ObjectWorld(ObjectSettings const& it, Dice& luck)
    : settings(it), dice(luck), parameters_(&it.arm.inputs.parameters), levers_(&it.usual_levers) {
  throughput_without.resize(static_cast<std::size_t>(region().corridor_count() + region().country_count()));
  create();
  introduce_countries();
  introduce_disputes();
  set_reference();
  begin();
}

void ObjectWorld::create() {
  Region const& r = region();
  for (int i = 0; i < r.country_count(); ++i) countries.push_back(std::make_unique<CountryAgent>(r.countries[i], i, r));
  for (int e = 0; e < r.adversary_count(); ++e)
    adversaries.push_back(std::make_unique<AdversaryAgent>(r.adversary(e), e, r));
  for (CountryPair const& pair : r.pairs) relations.push_back(std::make_unique<RelationAgent>(pair));
  for (int d = 0; d < r.dispute_count(); ++d) disputes.push_back(std::make_unique<DisputeAgent>(r.disputes[d], d));
  for (int m = 0; m < r.mission_count(); ++m) missions.push_back(std::make_unique<MissionAgent>(r.missions[m], m));
  for (Segment const& segment : r.transport.segments) segments.push_back(std::make_unique<SegmentAgent>(segment));

  schedule_.push_back(&outside);
  for (auto& country : countries) schedule_.push_back(country.get());
  for (auto& adversary : adversaries) schedule_.push_back(adversary.get());
  for (auto& relation : relations) schedule_.push_back(relation.get());
  for (auto& dispute : disputes) schedule_.push_back(dispute.get());
  for (auto& mission : missions) schedule_.push_back(mission.get());
  for (auto& segment : segments) schedule_.push_back(segment.get());
}

void ObjectWorld::introduce_countries() {
  for (auto& country : countries) {
    std::vector<DisputeAgent*> own;
    std::vector<std::pair<DisputeAgent*, double>> exposed_to;
    for (auto& dispute : disputes) {
      if (dispute->facts.has_party(country->index)) own.push_back(dispute.get());
      double const exposure = share_of(dispute->facts.exposed, country->index);
      if (exposure > 0) exposed_to.emplace_back(dispute.get(), exposure);
    }
    std::vector<RelationAgent*> relations_of_its_own;
    for (auto& relation : relations) {
      if (relation->facts.first == country->index || relation->facts.second == country->index)
        relations_of_its_own.push_back(relation.get());
    }
    country->meet(std::move(own), std::move(exposed_to), std::move(relations_of_its_own));
  }
}

void ObjectWorld::introduce_disputes() {
  for (auto& dispute : disputes) {
    std::vector<std::pair<CountryAgent*, double>> parties;
    std::vector<DisputeAgent*> neighbours;
    std::vector<MissionAgent*> here;
    for (auto& country : countries) {
      if (dispute->facts.has_party(country->index))
        parties.emplace_back(country.get(), share_of(dispute->facts.parties, country->index));
    }
    for (auto& other : disputes) {
      bool const shares_party = std::any_of(parties.begin(), parties.end(), [&](auto const& party) {
        return other->facts.has_party(party.first->index);
      });
      if (shares_party && other != dispute) neighbours.push_back(other.get());
    }
    for (auto& mission : missions) {
      for (int const d : mission->facts.disputes) {
        if (d == dispute->index) here.push_back(mission.get());
      }
    }
    dispute->meet(std::move(parties), std::move(neighbours), std::move(here));
  }
}

void ObjectWorld::set_reference() {
  for (auto& adversary : adversaries) adversary->set_reference();
  for (auto& relation : relations) relation->set_reference();
  for (auto& dispute : disputes) dispute->set_reference();
  for (auto& mission : missions) mission->set_reference();
  for (auto& segment : segments) segment->set_reference();
  outside.set_reference(*this);
  for (auto& country : countries) country->set_reference(*this);
  observe();
  for (auto& country : countries) country->set_access_reference();
  observe();
}

void ObjectWorld::begin() {
  throughput_reference = throughput;
  transit_reference = transit_hours;
  for (auto& country : countries) country->anchor(*this);
  for (auto& adversary : adversaries) adversary->anchor(*this);
  for (auto& relation : relations) relation->anchor(*this);
  for (auto& dispute : disputes) dispute->anchor(*this);
  for (auto& mission : missions) mission->anchor(*this);

  is_reference_ = false;
  parameters_ = &scenario().parameters;
  levers_ = &settings.levers.front();
  std::vector<double> const& shift = scenario().shift.quality;
  for (std::size_t r = 0; r < segments.size(); ++r) segments[r]->begin(shift.empty() ? 0 : shift[r]);
  for (auto& dispute : disputes) dispute->begin(*this);
  for (auto& country : countries) country->begin(*this);
  for (auto& adversary : adversaries) adversary->begin(*this);
  for (auto& relation : relations) relation->mistrust.set_speed(p().mistrust.mistrust_rate, p().mistrust.mistrust_vol);
  outside.begin(*this);
  observe();
}

void ObjectWorld::step(int of) {
  month = of;
  for (Agent* agent : schedule_) agent->step(*this);
}

void ObjectWorld::advance() {
  for (Agent* agent : schedule_) agent->advance();
  levers_ = &settings.levers[month + 1];
  observe();
}

void ObjectWorld::observe() {
  for (auto& dispute : disputes) dispute->observe_level(*this);
  for (auto& country : countries) country->observe(*this);
  for (auto& mission : missions) mission->observe(*this);
  share_diplomacy();
  for (auto& dispute : disputes) dispute->observe(*this);
  for (auto& country : countries) country->observe_presence();
  share_infrastructure();
  observe_network();
  if (is_reference_) return;
  for (auto& dispute : disputes) dispute->observe_perceived_cost(*this);
}

double ObjectWorld::mean_alignment() const {
  double sum = 0;
  for (auto const& country : countries) sum += country->alignment.now;
  return sum / static_cast<double>(countries.size());
}

void ObjectWorld::share_diplomacy() {
  double highest = -std::numeric_limits<double>::infinity();
  for (auto& dispute : disputes) {
    double const urgency = dispute->facts.weight * dispute->level_felt / 5 + dispute->tension.now;
    dispute->effort = p().decisions.focus_eu * urgency;
    highest = std::max(highest, dispute->effort);
  }
  double total = 0;
  for (auto& dispute : disputes) {
    dispute->effort = std::exp(dispute->effort - highest);
    total += dispute->effort;
  }
  double const budget = static_cast<double>(disputes.size()) * levers().mediation * outside.eu_bandwidth.now;
  for (auto& dispute : disputes) dispute->effort *= budget / total;  // (S4)
}

void ObjectWorld::share_infrastructure() {
  std::vector<double> unbuilt(static_cast<std::size_t>(region().corridor_count()), std::numeric_limits<double>::min());
  for (auto const& segment : segments) {
    for (int const c : segment->facts.corridors) unbuilt[c] += segment->unbuilt();
  }
  for (auto& segment : segments) {
    double share = 0;
    for (int const c : segment->facts.corridors)
      share += levers().infrastructure_shares[c] * segment->unbuilt() / unbuilt[c];
    segment->money = levers().infrastructure * share;
  }
}

void ObjectWorld::observe_network() {
  std::vector<double> capacity;
  std::vector<double> hours;
  int borders = 0;
  border_wait = 0;
  for (auto& segment : segments) {
    segment->observe(*this);
    capacity.push_back(segment->capacity);
    hours.push_back(segment->hours);
    border_wait += segment->wait;
    borders += segment->facts.wait > 0 ? 1 : 0;
  }
  border_wait /= std::max(borders, 1);
  settings.network.prepare(capacity, work_);
  throughput = settings.network.whole();  // (T4)
  robust_throughput = throughput;
  for (int k = 0; k < static_cast<int>(throughput_without.size()); ++k) {
    throughput_without[k] = settings.network.without(k);
    if (k < region().corridor_count()) robust_throughput = std::min(robust_throughput, throughput_without[k]);
  }
  redundancy = robust_throughput / std::max(throughput, std::numeric_limits<double>::min());
  transit_hours = settings.network.transit(hours, work_);  // (T5)
}

}  // namespace detente::bench
