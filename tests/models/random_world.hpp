#pragma once

#include "models/region_numbers.hpp"
#include "tests/models/security_bench.hpp"

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace detente {

// Worlds nobody thought of: regions, policies and coefficients that all follow from a few whole numbers, so that a
// property that fails says which world it failed in.

/// Numbers that are at an end of their range as often as in between: faults sit at the ends.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  /// 0 and 1 with a fifth each, else evenly between.
  double unit() {
    std::uint64_t const side = engine_() % 5;
    return side == 0 ? 0.0 : side == 1 ? 1.0 : even();
  }
  double even() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
  double between(double lowest, double highest) { return lowest + unit() * (highest - lowest); }
  int below(int count) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(count)); }
  bool coin() { return engine_() % 2 == 1; }

 private:
  std::mt19937_64 engine_;  // the same numbers everywhere; distributions of the library are not
};

/// How large a world is, and the seed of all its numbers.
struct WorldRecipe {
  int countries = 2, disputes = 1, missions = 0;
  std::uint64_t seed = 0;
};

/// A region in the words of a region file: countries in a row, a pair and a dispute between neighbours, further
/// disputes inside of countries, missions in the first disputes, two roads and one around.
class RegionText {
 public:
  explicit RegionText(WorldRecipe const& recipe) : it_(recipe), dice_(recipe.seed) {}

  std::string text() {
    std::string all =
        "schema: detente/region@1\nname: Anywhere\nstart: 2026-01\nproducts: [shells, ammunition]\n"
        "support_kinds: [money]\n";
    all += fmt::format("world: {{us_regime: {}, war_intensity: {}, crossings: 1}}\n",
                       std::array{"engaged", "transactional", "disengaged"}[dice_.below(3)], dice_.unit());
    all += "countries:\n";
    for (int i = 0; i < it_.countries; ++i) all += country(i);
    all += actors() +
           "suppliers:\n"
           "  WEST: {name: West, compat: 1, opacity: 0.2, eu: true, western: true}\n";
    all += fmt::format("  EAST: {{name: East, compat: {}, opacity: {}, actor: FOE}}\n", dice_.unit(), dice_.unit());
    all += "disputes:\n";
    for (int d = 0; d < it_.disputes; ++d) all += dispute(d);
    all += "pairs:\n";
    for (int q = 0; q + 1 < it_.countries; ++q) {
      all += fmt::format("  - {{between: [C{}, C{}], mistrust: {}, rivalry: [{}, {}]", q, q + 1, dice_.unit(),
                         dice_.unit(), dice_.unit());
      all += q < it_.disputes ? fmt::format(", dispute: D{}}}\n", q) : "}\n";
    }
    return all + missions() + transport() + status_quo();
  }

 private:
  std::string u() { return fmt::format("{}", dice_.unit()); }
  bool is_between(int d) const { return d + 1 < it_.countries; }

  std::string country(int i) {
    double const cooperate = dice_.unit();
    double const hedge = (1 - cooperate) * dice_.unit();
    double const west = dice_.unit();
    std::string text =
        fmt::format("  C{}:\n    {{name: Land, population: {}, gdp: {}, growth: {}, nato: {}, nationalism: {},\n", i,
                    dice_.between(1e5, 1e7), dice_.between(100, 1e5), dice_.between(-0.05, 0.1), dice_.below(2), u());
    text += fmt::format("     election: {{first: 2026-{:02}, period: {}, early: {}}}, usual_crisis: {},\n",
                        1 + dice_.below(12), 1 + dice_.below(48), dice_.unit(), dice_.between(0, 0.99));
    for (char const* index :
         {"oversight", "capture", "alignment", "trust", "resilience", "fragmentation", "stability"}) {
      text += fmt::format("     {}: {},\n", index, u());
    }
    text +=
        fmt::format("     stance: {{cooperate: {}, hedge: {}, defy: {}}},\n", cooperate, hedge, 1 - cooperate - hedge);
    text += fmt::format("     spending_share: {}, spending_plan: {{2026-01: 1, 2030-01: {}}}, equipment_share: {},\n",
                        dice_.between(1e-4, 0.1), dice_.between(0.1, 3), u());
    text += fmt::format("     stock: {{shares: {{WEST: {}, EAST: {}}}, years: {}}}, contract: {},\n", west, 1 - west,
                        dice_.between(1, 20), dice_.coin() ? "WEST" : "EAST");
    return text + fmt::format("     industry: {{shells: {}}}, peacekeepers: {}, support: {{money: {}}}}}\n",
                              dice_.between(0, 100), dice_.between(0, 200), dice_.between(0, 10));
  }

  std::string by_country(double highest) {
    std::string text = "{";
    for (int i = 0; i < it_.countries; ++i)
      text += fmt::format("{}C{}: {}", i == 0 ? "" : ", ", i, highest * dice_.unit());
    return text + "}";
  }

