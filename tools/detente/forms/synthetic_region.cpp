#include "tools/detente/forms/synthetic_region.hpp"

#include "tools/detente/forms/synthetic_lattice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace detente {
namespace {

constexpr double weight_of_all = 4.0;  // of the disputes together, as in a small region: the Union has one attention

/// Writes the parts of a region file one after the other.
class RegionWriter {
 public:
  RegionWriter(SyntheticSize const& size, std::string& text)
      : dice_(size.seed), lattice_(size, dice_), out_(std::back_inserter(text)) {}

  void write() {
    world();
    countries();
    actors();
    disputes();
    pairs();
    missions();
    transport();
    status_quo();
  }

 private:
  template <class... Arguments>
  void put(fmt::format_string<Arguments...> form, Arguments&&... arguments) {
    out_ = fmt::format_to(out_, form, std::forward<Arguments>(arguments)...);
  }
  double between(double low, double high, std::string const& id, char const* what) const {
    return dice_.between(low, high, id, what);
  }

  void world() {
    put("world: {{us_regime: transactional, war_intensity: 0.5, crossings: 1.0}}\n\n"
        "products: [ammunition, platforms, maintenance]\nsupport_kinds: [military, financial]\n\n");
  }

  void countries() {
    put("countries:\n");
    for (std::size_t i = 0; i < lattice_.countries.size(); ++i) country(lattice_.countries[i], static_cast<int>(i) + 1);
  }

  void country(std::string const& id, int number) {
    double const population = between(5e5, 2e7, id, "population");
    double const nato = dice_.with_chance(0.4, id, "nato") ? 1 : 0;
    double const cooperate = nato > 0 ? 0.8 : between(0.2, 0.7, id, "cooperate");
    double const defy = (1 - cooperate) * between(0.1, 0.5, id, "defy");
    put("  {}:\n    name: Synthetic country {}\n    population: {:.0f}\n    gdp: {:.0f}\n", id, number, population,
        population * between(0.006, 0.02, id, "gdp"));
    put("    growth: {:.3f}\n    nato: {:.0f}\n    nationalism: {:.2f}\n", between(0.01, 0.04, id, "growth"), nato,
        between(0.2, 0.8, id, "nationalism"));
    put("    election: {{first: 20{}-{:02}, period: 48, early: {:.2f}}}\n",
        dice_.with_chance(0.5, id, "year") ? 27 : 28, 1 + static_cast<int>(between(0, 12, id, "month")),
        between(0, 0.5, id, "early"));
    put("    usual_crisis: {:.3f}\n", between(0.01, 0.08, id, "usual_crisis"));
    for (char const* index : {"oversight", "capture", "alignment", "trust", "resilience", "fragmentation", "stability"})
      put("    {}: {:.2f}\n", index, between(0.3, 0.7, id, index));
    put("    stance: {{cooperate: {:.3f}, hedge: {:.3f}, defy: {:.3f}}}\n", cooperate,
        1 - std::stod(fmt::format("{:.3f}", cooperate)) - std::stod(fmt::format("{:.3f}", defy)), defy);
    arms(id);
    put("    peacekeepers: {:.0f}\n    support: {{military: {:.1f}}}\n", between(0, 200, id, "peacekeepers"),
        between(0, 20, id, "support"));
  }

  void arms(std::string const& id) {
    static constexpr std::array<char const*, 5> makers{"EU", "US", "NORTH", "EAST", "domestic"};
    int const first = static_cast<int>(between(0, 5, id, "maker"));
    int const second = (first + 1 + static_cast<int>(between(0, 4, id, "second maker"))) % 5;
    double const share = between(0.55, 0.9, id, "share");
    put("    spending_share: {:.4f}\n    spending_plan: {{2026-01: 1.0, 2034-01: {:.2f}}}\n    equipment_share: "
        "{:.2f}\n",
        between(0.01, 0.03, id, "spending"), between(0.9, 1.8, id, "plan"), between(0.15, 0.45, id, "equipment"));
    put("    stock: {{shares: {{{}: {:.2f}, {}: {:.2f}}}, years: {:.0f}}}\n    contract: {}\n", makers[first], share,
        makers[second], 1 - std::stod(fmt::format("{:.2f}", share)), between(5, 14, id, "years"), makers[first]);
    put("    industry: {{ammunition: {:.1f}, maintenance: {:.1f}}}\n", between(0, 60, id, "ammunition"),
        between(1, 20, id, "maintenance"));
  }

