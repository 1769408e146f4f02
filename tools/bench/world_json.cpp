#include "tools/bench/world_json.hpp"

#include "models/model_spec.hpp"
#include "models/transport_network.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <stdexcept>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

std::vector<double> by_month(YearMonth start, int months, std::function<double(YearMonth)> const& value) {
  std::vector<double> values;
  for (int month = 0; month < months; ++month) values.push_back(value(YearMonth{start.index + month}));
  return values;
}

Json parameters_json(Parameters<double> const& parameters) {
  Json json = Json::object();
  Parameters<double>::describe(
      parameters, [&json](auto const& value, ParameterInfo const& info) { json[std::string(info.key)] = value; });
  return json;
}

/// One list by entity a month, or one number a month for what is set once for all.
Json levers_json(Policy const& policy, Region const& region, int months) {
  std::size_t const levers = policy.paths.size();
  std::vector<double> const values = lever_values(policy, region.start, months);
  Json json = Json::object();
  std::size_t first = 0;
  for (LeverInfo const& lever : lever_table()) {
    std::size_t const count = lever_ids(lever, region).size();
    Json path = Json::array();
    for (int month = 0; month < months; ++month) {
      auto const at = values.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(month) * levers + first);
      if (lever.scope == LeverScope::world) {
        path.push_back(*at);
      } else {
        path.push_back(std::vector<double>(at, at + static_cast<std::ptrdiff_t>(count)));
      }
    }
    json[std::string(lever.name)] = path;
    first += count;
  }
  return json;
}

/// Whether a campaign starts by the calendar, by month.
std::vector<bool> campaigns(Country const& country, YearMonth start, int months) {
  std::vector<bool> starts;
  for (int month = 0; month < months; ++month) {
    int const since = start.index + month - country.first_election.index;
    starts.push_back(since >= 0 && since % country.election_period == 0);
  }
  return starts;
}

Json dated_json(Country const& country, YearMonth start, Scenario const& scenario, int months) {
  bool const held = scenario.holds_reference;
  Json coproduction = Json::array();
  for (DatedPath const& path : country.coproduction) {
    coproduction.push_back(
        by_month(start, months, [&](YearMonth date) { return held ? 0.0 : path.at(date) * scenario.coproduction; }));
  }
  return {
      {"campaign_starts", campaigns(country, start, months)},
      {"plan", by_month(start, months,
                        [&](YearMonth date) { return held ? 1.0 : country.spending_plan.at(date) * scenario.plans; })},
      {"deployment", by_month(start, months,
                              [&](YearMonth date) {
                                return held ? country.peacekeepers.at(start)
                                            : country.peacekeepers.at(date) * scenario.deployments;
                              })},
      {"coproduction", coproduction}};
}

Json country_json(Country const& country, YearMonth start, Scenario const& scenario, int months) {
  std::vector<double> appeal = country.appeal;
  for (std::size_t s = 0; s < appeal.size(); ++s) appeal[s] += scenario.appeal[s];
  double support = 0;
  for (double const kind : country.support) support += kind;
  Json json{{"id", country.id},
            {"population", country.population},
            {"gdp", country.gdp},
            {"growth", scenario.holds_reference ? 0.0 : country.growth},
            {"nato", country.nato},
            {"nationalism", country.nationalism},
            {"election_period", country.election_period},
            {"early_election", country.early_election},
            {"usual_crisis", country.usual_crisis},
            {"oversight", country.oversight},
            {"capture", country.capture},
            {"alignment", country.alignment},
            {"trust", country.trust},
            {"resilience", country.resilience},
            {"fragmentation", country.fragmentation},
            {"stability", country.stability},
            {"stance", country.stance},
            {"spending_share", country.spending_share},
            {"equipment_share", country.equipment_share},
            {"stock_shares", country.stock_shares},
            {"stock_years", country.stock_years},
            {"contract", country.contract},
            {"appeal", appeal},
            {"industry", country.industry},
            {"peacekeepers", country.peacekeepers.at(start)},
            {"support", support}};
  json.update(dated_json(country, start, scenario, months));
  return json;
}