  std::string actors() {
    std::string text = "actors:\n  EU: {name: Union, adversity: 0}\n";
    for (char const* id : {"FOE", "RIVAL"}) {
      text += fmt::format(
          "  {}: {{name: Them, adversity: {}, capacity: {}, distraction: {}, vacuum: {}, focus: {}, elsewhere: {},\n",
          id, dice_.between(0.01, 1), dice_.between(0.1, 5), u(), dice_.between(0, 3), dice_.between(0, 5),
          dice_.between(0, 0.9));
      text +=
          fmt::format("    value: {}, pressure: {}, dependence: {}}}\n", by_country(1), by_country(1), by_country(1));
    }
    return text;
  }

  std::string dispute(int d) {
    double const first = 0.1 + 0.8 * dice_.even();
    std::string text = fmt::format("  D{}:\n    {{name: It, ", d);
    text += is_between(d)
                ? fmt::format("parties: {{C{}: {}, C{}: {}}}, pair: [C{}, C{}], ", d, first, d + 1, 1 - first, d, d + 1)
                : fmt::format("parties: {{C{}: 1}}, ", d % it_.countries);
    if (d >= it_.missions) text += fmt::format("people: {}, ", dice_.between(1e4, 1e6));
    text += fmt::format("tension: {}, escalation_cost: {}, level: {}, recency: {}, usual_recency: {},\n", u(),
                        dice_.between(0.01, 0.99), dice_.below(6), dice_.between(0, 2), dice_.between(0, 2));
    text += fmt::format("     usual_level: {}, weight: {}, up_offset: [", dice_.between(0, 5), dice_.between(0, 3));
    for (int level = 0; level < 5; ++level) text += fmt::format("{}{}", level == 0 ? "" : ", ", dice_.between(-2, 2));
    return text + "]}\n";
  }

  std::string missions() {
    std::string text = it_.missions == 0 ? "missions: {}\n" : "missions:\n";
    for (int m = 0; m < it_.missions; ++m) {
      text += fmt::format(
          "  M{}: {{name: Guard, authority: {}, strength: {}, reserve: {}, mandate: {}, area: C{}, disputes: [D{}],\n",
          m, dice_.coin() ? "nato" : "eu", dice_.between(10, 5000), dice_.between(0, 1000), u(), m % it_.countries, m);
      text +=
          "    cost_per_person_year: 0.08, surge_cost_per_person_year: 0.1, payers: {EU: 0.6, NATO: 0.3, "
          "region: 0.1}}\n";
    }
    return text +
           "post_conflict: {name: Force, authority: eu, mandate: 0.6, cost_per_person_year: 0.05,\n"
           "  surge_cost_per_person_year: 0.06, payers: {EU: 0.7, NATO: 0.2, region: 0.1}}\n";
  }

  std::string segment(std::string const& id, std::string const& from, std::string const& to, int country) {
    return fmt::format(
        "    - {{id: {}, from: {}, to: {}, country: C{}, corridor: {}, km: {}, capacity: {}, quality: {}, "
        "wait: {}}}\n",
        id, from, to, country, dice_.coin() ? "R1" : "R2", dice_.between(10, 500), dice_.between(0.5, 20), u(),
        dice_.between(0, 20));
  }

  std::string transport() {
    std::string text =
        "transport:\n  entries: {WES: 5}\n  exits: [EAS]\n  cost_per_km: 8\n  corridors: [R1, R2]\n  segments:\n";
    for (std::string const road : {"a", "b"}) {
      for (int i = 0; i < it_.countries; ++i) {
        std::string const from = i == 0 ? "WES" : fmt::format("{}{}", road, i);
        std::string const to = i + 1 == it_.countries ? "EAS" : fmt::format("{}{}", road, i + 1);
        text += segment(fmt::format("s_{}{}", road, i), from, to, i);
      }
    }
    return text +
           "    - {id: around, from: WES, to: EAS, country: '', corridor: bypass, km: 900, capacity: 20, quality: "
           "0.9}\n";
  }

  std::string status_quo() {
    std::string text = "status_quo:\n";
    for (char const* lever :
         {"alignment_demand", "access.mobility", "access.governance", "access.industry", "promise", "pace",
          "conditionality", "benchmark", "verification", "audit", "coordination", "mediation"}) {
      text += fmt::format("  {}: {}\n", lever, u());
    }
    text += fmt::format(
        "  capacity_building: {}\n  infrastructure: {}\n  infrastructure_shares: {{R1: 0.7, R2: 0.3}}\n"
        "  resilience_aid: {}\n  frontex_officers: {}\n",
        dice_.between(0, 20), dice_.between(0, 500), dice_.between(0, 10), dice_.between(0, 500));
    for (int m = 0; m < it_.missions; ++m) text += fmt::format("  missions.M{}: {}\n", m, dice_.between(0, 2));
    return text;
  }