  void actors() {
    put("\nactors:\n  EU: {{name: European Union, adversity: 0}}\n  NATO: {{name: NATO, adversity: 0}}\n"
        "  US: {{name: United States, adversity: 0}}\n");
    for (char const* id : {"NORTH", "EAST"}) {
      bool const is_north = std::string(id) == "NORTH";
      put("  {}:\n    name: Synthetic patron {}\n    adversity: {}\n    capacity: 1.0\n    distraction: {}\n"
          "    vacuum: 0.3\n    focus: 1.2\n    elsewhere: 0.5\n",
          id, id, is_north ? 1.0 : 0.5, is_north ? 0.4 : 0.05);
      by_country("value", id, 0.3, 0, 0.9);
      by_country("pressure", id, 0.1, 0.02, 0.35);
      by_country("dependence", id, 0.1, 0.02, 0.4);
    }
    put("\nsuppliers:\n  EU: {{name: EU makers, compat: 1.00, opacity: 0.20, eu: true, western: true}}\n"
        "  US: {{name: US makers, compat: 0.95, opacity: 0.15, western: true}}\n"
        "  NORTH: {{name: makers of NORTH, compat: 0.10, opacity: 0.90, actor: NORTH}}\n"
        "  EAST: {{name: makers of EAST, compat: 0.05, opacity: 0.95, actor: EAST}}\n"
        "  domestic: {{name: home industry, compat: 0.60, opacity: 0.60, domestic: true}}\n");
  }

  /// A third of the countries stand out, the rest is alike.
  void by_country(char const* what, std::string const& actor, double usual, double low, double high) {
    put("    {}:\n      default: {}\n", what, usual);
    for (std::string const& country : lattice_.countries) {
      if (dice_.with_chance(1.0 / 3, actor + "/" + country, what))
        put("      {}: {:.2f}\n", country, between(low, high, actor + "/" + country + "/", what));
    }
  }

  void disputes() {
    put("\ndisputes:\n");
    double const weight = weight_of_all / static_cast<double>(lattice_.disputes.size());
    for (SyntheticLattice::Dispute const& dispute : lattice_.disputes) {
      std::string const& id = dispute.id;
      std::string const& first = lattice_.countries[dispute.first];
      if (dispute.second < 0) {
        put("  {}:\n    name: {}, internal\n    parties: {{{}: 1.0}}\n    exposure: {{{}: 0.5}}\n", id, first, first,
            first);
      } else {
        std::string const& second = lattice_.countries[dispute.second];
        put("  {0}:\n    name: {1} - {2}\n    parties: {{{1}: 0.5, {2}: 0.5}}\n    pair: [{1}, {2}]\n"
            "    exposure: {{{1}: {3:.2f}}}\n",
            id, first, second, between(0.2, 1, id, "exposure"));
      }
      double const recency = between(0.2, 0.9, id, "recency");
      put("    people: {:.0f}\n    tension: {:.2f}\n    escalation_cost: 0.60\n    level: {}\n",
          between(1e5, 2e6, id, "people"), between(0.25, 0.6, id, "tension"),
          dice_.with_chance(0.2, id, "level") ? 1 : 0);
      put("    recency: {0:.2f}\n    usual_recency: {0:.2f}\n    usual_level: {1:.3f}\n    weight: {2:.6g}\n", recency,
          between(0.05, 0.4, id, "usual_level"), between(0.5, 1.5, id, "weight") * weight);
      put("    up_offset: [{:.2f}, {:.2f}, {:.2f}, -1.50, 0.00]\n", between(-1.5, 0.5, id, "up 0"),
          between(-1, 0.5, id, "up 1"), between(-1, 0.5, id, "up 2"));
    }
  }