Json actors_json(Region const& region, Scenario const& scenario) {
  Json json = Json::array();
  for (int e = 0; e < region.adversary_count(); ++e) {
    Actor const& actor = region.adversary(e);
    json.push_back({{"id", actor.id},
                    {"adversity", actor.adversity},
                    {"capacity", actor.capacity},
                    {"capacity_factor", scenario.capacity[static_cast<std::size_t>(e)]},
                    {"distraction", actor.distraction},
                    {"vacuum", actor.vacuum},
                    {"focus", actor.focus},
                    {"elsewhere", actor.elsewhere},
                    {"value", actor.value},
                    {"pressure", actor.pressure},
                    {"dependence", actor.dependence}});
  }
  return json;
}

Json suppliers_json(Region const& region) {
  Json json = Json::array();
  for (Supplier const& supplier : region.suppliers) {
    json.push_back({{"id", supplier.id},
                    {"compat", supplier.compat},
                    {"opacity", supplier.opacity},
                    {"adversary", supplier.adversary},
                    {"eu", supplier.eu},
                    {"western", supplier.western},
                    {"domestic", supplier.domestic}});
  }
  return json;
}

/// A share for every country, 0 for those that are not named.
std::vector<double> by_country(std::vector<CountryShare> const& shares, Region const& region) {
  std::vector<double> all;
  for (int i = 0; i < region.country_count(); ++i) all.push_back(share_of(shares, i));
  return all;
}

Json disputes_json(Region const& region, Shift const& shift) {
  Json json = Json::array();
  for (std::size_t d = 0; d < region.disputes.size(); ++d) {
    Dispute const& dispute = region.disputes[d];
    std::array<double, levels - 1> offset = dispute.up_offset;
    for (double& log_hazard : offset) log_hazard += shift.up_offset.empty() ? 0.0 : shift.up_offset[d];
    json.push_back({{"id", dispute.id},
                    {"party_weight", by_country(dispute.parties, region)},
                    {"exposure", by_country(dispute.exposed, region)},
                    {"pair", dispute.pair},
                    {"tension", dispute.tension},
                    {"escalation_cost", dispute.escalation_cost},
                    {"level", dispute.level},
                    {"settlement", dispute.settlement},
                    {"recency", dispute.recency},
                    {"usual_recency", dispute.usual_recency},
                    {"usual_level", dispute.usual_level},
                    {"weight", dispute.weight},
                    {"up_offset", offset}});
  }
  return json;
}

Json pairs_json(Region const& region) {
  Json json = Json::array();
  for (CountryPair const& pair : region.pairs) {
    json.push_back({{"id", pair.id},
                    {"first", pair.first},
                    {"second", pair.second},
                    {"mistrust", pair.mistrust},
                    {"rivalry_of_first", pair.rivalry_of_first},
                    {"rivalry_of_second", pair.rivalry_of_second},
                    {"dispute", pair.dispute}});
  }
  return json;
}

Json missions_json(Region const& region) {
  Json json = Json::array();
  for (Mission const& mission : region.missions) {
    json.push_back({{"id", mission.id},
                    {"authority", mission.authority == Authority::nato ? "nato" : "eu"},
                    {"strength", mission.strength},
                    {"reserve", mission.reserve},
                    {"mandate", mission.mandate},
                    {"people", mission.people},
                    {"disputes", mission.disputes},
                    {"cost_per_person_year", mission.cost_per_person_year},
                    {"surge_cost_per_person_year", mission.surge_cost_per_person_year},
                    {"payer_share", mission.payer_share},
                    {"has_lever", mission.has_lever}});
  }
  return json;
}

Json segments_json(Region const& region) {
  Json json = Json::array();
  for (Segment const& segment : region.transport.segments) {
    json.push_back({{"id", segment.id},
                    {"country", segment.country},
                    {"corridors", segment.corridors},
                    {"km", segment.km},
                    {"capacity", segment.capacity},
                    {"quality", segment.quality},
                    {"wait", segment.wait}});
  }
  return json;
}

