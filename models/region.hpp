#pragma once

#include "engine/config/dated_path.hpp"
#include "engine/core/calendar.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace detente {

class ConfigNode;

// The place: sets of entities with their starting values and constants, as the region file gives them. Indices refer to
// positions in the vectors of Region; -1 is "none". Indices of the text are in [0, 1], money in million euro (MEUR) at
// 2025 prices, rates per year, unless a comment says otherwise.

enum class UsRegime { engaged, transactional, disengaged };
inline constexpr int us_regimes = 3;
inline constexpr std::array<std::string_view, us_regimes> us_regime_names{"engaged", "transactional", "disengaged"};
enum class Stance { cooperate, hedge, defy };
inline constexpr int stances = 3;
inline constexpr std::array<std::string_view, stances> stance_names{"cooperate", "hedge", "defy"};
inline constexpr int levels = 6;  // of escalation: 0 routine .. 5 open conflict
enum class Authority { nato, eu };
inline constexpr std::array<std::string_view, 2> authority_names{"nato", "eu"};
enum class Payer { eu, nato, region };
inline constexpr int payers = 3;
inline constexpr std::array<std::string_view, payers> payer_names{"EU", "NATO", "region"};

struct Country {
  std::string id, name;
  double population = 0;  // persons
  double gdp = 0;         // MEUR a year at the start
  double growth = 0;      // real, per year
  double nato = 0;        // 1 for members, else 0
  double nationalism = 0;
  YearMonth first_election;
  int election_period = 48;   // months
  double early_election = 0;  // per year at stability 0
  double usual_crisis = 0;    // mean crisis load in the start world
  double oversight = 0, capture = 0, alignment = 0, trust = 0, resilience = 0, fragmentation = 0, stability = 0;
  std::array<double, stances> stance{};  // usual shares, sum 1
  double spending_share = 0;             // of GDP at the start
  DatedPath spending_plan{1.0};          // relative to the start
  double equipment_share = 0;            // of spending
  std::vector<double> stock_shares;      // by supplier, sum 1
  double stock_years = 0;                // size of the stock in years of equipment money
  int contract = 0;                      // main supplier at the start
  std::vector<double> appeal;            // by supplier: what announced programmes add to its utility
  std::vector<double> industry;          // by product [MEUR a year of output]
  std::vector<DatedPath> coproduction;   // by product [MEUR a year]
  DatedPath peacekeepers{0.0};           // persons abroad
  std::vector<double> support;           // to Ukraine by kind [MEUR a year]
};

struct Actor {
  std::string id, name;
  double adversity = 0;    // how far its influence counts against the EU
  double capacity = 1;     // scale of its effort
  double distraction = 0;  // share of effort lost at war intensity 1
  double vacuum = 0;       // growth of effort as US attention goes
  double focus = 1;        // how sharply it chooses where to push
  double elsewhere = 0.5;  // share of its effort spent outside the region at the reference
  std::vector<double> value = {}, pressure = {}, dependence = {};  // by country; empty for actors without adversity
};

struct Supplier {
  std::string id, name;
  double compat = 0;   // with EU and NATO standards
  double opacity = 0;  // of its contracts
  int adversary = -1;  // whose influence its arms carry: index into Region::adversaries
  bool eu = false, western = false, domestic = false;
};

/// A number of one country; a list of them holds what is above 0, in the order of the countries.
struct CountryShare {
  int country = 0;
  double share = 0;
  friend bool operator==(CountryShare const&, CountryShare const&) = default;
};

/// The share of a country in a list in order; 0 if it is not there.
double share_of(std::vector<CountryShare> const& shares, int country);

struct Dispute {
  std::string id, name;
  std::vector<CountryShare> parties;  // weights, sum 1
  std::vector<CountryShare> exposed;  // how far a crisis here touches a country
  int pair = -1;                      // index into Region::pairs
  double people = 0;                  // persons where a force after a war would stand
  double tension = 0, escalation_cost = 0.5;
  double level = 0;       // 0..5
  double settlement = 0;  // 1 if an agreement holds
  double recency = 0, usual_recency = 0, usual_level = 0;
  double weight = 1;                           // size of EU attention and cost
  std::array<double, levels - 1> up_offset{};  // log hazard, from level 0..4