  void pairs() {
    put("\npairs:{}\n", lattice_.pairs.empty() ? " []" : "");
    for (auto const& [i, j] : lattice_.pairs) {
      std::string const first = lattice_.countries[i];
      std::string const second = lattice_.countries[j];
      std::string const id = first + "-" + second;
      std::string const dispute = fmt::format("D_{}_{}", first, second);
      bool const is_disputed = dice_.with_chance(0.25, dispute, "disputed");
      put("  - {{between: [{}, {}], mistrust: {:.2f}, rivalry: [{:.2f}, {:.2f}]{}}}\n", first, second,
          between(0.1, 0.7, id, "mistrust"), between(0, 0.3, id, "rivalry"), between(0, 0.3, id, "rivalry back"),
          is_disputed ? ", dispute: " + dispute : "");
    }
  }

  void missions() {
    bool const has_any = std::any_of(lattice_.disputes.begin(), lattice_.disputes.end(),
                                     [](SyntheticLattice::Dispute const& dispute) { return dispute.has_mission; });
    put("\nmissions:{}\n", has_any ? "" : " {}");
    for (SyntheticLattice::Dispute const& dispute : lattice_.disputes) {
      if (!dispute.has_mission) continue;
      bool const is_nato = dice_.with_chance(0.5, dispute.id, "authority");
      put("  M_{0}:\n    name: Mission in {0}\n    authority: {1}\n    strength: {2:.0f}\n    reserve: {3:.0f}\n"
          "    mandate: {4}\n    area: {5}\n    disputes: [{0}]\n    cost_per_person_year: 0.085\n"
          "    surge_cost_per_person_year: 0.10\n    payers: {{EU: 0.7, NATO: 0.3, region: 0}}\n",
          dispute.id, is_nato ? "nato" : "eu", between(200, 3000, dispute.id, "strength"),
          between(0, 800, dispute.id, "reserve"), is_nato ? 1.0 : 0.6, lattice_.countries[dispute.first]);
    }
    put("post_conflict:\n  name: Force after open conflict\n  authority: nato\n  mandate: 1.0\n"
        "  cost_per_person_year: 0.085\n  surge_cost_per_person_year: 0.10\n"
        "  payers: {{EU: 0.68, NATO: 0.32, region: 0}}\n");
  }

  /// Roads of their own for every group: from its entry over a hub in each country to its exit.
  void transport() {
    put("\ntransport:\n  entries:\n");
    for (std::size_t g = 0; g < lattice_.groups.size(); ++g)
      put("    E{}: {:.0f}\n", g + 1, between(6, 40, fmt::format("E{}", g + 1), "hours"));
    put("  exits: [");
    for (std::size_t g = 0; g < lattice_.groups.size(); ++g) put("{}X{}", g == 0 ? "" : ", ", g + 1);
    put("]\n  cost_per_km: 8.0\n  corridors: [");
    for (std::size_t g = 0; g < lattice_.groups.size(); ++g) put("{}K{}", g == 0 ? "" : ", ", g + 1);
    put("]\n  segments:\n");
    for (std::size_t g = 0; g < lattice_.groups.size(); ++g) roads(static_cast<int>(g));
  }

  void roads(int group) {
    auto const [first, last] = lattice_.groups[group];
    auto const hub = [&](int country) { return "H" + lattice_.countries[country].substr(1); };
    std::string const corridor = fmt::format("K{}", group + 1);
    int const gates = std::min(2, last - first);  // countries at either end
    for (int k = 0; k < gates; ++k)
      road(fmt::format("E{}", group + 1), hub(first + k), first + k, k == 0 ? corridor : "link");
    for (int i = first + 1; i < last; ++i) road(hub(i - 1), hub(i), i, corridor);
    for (int i = first + 2; i < last; ++i) road(hub(i - 2), hub(i), i, "link");
    for (int k = 1; k <= gates; ++k)
      road(hub(last - k), fmt::format("X{}", group + 1), last - k, k == 1 ? corridor : "link");
  }

  void road(std::string const& from, std::string const& to, int country, std::string const& corridor) {
    std::string const id = fmt::format("r_{}_{}", from, to);
    put("    - {{id: {}, from: {}, to: {}, country: {}, corridor: {}, km: {:.0f}, capacity: {:.0f}, quality: {:.2f}, "
        "wait: {:.1f}}}\n",
        id, from, to, lattice_.countries[country], corridor, between(50, 300, id, "km"), between(4, 12, id, "capacity"),
        between(0.3, 0.9, id, "quality"), between(0, 1.2, id, "wait"));
  }

