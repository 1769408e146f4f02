#include "models/observables.hpp"

#include "engine/config/evidence.hpp"
#include "engine/core/instances.hpp"
#include "models/events.hpp"

namespace detente {
namespace {

std::vector<std::string> names_of(auto const& entities) {
  std::vector<std::string> names;
  for (auto const& entity : entities) names.push_back(entity.name);
  return names;
}

template <std::size_t n>
std::vector<std::string> texts_of(std::array<std::string_view, n> const& names) {
  return {names.begin(), names.end()};
}

}  // namespace

template <class Real, int L>
Pack<Real, L> const& Observable<Real, L>::of(State<Real, L> const& state, Derived<Real, L> const& derived,
                                             MonthCost<Real, L> const& cost, int entity) const {
  switch (where.index()) {
    case 0:
      return (state.*std::get<0>(where))[entity];
    case 1:
      return state.*std::get<1>(where);
    case 2:
      return (derived.*std::get<2>(where))[entity];
    case 3:
      return derived.*std::get<3>(where);
    case 4:
      return (cost.*std::get<4>(where))[entity];
    default:
      return cost.*std::get<5>(where);
  }
}

template <class Real, int L>
std::vector<Observable<Real, L>> observables() {
  using S = State<Real, L>;
  using D = Derived<Real, L>;
  using C = MonthCost<Real, L>;
  using Names = std::vector<std::string>;
  std::vector<Observable<Real, L>> table;
  auto const add = [&table](std::string name, std::string unit, std::string meaning, Names dimensions, Bounds range,
                            bool summary, auto where, Timing timing = Timing::state) {
    table.push_back({{name, unit, meaning, dimensions, timing, range.lowest, range.highest, summary}, where});
  };
  bool const in_summary = true;
  bool const on_request = false;
  Names const world{};
  Names const country{"country"};
  Names const dispute{"dispute"};
  Bounds const index = unit_interval;
  Bounds const yearly{0, 20};

  add("us_regime", "1", "regime of US engagement: 0 engaged, 1 transactional, 2 disengaged", world, {0, 2}, on_request,
      &S::us_regime);
  add("us_attention", "1", "attention of the United States", world, index, in_summary, &S::us_attention);
  add("war_intensity", "1", "war in Ukraine, 1 = its worst year", world, index, in_summary, &S::war_intensity);
  add("shock", "1", "outside shocks still felt", world, {0, 4}, in_summary, &S::shock);
  add("eu_bandwidth", "1", "attention of the Union left for the region", world, index, in_summary, &S::eu_bandwidth);
  add("crossings", "1", "irregular crossings, start = 1", world, {0, 5}, in_summary, &S::crossings);
  add("cooperate", "1", "government cooperates (share of runs; without noise its probability)", country, index,
      on_request, &S::cooperate);
  add("hedge", "1", "government hedges", country, index, on_request, &S::hedge);
  add("defy", "1", "government defies", country, index, on_request, &S::defy);
  add("oversight", "1", "oversight of defence", country, index, in_summary, &S::oversight);
  add("capture", "1", "state capture", country, index, in_summary, &S::capture);
  add("alignment", "1", "alignment with the Union", country, index, in_summary, &S::alignment);
  add("trust", "1", "trust in the Union", country, index, in_summary, &S::trust);
  add("access", "1", "access delivered", country, index, in_summary, &S::access);
  add("resilience", "1", "resilience to hybrid pressure", country, index, in_summary, &S::resilience);
  add("fragmentation", "1", "fragmentation of authority", country, index, in_summary, &S::fragmentation);
  add("stability", "1", "political stability", country, index, in_summary, &S::stability);
  add("campaign", "1", "election campaign, 1 in the month it starts", country, index, on_request, &S::campaign);
  add("spending", "1", "defence spending, start = 1, growth of the economy apart", country, {0, 8}, in_summary,
      &S::spending);
  add("contract", "1", "main arms supplier, position in the coordinate supplier", country, {0, 20}, on_request,
      &S::contract);
  add("peacekeepers", "persons", "peacekeepers abroad", country, {0, 2000}, on_request, &S::peacekeepers);
  add("experience", "1", "experience from missions", country, index, on_request, &S::experience);
  add("propensity", "1", "what outside actors believe that pushing here brings", country, {-2, 2}, on_request,
      &S::propensity);
  add("stock", "MEUR", "arms in service", {"country", "supplier"}, {0, 1e5}, on_request, &S::stock);
  add("industry", "MEUR/year", "arms output", {"country", "product"}, {0, 5000}, on_request, &S::industry);
  add("pressure", "1", "hybrid pressure of an actor", {"adversary", "country"}, index, on_request, &S::pressure);
  add("dependence", "1", "dependence on an actor", {"adversary", "country"}, index, on_request, &S::dependence);
  add("mistrust", "1", "mistrust between two countries", {"pair"}, index, in_summary, &S::mistrust);
  add("tension", "1", "tension of a dispute", dispute, index, in_summary, &S::tension);
  add("level", "level",
      "level of escalation: 0 routine, 1 political crisis, 2 coercion, 3 armed stand-off, 4 lethal clash, 5 open "
      "conflict",
      dispute, {0, 5}, in_summary, &S::level);
  add("recency", "1", "memory of recent crises", dispute, {0, 2}, on_request, &S::recency);
  add("settlement", "1", "an agreement holds", dispute, index, in_summary, &S::settlement);
  add("strength", "persons", "strength of a mission", {"mission"}, {0, 50000}, in_summary, &S::strength);
  add("legacy", "persons", "force sent after a war", {"mission"}, {0, 50000}, on_request, &S::legacy);
  add("quality", "1", "quality of a road and rail segment", {"segment"}, index, on_request, &S::quality);

  add("governance", "1", "governance: oversight times what is not captured", country, index, in_summary,
      &D::governance);
  add("leak", "1", "share of own money that leaks", country, index, on_request, &D::leakage);
  add("leak_eu", "1", "share of EU money that leaks", country, index, on_request, &D::leakage_eu);
  add("infoleak", "1", "exposure of shared information", country, index, on_request, &D::information_leakage);
  add("total_pressure", "1", "hybrid pressure of all actors together", country, index, in_summary, &D::pressure);
  add("total_dependence", "1", "adversarial pull of all actors together", country, index, in_summary, &D::dependence);
  add("interoperability", "1", "interoperability with EU and NATO forces", country, index, in_summary,
      &D::interoperability);
  add("western_share", "1", "western part of the arms in service", country, index, on_request, &D::western_share);
  add("eligibility", "1", "part of the offered access that is granted", country, index, on_request, &D::eligibility);
  add("gap", "1", "alignment asked less access delivered", country, index, on_request, &D::gap);
  // Two weights of at most 1 (I4) are no weights of a mean: at the ends of their evidence they add up to 1.4.
  add("reward", "1", "trusted value of membership and access", country, {0, 2}, on_request, &D::reward);
  add("crisis_load", "1", "weight of crises on a country", country, index, on_request, &D::crisis_load);
  add("closure", "1", "share of passage closed", country, index, on_request, &D::closure);
  add("presence", "1", "presence of missions at a dispute", dispute, index, on_request, &D::presence);
  add("effort", "1", "diplomatic effort at a dispute", dispute, {0, 8}, on_request, &D::effort);
  add("perceived_cost", "1", "perceived cost of escalating", dispute, index, in_summary, &D::perceived_cost);
  add("up_rate", "1/year", "rate of moving up the ladder", dispute, yearly, on_request, &D::up_rate);
  add("down_rate", "1/year", "rate of moving down the ladder", dispute, yearly, on_request, &D::down_rate);
  add("settle_rate", "1/year", "rate at which an agreement would come", dispute, {0, 1}, on_request, &D::settle_rate);
  add("unsettle_rate", "1/year", "rate at which an agreement would fail", dispute, {0, 1}, on_request,
      &D::unsettle_rate);
  add("throughput", "class units", "military throughput of the network", world, {0, 50}, in_summary, &D::throughput);
  add("throughput_without", "class units", "throughput with a corridor closed, or a country that denies passage",
      {"closed"}, {0, 50}, on_request, &D::throughput_without);
  add("robust_throughput", "class units", "smallest throughput with one corridor closed", world, {0, 50}, in_summary,
      &D::robust_throughput);
  add("redundancy", "1", "robust throughput over throughput", world, index, on_request, &D::redundancy);
  add("transit_hours", "hours", "fastest transit, mean over exits", world, {0, 200}, in_summary, &D::transit_hours);
  add("border_wait", "hours", "waiting at borders, mean over segments with one", world, {0, 24}, on_request,
      &D::border_wait);

  add("crisis_cost", "MEUR/month", "crisis-management cost of the month, the Union's part, undiscounted", world,
      {0, 2000}, in_summary, &C::crisis, Timing::flow);
  add("cost", "MEUR/month", "cost of the month by component, the Union's part, undiscounted", {"component"}, {0, 2000},
      in_summary, &C::eu, Timing::flow);
  return table;
}

std::vector<Dimension> dimensions_of(Region const& region, int months) {
  std::vector<std::string> adversaries;
  std::vector<std::string> adversary_names;
  for (int e = 0; e < region.adversary_count(); ++e) {
    adversaries.push_back(region.adversary(e).id);
    adversary_names.push_back(region.adversary(e).name);
  }
  std::vector<std::string> closed = region.transport.corridors;
  for (Country const& country : region.countries) closed.push_back(country.id);
  std::vector<std::string> years;
  for (int year = 0; year * 12 < months; ++year) years.push_back(std::to_string(year));
  return {
      {"country", "countries of the region", ids_of(region.countries), names_of(region.countries)},
      {"actor", "external actors", ids_of(region.actors), names_of(region.actors)},
      {"adversary", "external actors whose influence counts against the Union", adversaries, adversary_names},
      {"pair", "pairs of countries", ids_of(region.pairs), {}},
      {"dispute", "disputes", ids_of(region.disputes), names_of(region.disputes)},
      {"mission", "missions, and the forces that would follow a war", ids_of(region.missions),
       names_of(region.missions)},
      {"corridor", "transport corridors", region.transport.corridors, {}},
      {"segment", "road and rail segments", ids_of(region.transport.segments), {}},
      {"closed", "what is closed: a corridor, or a country that denies passage", closed, {}},
      {"supplier", "arms suppliers", ids_of(region.suppliers), names_of(region.suppliers)},
      {"product", "products of the arms industry", region.products, {}},
      {"support_kind", "kinds of support to Ukraine", region.support_kinds, {}},
      {"component", "components of cost", component_names(), {}},
      {"payer", "who pays: the Union and its members, other NATO allies, the region", texts_of(payer_names), {}},
      {"stance", "stances of a government", texts_of(stance_names), {}},
      {"driver", "terms of the log hazard of a move or an agreement", driver_names(), {}},
      {"year", "years from the start, 0 is the first", years, {}, true},
  };
}

#define DETENTE_INSTANCE(Real, L)      \
  template struct Observable<Real, L>; \
  template std::vector<Observable<Real, L>> observables();
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
