#include "tools/bench/peers/scalar_outcomes.hpp"

#include <cmath>
#include <numeric>

namespace detente::bench {
namespace {

constexpr double least_war = 0.01;
constexpr int ended_rows = 10;  // the first rows are also outcomes at the end

/// The fields whose means are outcomes, in the order of the catalogue.
template <class Real>
std::array<std::vector<Real> const*, 20> mean_fields(ScalarState<Real> const& s, ScalarDerived<Real> const& d) {
  return {&s.oversight,
          &s.capture,
          &d.governance,
          &s.alignment,
          &s.trust,
          &s.access,
          &s.resilience,
          &s.fragmentation,
          &s.stability,
          &s.spending,
          &d.pressure,
          &d.dependence,
          &d.interoperability,
          &d.western_share,
          &d.leakage,
          &d.leakage_eu,
          &d.information_leakage,
          &s.mistrust,
          &s.tension,
          &d.perceived_cost};
}

void add(std::vector<double>& sums, auto const& values) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += static_cast<double>(values[i]);
}

void put_scaled(std::vector<double> const& sums, double by, std::vector<double>& outcomes) {
  for (double const sum : sums) outcomes.push_back(sum / by);
}

/// Standard deviation between the entities of a field.
template <class Real>
double spread(std::vector<Real> const& field) {
  double const n = static_cast<double>(field.size());
  double const mean = std::accumulate(field.begin(), field.end(), 0.0) / n;
  double squares = 0;
  for (Real const value : field) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / n);
}

}  // namespace

template <class Real>
ScalarOutcomes<Real>::ScalarOutcomes(ScalarWorld<Real> const& world, int months) : world_(world), months_(months) {
  ScalarPlace<Real> const& place = world.place;
  for (std::string const& product : place.region.products)
    is_ammunition_.push_back(product == "ammunition" || product == "propellant" ? 1 : 0);
  empty_.by_component.assign(crisis_components, 0);
  empty_.by_dispute.assign(place.disputes, 0);
  empty_.by_country.assign(place.countries, 0);
  empty_.by_year.assign((months + 11) / 12, 0);
  empty_.by_payer.assign(payers, 0);
  empty_.without.assign(place.corridors + place.countries, 0);
  for (auto const* field : mean_fields(world.reference, world.reference_derived))
    empty_.means.emplace_back(field->size(), 0.0);
  for (int const level : world.start.level) empty_.ladder.emplace_back(level);
  empty_.surges.resize(place.missions);
  sums_ = empty_;
}

template <class Real>
void ScalarOutcomes<Real>::begin() {
  sums_ = empty_;  // of the same sizes: nothing is allocated
}

template <class Real>
void ScalarOutcomes<Real>::observe(ScalarMonth<Real> const& month, ScalarState<Real> const& next,
                                   ScalarCost const& cost) {
  observe_cost(month, cost);
  observe_contribution(month);
  observe_ladder(month, next);
  observe_response(month, next);
  observe_means(month);
}

template <class Real>
void ScalarOutcomes<Real>::observe_cost(ScalarMonth<Real> const& month, ScalarCost const& cost) {
  double const discount = world_.plan.discount[month.index];
  for (int k = 0; k < crisis_components; ++k) {
    sums_.by_component[k] += discount * cost.part[k][0];
    for (int who = 0; who < payers; ++who) sums_.by_payer[who] += discount * cost.part[k][who];
  }
  sums_.crisis += discount * cost.crisis;
  sums_.by_year[month.index / 12] += discount * cost.crisis;
  sums_.policy += discount * cost.part[static_cast<std::size_t>(Component::policy)][0];
  for (std::size_t d = 0; d < cost.by_dispute.size(); ++d) sums_.by_dispute[d] += discount * cost.by_dispute[d];
  for (std::size_t i = 0; i < cost.by_country.size(); ++i) sums_.by_country[i] += discount * cost.by_country[i];
}

template <class Real>
void ScalarOutcomes<Real>::observe_contribution(ScalarMonth<Real> const& month) {
  ScalarState<Real> const& now = month.now;
  ScalarPlace<Real> const& place = world_.place;
  ScalarState<Real> const& reference = world_.reference;
  double usable = 0;
  double ammunition = 0;
  double given = 0;
  double peacekeepers = 0;
  double const war = now.war_intensity / std::max(static_cast<double>(reference.war_intensity), least_war);
  for (int i = 0; i < place.countries; ++i) {
    double output = 0;
    double shells = 0;
    for (int q = 0; q < place.products; ++q) {
      double const made = now.industry[i * place.products + q];
      output += made;
      if (is_ammunition_[q] != 0) shells += made;
    }
    double const usable_share = month.derived.interoperability[i] * now.alignment[i];
    usable += output * usable_share;
    ammunition += shells * usable_share;
    double const will = now.alignment[i] / std::max(static_cast<double>(reference.alignment[i]), least_war);
    given += place.support[i] * will * war * now.spending[i];
    peacekeepers += now.peacekeepers[i];
  }
  ShadowPrices<Real> const& price = world_.p.shadow_prices;
  double const start = world_.reference_derived.throughput;
  double const throughput = start > 0 ? month.derived.throughput / start : 0;
  double const yearly = price.output * usable + price.throughput * throughput + price.peacekeeper_year * peacekeepers +
                        price.support * given;
  sums_.asset += world_.plan.discount[month.index] * yearly / 12;
  sums_.output += usable;
  sums_.ammunition += ammunition;
  sums_.peacekeepers += peacekeepers / 12;
  sums_.support += given / 12;
}