  bool has_party(int country) const { return share_of(parties, country) > 0; }
};

struct CountryPair {
  std::string id;  // "SRB-XKX"
  int first = 0, second = 0;
  double mistrust = 0;
  double rivalry_of_first = 0, rivalry_of_second = 0;  // how strongly each reacts to the other's spending
  int dispute = -1;
};

struct Mission {
  std::string id, name;
  Authority authority = Authority::nato;
  double strength = 0;  // persons at the start
  double reserve = 0;   // persons on call
  double mandate = 1;   // weight: 1 robust, 0.6 traditional, 0.2 monitors
  double people = 1;    // of the area
  std::vector<int> disputes;
  double cost_per_person_year = 0, surge_cost_per_person_year = 0;  // [MEUR]
  std::array<double, payers> payer_share{};                         // sum 1
  bool has_lever = true;                                            // false for a force that only follows a war
};

struct Segment {
  std::string id, from, to;
  int country = -1;            // -1 outside the region
  std::vector<int> corridors;  // indices into Transport::corridors
  bool bypass = false;         // avoids the region: counts for transit, not for throughput
  double km = 0, capacity = 0, quality = 0;
  double wait = 0;  // hours at the border; 0: no border here
};

struct Entry {
  std::string node;
  double hours = 0;  // from western Europe
};

/// Where a node lies, in degrees.
struct NodePlace {
  std::string node, name;
  double latitude = 0, longitude = 0;
};

struct Transport {
  std::vector<Entry> entries;
  std::vector<std::string> exits;
  std::vector<Segment> segments;
  std::vector<std::string> corridors;
  double cost_per_km = 0;         // MEUR of EU money from quality 0 to 1
  std::vector<NodePlace> places;  // of all nodes, or empty; for maps alone, nothing computed depends on them
};

struct Region {
  std::string name;
  YearMonth start;
  std::vector<std::pair<std::string, std::string>> footnotes;  // country id, text
  UsRegime us_regime = UsRegime::transactional;
  double war_intensity = 0, crossings = 1;
  std::vector<Country> countries;
  std::vector<Actor> actors;
  std::vector<int> adversaries;  // indices of actors with adversity > 0
  std::vector<Supplier> suppliers;
  std::vector<std::string> products, support_kinds;
  std::vector<Dispute> disputes;
  std::vector<CountryPair> pairs;
  std::vector<Mission> missions;  // declared ones first, then a post_<dispute> for each dispute without
  Transport transport;

  int country_count() const { return static_cast<int>(countries.size()); }
  int supplier_count() const { return static_cast<int>(suppliers.size()); }
  int product_count() const { return static_cast<int>(products.size()); }
  int adversary_count() const { return static_cast<int>(adversaries.size()); }
  int dispute_count() const { return static_cast<int>(disputes.size()); }
  int pair_count() const { return static_cast<int>(pairs.size()); }
  int mission_count() const { return static_cast<int>(missions.size()); }
  int segment_count() const { return static_cast<int>(transport.segments.size()); }
  int corridor_count() const { return static_cast<int>(transport.corridors.size()); }
  Actor const& adversary(int index) const {
    return actors[static_cast<std::size_t>(adversaries[static_cast<std::size_t>(index)])];
  }
};

/// Disputes to which each country is party, in order.
std::vector<std::vector<int>> disputes_by_country(Region const& region);

/// Ids in order: region entities of one set.
template <class Entity>
std::vector<std::string> ids_of(std::vector<Entity> const& entities) {
  std::vector<std::string> ids;
  for (Entity const& entity : entities) ids.push_back(entity.id);
  return ids;
}

/// Reads a region (schema detente/region@1) below `node`; its `status_quo` block is read by read_status_quo. Faults are
/// collected in the node's tree; the result is usable only if there were none.
Region read_region(ConfigNode const& node);

}  // namespace detente