  void status_quo() {
    put("\nstatus_quo:\n  alignment_demand: 0.60\n  access.mobility: 0.10\n  access.governance: 0.15\n"
        "  access.industry: 0.15\n  promise: 0.60\n  pace: 0.20\n  conditionality: 0.60\n  benchmark: 0.50\n"
        "  verification: 0.30\n  audit: 0.30\n  capacity_building: 5\n  infrastructure: {}\n"
        "  infrastructure_shares: {{default: {}}}\n  resilience_aid: 2.0\n  coordination: 0.20\n  mediation: 0.50\n"
        "  missions: {{default: 1.0}}\n  frontex_officers: 500\n",
        60 * lattice_.countries.size(), 1.0 / static_cast<double>(lattice_.groups.size()));
  }

  SyntheticDice dice_;
  SyntheticLattice lattice_;
  std::back_insert_iterator<std::string> out_;
};

std::string head(SyntheticSize const& size, char const* what) {
  return fmt::format(
      "# Synthetic: {}. It stands for no place, and its numbers are drawn, not known.\n"
      "# Written by `detente init --synthetic {} --seed {}` for trials of scale; the same call gives the same file.\n",
      what, size.countries, size.seed);
}

}  // namespace

std::string synthetic_region(SyntheticSize const& size) {
  std::string text = head(size, "countries on a lattice, with disputes, missions and roads in proportion");
  text += fmt::format("schema: detente/region@1\nname: Synthetic region of {}\nstart: 2026-01\n\n", size.countries);
  RegionWriter(size, text).write();
  return text;
}

std::string synthetic_policies(SyntheticSize const& size) {
  return head(size, "policies for a region beside this file") +
         "schema: detente/policies@1\n\n"
         "# Everything stays as it is.\nstatus_quo: {}\n\n"
         "# More access for more responsibility, with safeguards.\n"
         "open_doors:\n  access.mobility: {2028-01: 0.80}\n  access.governance: {2028-01: 0.70}\n"
         "  access.industry: {2028-01: 0.70}\n  pace: {2030-01: 0.60}\n  verification: {2028-01: 0.80}\n"
         "  audit: {2028-01: 0.80}\n  mediation: {2027-01: 0.80}\n";
}

std::string synthetic_scenarios(SyntheticSize const& size) {
  return head(size, "outside worlds for a region beside this file") +
         "schema: detente/scenarios@1\n\n"
         "# A war elsewhere winds down slowly.\nbaseline:\n  war_path: {2026-01: 0.50, 2030-01: 0.30}\n\n"
         "# The world stands still.\nreference:\n  hold: reference\n";
}

std::string synthetic_experiment(SyntheticSize const& size, std::string const& parameters, std::string const& file) {
  bool const is_small = size.countries <= 100;
  int const runs = is_small ? 256 : size.countries <= 1000 ? 64 : 16;
  std::string const summary =
      is_small ? "default" : "[us_attention, war_intensity, eu_bandwidth, throughput, transit_hours, crisis_cost]";
  return head(size, "an experiment on the region beside this file") +
         fmt::format(
             "#   detente check {0}\n#   detente run {0}\n"
             "schema: detente/experiment@1\nregion: region.yaml\nparameters: {1}\n\n"
             "experiment: {{name: synthetic_{2}, seed: {3}, months: 120, precision: double}}\nnoise: on\n\n"
             "policies: {{from: policies.yaml, use: [status_quo, open_doors]}}\nbaseline: status_quo\n"
             "scenarios: {{from: scenarios.yaml, use: [baseline]}}\n\n"
             "# Memory grows with countries times runs; a summary of single countries costs a histogram each.\n"
             "design: {{type: mc, samples: {4}, replications: 1}}\n"
             "record:\n  summary: {5}\n  events: {{first: 16}}\n",
             file, parameters, size.countries, size.seed, runs, summary);
}

}  // namespace detente