template <class Real>
void ScalarOutcomes<Real>::observe_ladder(ScalarMonth<Real> const& month, ScalarState<Real> const& next) {
  for (std::size_t d = 0; d < sums_.ladder.size(); ++d) {
    sums_.ladder[d].take(
        {month.index + 1, month.now.level[d], next.level[d], month.now.settlement[d], next.settlement[d]}, months_,
        sums_.relapses);
  }
}

template <class Real>
void ScalarOutcomes<Real>::observe_response(ScalarMonth<Real> const& month, ScalarState<Real> const& next) {
  ScalarDerived<Real> const& derived = month.derived;
  for (int m = 0; m < world_.place.missions; ++m) {
    Mission const& mission = world_.place.region.missions[m];
    if (mission.reserve <= 0 || mission.disputes.empty()) continue;
    int level = 0;
    for (int const d : mission.disputes) level = std::max(level, month.now.level[d]);
    bool const alarmed = static_cast<Real>(level) >= world_.p.missions.surge_level;
    Real const above = next.strength[m] - month.levers.missions[m] * world_.reference.strength[m] - next.legacy[m];
    Real const called = called_reserve(world_.place, world_.p.missions, month.now, m, static_cast<Real>(level));
    sums_.surges[m].take(alarmed, std::max(above, Real(0)), called, mission.reserve, sums_.surge);
  }
  sums_.throughput += derived.throughput;
  sums_.throughput_min = std::min(sums_.throughput_min, static_cast<double>(derived.throughput));
  sums_.robust += derived.robust_throughput;
  sums_.redundancy += derived.redundancy;
  sums_.transit += derived.transit_hours;
  sums_.wait += derived.border_wait;
  add(sums_.without, derived.throughput_without);
  sums_.infrastructure += month.levers.infrastructure / 12.0;
}

template <class Real>
void ScalarOutcomes<Real>::observe_means(ScalarMonth<Real> const& month) {
  ScalarState<Real> const& now = month.now;
  auto const fields = mean_fields(now, month.derived);
  for (std::size_t k = 0; k < fields.size(); ++k) add(sums_.means[k], *fields[k]);
  for (int i = 0; i < world_.place.countries; ++i) {
    sums_.spending_meur += world_.place.spending_share[i] * world_.place.gdp[i] * now.spending[i];
    sums_.stance[0] += now.cooperate[i];
    sums_.stance[1] += now.hedge[i];
    sums_.stance[2] += now.defy[i];
  }
  sums_.bandwidth += now.eu_bandwidth;
  sums_.crossings += now.crossings;
  sums_.alignment_spread += spread(now.alignment);
  sums_.trust_spread += spread(now.trust);
}

template <class Real>
void ScalarOutcomes<Real>::finish_response(ScalarState<Real> const& end, std::vector<double>& outcomes) const {
  double gained = 0;
  for (int r = 0; r < world_.place.segments; ++r) {
    if (world_.place.segment_country[r] >= 0)
      gained += (end.quality[r] - world_.start.quality[r]) * world_.place.segment_cost[r];
  }
  sums_.surge.put(outcomes);
  outcomes.push_back(sums_.throughput / months_);
  outcomes.push_back(sums_.throughput_min);
  put_scaled(sums_.without, months_, outcomes);
  for (double const sum : {sums_.robust, sums_.redundancy, sums_.transit, sums_.wait})
    outcomes.push_back(sum / months_);
  outcomes.push_back(ratio_or_missing(gained, sums_.infrastructure));
}

template <class Real>
void ScalarOutcomes<Real>::finish(ScalarState<Real> const& end, ScalarDerived<Real> const& end_derived,
                                  std::vector<double>& outcomes) const {
  outcomes.clear();
  auto const put = [&outcomes](auto const& values) {
    for (auto const value : values) outcomes.push_back(static_cast<double>(value));
  };
  put(std::array{sums_.crisis, sums_.policy, sums_.asset, sums_.asset - sums_.crisis});
  put(sums_.by_component);
  outcomes.push_back(sums_.policy);  // the last component
  put(sums_.by_dispute);
  put(sums_.by_country);
  put(sums_.by_year);
  put(sums_.by_payer);
  put(std::array{sums_.output / months_, sums_.ammunition / months_, sums_.peacekeepers, sums_.support});
  put_ladder(sums_.ladder, sums_.relapses, months_, outcomes);
  finish_response(end, outcomes);
  for (std::vector<double> const& row : sums_.means) put_scaled(row, months_, outcomes);
  auto const fields = mean_fields(end, end_derived);
  for (int k = 0; k < ended_rows; ++k) put(*fields[k]);
  for (double const sum :
       {sums_.spending_meur, sums_.bandwidth, sums_.crossings, sums_.alignment_spread, sums_.trust_spread})
    outcomes.push_back(sum / months_);
  for (double const months : sums_.stance) outcomes.push_back(months / months_ / world_.place.countries);
}

template class ScalarOutcomes<double>;
template class ScalarOutcomes<float>;

}  // namespace detente::bench