  WorldRecipe it_;
  Dice dice_;
};

/// Rows of the parameter file, read once.
inline std::vector<ParameterRow> const& rows_of_parameters() {
  static std::vector<ParameterRow> const rows = [] {
    ConfigTree const tree = ConfigTree::load(std::string(DETENTE_SOURCE_DIR) + "/configs/parameters.yaml");
    return read_parameter_rows(tree.root());
  }();
  return rows;
}

/// Every coefficient somewhere in the range that its evidence gives it: `share()` of the way from the low end, asked
/// once a coefficient.
template <class Share>
void move_within_ranges(Parameters<double>& parameters, Share&& share) {
  std::size_t row = 0;
  Parameters<double>::describe(parameters, [&](auto& value, ParameterInfo const& info) {
    Evidence const& evidence = rows_of_parameters().at(row++).evidence;
    double const way = share();
    auto const of = [way](std::pair<double, double> const& ends) {
      return ends.first + way * (ends.second - ends.first);
    };
    auto const move = [&](auto const& self, auto& one) -> void {
      if constexpr (std::is_same_v<std::remove_reference_t<decltype(one)>, double>) {
        if (evidence.range) one = of(*evidence.range);
        if (evidence.factor_range) one *= of(*evidence.factor_range);
        one = std::clamp(one, info.valid.lowest, info.valid.highest);
      } else {
        for (auto& entry : one) self(self, entry);
      }
    };
    move(move, value);
  });
}

/// Every number of a region that may be uncertain, at a far end: indices at 0 or 1, other numbers at half or half as
/// much again; shares sum to 1.
inline void go_to_far_ends(Region& region, Dice& dice) {
  visit_region_numbers(region, [&](double& number, Movement movement, auto const&) {
    if (movement == Movement::index) number = dice.coin() ? 1 : 0;
    if (movement == Movement::relative) number *= dice.coin() ? 1.5 : 0.5;
  });
  for (Actor& actor : region.actors) actor.elsewhere = std::min(actor.elsewhere, 0.999);  // what a file may say
  for (Country& country : region.countries) {
    double const cooperate = dice.unit();
    double const hedge = (1 - cooperate) * dice.unit();
    country.stance = {cooperate, hedge, 1 - cooperate - hedge};
  }
}

/// Levers anywhere in their ranges, half of them moving within two years. The split of money by corridor stays.
inline Policy random_policy(Policy const& today, Region const& region, Dice& dice) {
  Policy policy = today;
  policy.id = "random";
  std::size_t at = 0;
  for (LeverInfo const& lever : lever_table()) {
    // Money and persons up to a thousandfold of what is usual; what is valid goes further.
    double const highest = std::min(lever.valid.highest, lever.unit == "1" ? 5.0 : 20000.0);
    for (std::size_t k = 0; k < lever_ids(lever, region).size(); ++k, ++at) {
      if (lever.scope == LeverScope::corridor) continue;
      double const now = dice.between(lever.valid.lowest, highest);
      double const then = dice.coin() ? now : dice.between(lever.valid.lowest, highest);
      policy.paths.at(at) = DatedPath({{region.start, now}, {YearMonth{region.start.index + 24}, then}});
    }
  }
  return policy;
}

/// One random policy in a random region with random coefficients, in one of a few courses of the world outside.
inline ArmInputs random_arm(WorldRecipe const& recipe) {
  static Parameters<double> const usual = arm_with().inputs.parameters;
  Dice dice(recipe.seed ^ 0x9E3779B97F4A7C15U);
  ConfigTree const place = ConfigTree::parse(RegionText(recipe).text(), "random.yaml");
  char const* const courses[] = {"{war_path: 0.9}", "{war_path: {2026-01: 0.9, 2029-01: 0.3}}",
                                 "{war_path: 0, us_hold: disengaged, capacity: {FOE: 1.5}}",
                                 "{war_path: 1, us_hold: engaged}"};
  ConfigTree const course = ConfigTree::parse(std::string("scenario: ") + courses[dice.below(4)] + "\n", "course.yaml");
  ArmInputs arm{.inputs = {read_region(place.root()), usual}, .status_quo = {}, .policy = {}, .scenario = {}};
  arm.status_quo = read_status_quo(place.root()["status_quo"], arm.inputs.region);
  place.throw_if_errors();
  move_within_ranges(arm.inputs.parameters, [&] { return dice.unit(); });
  arm.policy = random_policy(arm.status_quo, arm.inputs.region, dice);
  arm.scenario = read_scenario(course.root()["scenario"], "random", arm.inputs.region, arm.inputs.parameters);
  course.throw_if_errors();
  return arm;
}

}  // namespace detente
