#include "tools/bench/peers/objects_outcomes.hpp"

#include <cmath>

namespace detente::bench {
namespace {

constexpr std::size_t country_variables = 17;
constexpr std::size_t ended_variables = 10;  // the first ones are also outcomes at the end

/// What is averaged of a country, in the order of the catalogue.
std::array<double, country_variables> variables_of(CountryAgent const& c) {
  return {c.oversight.now,    c.capture.now,       c.governance,    c.alignment.now, c.trust.now,          c.access.now,
          c.resilience.now,   c.fragmentation.now, c.stability.now, c.spending.now,  c.pressure,           c.dependence,
          c.interoperability, c.western_share,     c.leakage,       c.leakage_eu,    c.information_leakage};
}

template <class Value>
double spread(ObjectWorld const& world, Value&& value) {
  double const n = static_cast<double>(world.countries.size());
  double mean = 0;
  for (auto const& country : world.countries) mean += value(*country) / n;
  double squares = 0;
  for (auto const& country : world.countries) squares += (value(*country) - mean) * (value(*country) - mean);
  return std::sqrt(squares / n);
}

void put(auto const& values, double by, std::vector<double>& outcomes) {
  for (double const value : values) outcomes.push_back(value / by);
}

}  // namespace

ObjectOutcomes::ObjectOutcomes(ObjectWorld& world)
    : months_(world.settings.months),
      by_dispute_(world.disputes.size()),
      by_country_(world.countries.size()),
      by_year_(static_cast<std::size_t>((world.settings.months + 11) / 12)),
      surges_(world.missions.size()),
      without_(world.throughput_without.size()),
      country_means_(country_variables, Doubles(world.countries.size())),
      mistrust_(world.relations.size()),
      tension_(world.disputes.size()),
      perceived_cost_(world.disputes.size()) {
  for (auto const& dispute : world.disputes) ladder_.emplace_back(dispute->rung());
}

void ObjectOutcomes::observe(ObjectWorld& world, Ledger const& ledger) {
  observe_cost(world, ledger);
  observe_contribution(world);
  observe_ladder(world);
  observe_response(world);
  observe_means(world);
}

void ObjectOutcomes::observe_cost(ObjectWorld& world, Ledger const& ledger) {
  double const discount = std::exp(-world.p().cost.discount_rate * world.month / 12);
  for (int k = 0; k < crisis_components; ++k) {
    auto const component = static_cast<Component>(k);
    by_component_[k] += discount * ledger.eu(component);
    for (int who = 0; who < payers; ++who) by_payer_[who] += discount * ledger.of(component)[who];
  }
  crisis_ += discount * ledger.crisis;
  by_year_[world.month / 12] += discount * ledger.crisis;
  policy_ += discount * ledger.eu(Component::policy);
  for (std::size_t d = 0; d < by_dispute_.size(); ++d) by_dispute_[d] += discount * ledger.by_dispute[d];
  for (std::size_t i = 0; i < by_country_.size(); ++i) by_country_[i] += discount * ledger.by_country[i];
}

void ObjectOutcomes::observe_contribution(ObjectWorld& world) {
  double usable = 0;
  double ammunition = 0;
  double given = 0;
  double peacekeepers = 0;
  double const war = world.outside.war_intensity.now / std::max(world.region().war_intensity, 0.01);
  for (auto const& country : world.countries) {
    double const usable_share = country->interoperability * country->alignment.now;
    for (std::size_t q = 0; q < country->industry.size(); ++q) {
      std::string const& product = world.region().products[q];
      double const output = country->industry[q].now * usable_share;
      usable += output;
      if (product == "ammunition" || product == "propellant") ammunition += output;
    }
    double const will = country->alignment.now / std::max(country->alignment_reference, 0.01);
    for (double const kind : country->facts.support) given += kind * will * war * country->spending.now;
    peacekeepers += country->peacekeepers.now;
  }
  ShadowPrices<double> const& price = world.p().shadow_prices;
  double const throughput = world.throughput_reference > 0 ? world.throughput / world.throughput_reference : 0;
  double const yearly = price.output * usable + price.throughput * throughput + price.peacekeeper_year * peacekeepers +
                        price.support * given;
  asset_ += std::exp(-world.p().cost.discount_rate * world.month / 12) * yearly / 12;
  output_ += usable;
  ammunition_ += ammunition;
  peacekeepers_ += peacekeepers / 12;
  support_ += given / 12;
}

void ObjectOutcomes::observe_ladder(ObjectWorld& world) {
  for (auto const& dispute : world.disputes) {
    ladder_[dispute->index].take({world.month + 1, dispute->rung(), static_cast<int>(dispute->level.next),
                                  dispute->settlement.now, dispute->settlement.next},
                                 months_, relapses_);
  }
}

void ObjectOutcomes::observe_response(ObjectWorld& world) {
  for (auto const& mission : world.missions) {
    if (mission->facts.reserve <= 0 || mission->facts.disputes.empty()) continue;
    double level = 0;
    for (int const d : mission->facts.disputes) level = std::max(level, world.disputes[d]->level.now);
    double const above = mission->strength.next - mission->mandated(world) - mission->legacy.next;
    surges_[mission->index].take(level >= world.p().missions.surge_level, std::max(above, 0.0),
                                 mission->called_reserve(world, level), mission->facts.reserve, surge_);
  }
  throughput_ += world.throughput;
  throughput_min_ = std::min(throughput_min_, world.throughput);
  robust_ += world.robust_throughput;
  redundancy_ += world.redundancy;
  transit_ += world.transit_hours;
  wait_ += world.border_wait;
  for (std::size_t k = 0; k < without_.size(); ++k) without_[k] += world.throughput_without[k];
  infrastructure_ += world.levers().infrastructure / 12;
}

void ObjectOutcomes::observe_means(ObjectWorld& world) {
  for (auto const& country : world.countries) {
    auto const values = variables_of(*country);
    for (std::size_t k = 0; k < country_variables; ++k) country_means_[k][country->index] += values[k];
    spending_meur_ += country->facts.spending_share * country->facts.gdp * country->spending.now;
    stance_[0] += country->cooperate.now;
    stance_[1] += country->hedge.now;
    stance_[2] += country->defy.now;
  }
  for (std::size_t k = 0; k < mistrust_.size(); ++k) mistrust_[k] += world.relations[k]->mistrust.now;
  for (auto const& dispute : world.disputes) {
    tension_[dispute->index] += dispute->tension.now;
    perceived_cost_[dispute->index] += dispute->perceived_cost;
  }
  bandwidth_ += world.outside.eu_bandwidth.now;
  crossings_ += world.outside.crossings.now;
  alignment_spread_ += spread(world, [](CountryAgent const& c) { return c.alignment.now; });
  trust_spread_ += spread(world, [](CountryAgent const& c) { return c.trust.now; });
}

void ObjectOutcomes::finish(ObjectWorld& world, std::vector<double>& outcomes) const {
  outcomes.clear();
  finish_cost(outcomes);
  put_ladder(ladder_, relapses_, months_, outcomes);
  finish_response(world, outcomes);
  finish_means(world, outcomes);
}

void ObjectOutcomes::finish_cost(std::vector<double>& outcomes) const {
  put(std::array{crisis_, policy_, asset_, asset_ - crisis_}, 1, outcomes);
  put(by_component_, 1, outcomes);
  outcomes.push_back(policy_);  // the last component
  put(by_dispute_, 1, outcomes);
  put(by_country_, 1, outcomes);
  put(by_year_, 1, outcomes);
  put(by_payer_, 1, outcomes);
  put(std::array{output_, ammunition_}, months_, outcomes);
  put(std::array{peacekeepers_, support_}, 1, outcomes);
}

void ObjectOutcomes::finish_response(ObjectWorld& world, std::vector<double>& outcomes) const {
  double gained = 0;
  for (auto const& segment : world.segments) {
    double const cost = segment->facts.km * world.region().transport.cost_per_km;
    if (segment->facts.country >= 0) gained += (segment->quality.now - segment->start_quality) * cost;
  }
  surge_.put(outcomes);
  put(std::array{throughput_}, months_, outcomes);
  outcomes.push_back(throughput_min_);
  put(without_, months_, outcomes);
  put(std::array{robust_, redundancy_, transit_, wait_}, months_, outcomes);
  outcomes.push_back(ratio_or_missing(gained, infrastructure_));
}

void ObjectOutcomes::finish_means(ObjectWorld& world, std::vector<double>& outcomes) const {
  for (Doubles const& sums : country_means_) put(sums, months_, outcomes);
  for (Doubles const* sums : {&mistrust_, &tension_, &perceived_cost_}) put(*sums, months_, outcomes);
  for (std::size_t k = 0; k < ended_variables; ++k) {
    for (auto const& country : world.countries) outcomes.push_back(variables_of(*country)[k]);
  }
  put(std::array{spending_meur_, bandwidth_, crossings_, alignment_spread_, trust_spread_}, months_, outcomes);
  put(stance_, static_cast<double>(months_) * static_cast<double>(world.countries.size()), outcomes);
}

}  // namespace detente::bench