Json operations_json(NetworkOperations const& operations) {
  Json json = Json::array();
  for (NetworkOperation const& operation : operations.list())
    json.push_back({operation.kind == NetworkOperation::Kind::sum ? "sum" : "minimum", operation.a, operation.b});
  return json;
}

Json cuts_json(ThroughputProgram const& program) {
  if (!program.enumerated)
    throw std::invalid_argument("the network has too many junctions for an enumeration of its cuts");
  return program.cuts;
}

Json network_json(Region const& region) {
  NetworkPrograms const programs(region);
  Json flows = Json::array();
  for (NetworkPrograms::Flow const& flow : programs.flows) flows.push_back(cuts_json(flow.program));
  Json closures = Json::array();
  for (std::vector<NetworkPrograms::Changed> const& changes : programs.closures) {
    Json changed = Json::array();
    for (auto const& [part, flow] : changes) changed.push_back({part, flow});
    closures.push_back(changed);
  }
  Json edges = Json::array();
  for (NetworkEdge const& edge : programs.routes.edges) edges.push_back({edge.u, edge.v, edge.value});
  std::vector<double> entry_hours;
  for (Entry const& entry : region.transport.entries) entry_hours.push_back(entry.hours);
  return {{"capacities", operations_json(programs.capacities)},
          {"hours", operations_json(programs.hours)},
          {"parts", programs.parts},
          {"flows", flows},
          {"closures", closures},
          {"routes",
           {{"nodes", programs.routes.nodes},
            {"edges", edges},
            {"entries", programs.routes.entries},
            {"entry_hours", entry_hours},
            {"exits", programs.routes.exits}}}};
}

/// What an experiment has moved at the start; empty lists are left out.
Json shift_json(Shift const& shift) {
  Json json = Json::object();
  auto const add = [&json](char const* name, std::vector<double> const& by) {
    if (!by.empty()) json[name] = by;
  };
  add("oversight", shift.oversight);
  add("capture", shift.capture);
  add("alignment", shift.alignment);
  add("trust", shift.trust);
  add("resilience", shift.resilience);
  add("fragmentation", shift.fragmentation);
  add("stability", shift.stability);
  add("quality", shift.quality);
  add("settlement", shift.settlement);
  return json;
}

}  // namespace

std::string world_json(ArmInputs const& inputs, int months) {
  Region const& region = inputs.inputs.region;
  Scenario const& scenario = inputs.scenario;
  Json countries = Json::array();
  for (Country const& country : region.countries)
    countries.push_back(country_json(country, region.start, scenario, months));
  bool const held = scenario.holds_reference;
  Json const json{
      {"schema", "detente/bench-world@1"},
      {"policy", inputs.policy.id},
      {"scenario", scenario.id},
      {"months", months},
      {"held", held},
      {"us_regime", static_cast<int>(region.us_regime)},
      {"us_hold", scenario.us_hold ? Json(static_cast<int>(*scenario.us_hold)) : Json()},
      {"war_intensity", region.war_intensity},
      {"war_path", by_month(region.start, months,
                            [&](YearMonth date) { return held ? region.war_intensity : scenario.war_path.at(date); })},
      {"crossings", region.crossings},
      {"countries", countries},
      {"actors", actors_json(region, scenario)},
      {"suppliers", suppliers_json(region)},
      {"products", region.products},
      {"disputes", disputes_json(region, scenario.shift)},
      {"pairs", pairs_json(region)},
      {"missions", missions_json(region)},
      {"corridors", region.transport.corridors},
      {"cost_per_km", region.transport.cost_per_km},
      {"segments", segments_json(region)},
      {"network", network_json(region)},
      {"shift", shift_json(scenario.shift)},
      {"base_parameters", parameters_json(inputs.inputs.parameters)},
      {"parameters", parameters_json(scenario.parameters)},
      {"status_quo", levers_json(inputs.status_quo, region, 1)},
      {"levers", levers_json(inputs.policy, region, months + 1)}};
  return json.dump();
}

}  // namespace detente
