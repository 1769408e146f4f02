#include "models/region.hpp"

#include "tests/models/small_region.hpp"
#include "tests/models/test_model.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

Country const& country(std::string const& id) {
  return balkans().countries[static_cast<std::size_t>(SingleBench::at(balkans().countries, id))];
}

TEST(Region, File_of_the_Balkans_has_its_entities_in_their_order) {
  EXPECT_EQ(balkans().name, "Western Balkans");
  EXPECT_EQ(balkans().start, YearMonth::of(2026, 1));
  EXPECT_EQ(ids_of(balkans().countries), (std::vector<std::string>{"ALB", "BIH", "XKX", "MNE", "MKD", "SRB"}));
  EXPECT_EQ(ids_of(balkans().actors), (std::vector<std::string>{"EU", "NATO", "US", "RUS", "CHN", "TUR"}));
  EXPECT_EQ(ids_of(balkans().suppliers),
            (std::vector<std::string>{"EU", "US", "TUR", "ISR", "RUS", "CHN", "domestic"}));
  EXPECT_EQ(balkans().products,
            (std::vector<std::string>{"ammunition", "propellant", "platforms", "maintenance", "uav"}));
  EXPECT_EQ(balkans().support_kinds, (std::vector<std::string>{"military", "humanitarian", "financial"}));
}

TEST(Region, World_of_the_Balkans_is_read) {
  EXPECT_EQ(balkans().us_regime, UsRegime::transactional);
  EXPECT_EQ(balkans().war_intensity, 0.90);
  EXPECT_EQ(balkans().crossings, 1.0);
  ASSERT_EQ(balkans().footnotes.size(), 1U);
  EXPECT_EQ(balkans().footnotes[0].first, "XKX");
}

// Would catch: two indices read from each other's key. Serbia's are all different but one pair, which Albania tells
// apart.
TEST(Region, Indices_of_a_country_are_read_where_they_belong) {
  Country const& serbia = country("SRB");

  EXPECT_EQ(serbia.oversight, 0.60);
  EXPECT_EQ(serbia.capture, 0.32);
  EXPECT_EQ(serbia.alignment, 0.47);
  EXPECT_EQ(serbia.trust, 0.38);
  EXPECT_EQ(serbia.resilience, 0.40);
  EXPECT_EQ(serbia.fragmentation, 0.35);
  EXPECT_EQ(serbia.stability, 0.49);
  EXPECT_EQ(serbia.nationalism, 0.75);
  EXPECT_EQ(serbia.usual_crisis, 0.084);
  EXPECT_EQ(serbia.stance, (std::array{0.15, 0.70, 0.15}));
  EXPECT_EQ(country("ALB").stance, (std::array{0.90, 0.08, 0.02}));
}

TEST(Region, Money_and_arms_of_a_country_are_read_where_they_belong) {
  Country const& kosovo = country("XKX");

  EXPECT_EQ(kosovo.population, 1594353);
  EXPECT_EQ(kosovo.gdp, 11500);
  EXPECT_EQ(kosovo.growth, 0.038);
  EXPECT_EQ(kosovo.nato, 0);
  EXPECT_EQ(country("MKD").nato, 1);
  EXPECT_EQ(kosovo.spending_share, 0.0185);
  EXPECT_EQ(kosovo.equipment_share, 0.40);
  EXPECT_EQ(kosovo.stock_shares, (std::vector{0.18, 0.46, 0.31, 0.02, 0.0, 0.0, 0.03}));
  EXPECT_EQ(kosovo.stock_years, 5);
  EXPECT_EQ(kosovo.contract, 1);
  EXPECT_EQ(kosovo.appeal, (std::vector{0.0, 0.0, 0.4, 0.0, 0.0, 0.0, 0.0}));
  EXPECT_EQ(kosovo.industry, (std::vector{0.5, 0.0, 0.0, 2.0, 0.5}));
  EXPECT_EQ(kosovo.support, (std::vector{3.75, 0.5, 0.0}));
}

TEST(Region, Elections_of_a_country_are_read) {
  EXPECT_EQ(country("BIH").first_election, YearMonth::of(2026, 10));
  EXPECT_EQ(country("BIH").election_period, 24);
  EXPECT_EQ(country("SRB").early_election, 0.70);
}

// Would catch: a path that starts at 0, or one product's money in another's place.
TEST(Region, Paths_of_a_country_are_read) {
  Country const& montenegro = country("MNE");
  Country const& macedonia = country("MKD");

  EXPECT_EQ(montenegro.spending_plan.at(YearMonth::of(2026, 1)), 0.95);
  EXPECT_NEAR(montenegro.spending_plan.at(YearMonth::of(2026, 7)), 1.025, 1e-15);
  EXPECT_EQ(montenegro.peacekeepers.at(YearMonth::of(2030, 1)), 20);
  EXPECT_EQ(macedonia.peacekeepers.at(YearMonth::of(2030, 1)), 190);
  EXPECT_EQ(macedonia.coproduction[1].at(YearMonth::of(2027, 1)), 12);
  EXPECT_EQ(macedonia.coproduction[2].at(YearMonth::of(2027, 1)), 0);
}

TEST(Region, Actors_with_adversity_are_the_adversaries) {
  ASSERT_EQ(balkans().adversary_count(), 3);
  EXPECT_EQ(balkans().adversary(0).id, "RUS");
  EXPECT_EQ(balkans().adversary(2).name, "Türkiye");
  EXPECT_EQ(balkans().adversary(1).adversity, 0.5);
  EXPECT_EQ(balkans().adversary(0).distraction, 0.45);
  EXPECT_EQ(balkans().adversary(0).vacuum, 0.35);
  EXPECT_EQ(balkans().adversary(0).focus, 1.5);
  EXPECT_EQ(balkans().adversary(0).elsewhere, 0.5);
  EXPECT_EQ(balkans().adversary(1).value, (std::vector{0.2, 0.4, 0.0, 0.4, 0.3, 0.9}));
  EXPECT_EQ(balkans().adversary(1).pressure, (std::vector{0.04, 0.08, 0.01, 0.10, 0.06, 0.15}));
  EXPECT_EQ(balkans().adversary(1).dependence, (std::vector{0.06, 0.15, 0.02, 0.22, 0.14, 0.45}));
}

// Would catch: the position among all actors in place of the one among adversaries.
TEST(Region, Suppliers_know_whose_influence_their_arms_carry) {
  std::vector<int> whose;
  for (Supplier const& supplier : balkans().suppliers) whose.push_back(supplier.adversary);

  EXPECT_EQ(whose, (std::vector<int>{-1, -1, 2, -1, 0, 1, -1}));
  EXPECT_TRUE(balkans().suppliers[0].eu && balkans().suppliers[0].western && !balkans().suppliers[0].domestic);
  EXPECT_TRUE(!balkans().suppliers[1].eu && balkans().suppliers[1].western);
  EXPECT_TRUE(balkans().suppliers[6].domestic);
  EXPECT_EQ(balkans().suppliers[4].compat, 0.10);
  EXPECT_EQ(balkans().suppliers[4].opacity, 0.90);
}

// Would catch: code that knows the Balkans.
TEST(Region, Another_region_is_another_file) {
  Region const region = region_of();

  EXPECT_EQ(ids_of(region.countries), (std::vector<std::string>{"AAA", "BBB"}));
  EXPECT_EQ(region.suppliers[1].adversary, 0);
  EXPECT_EQ(region.countries[1].appeal, (std::vector{0.0, -0.5}));
  EXPECT_EQ(region.countries[1].support, (std::vector{0.0}));
  EXPECT_EQ(region.countries[0].coproduction[0].at(region.start), 0.0);
  EXPECT_EQ(faults_of_region(small_region), "");
}

/// What a user reads when a part of the small region is replaced.
TEST(BrokenRegion, Regime_that_does_not_exist) {
  EXPECT_EQ(faults_with("us_regime: engaged", "us_regime: engagd"),
            "small.yaml:4:20: error: world.us_regime: 'engagd' is not one of the choices (engaged, transactional or "
            "disengaged was expected)\n"
            "world: {us_regime: engagd, war_intensity: 0.5, crossings: 1.0}\n"
            "                   ^\n"
            "hint: did you mean 'engaged'?");
}

TEST(BrokenRegion, Crossings_that_are_no_index_of_the_start) {
  EXPECT_EQ(faults_with("crossings: 1.0", "crossings: 2"),
            "small.yaml:4:60: error: world.crossings: 2 lies above 1 (a number from 1 to 1 was expected)\n"
            "world: {us_regime: engaged, war_intensity: 0.5, crossings: 2}\n"
            "                                                           ^");
}

TEST(BrokenRegion, Product_that_stands_twice) {
  EXPECT_EQ(faults_with("products: [shells]", "products: [shells, shells]"),
            "small.yaml:5:20: error: 'shells' stands here twice (each once)\n"
            "products: [shells, shells]\n"
            "                   ^");
}

TEST(BrokenRegion, Half_a_membership_of_NATO) {
  EXPECT_EQ(faults_with("nato: 1", "nato: 0.5"),
            "small.yaml:13:11: error: membership 0.5 (0 or 1)\n"
            "    nato: 0.5\n"
            "          ^");
}

// Would catch: a country always in crisis, by whose calm the model divides.
TEST(BrokenRegion, Country_that_is_always_in_crisis) {
  EXPECT_EQ(
      faults_with("usual_crisis: 0.1", "usual_crisis: 1"),
      "small.yaml:16:19: error: countries.AAA.usual_crisis: 1 lies above 0.99 (a number from 0 to 0.99 was expected)\n"
      "    usual_crisis: 1\n"
      "                  ^");
}

TEST(BrokenRegion, Stances_that_do_not_sum_to_1) {
  EXPECT_EQ(faults_with("cooperate: 0.7", "cooperate: 0.8"),
            "small.yaml:20:5: error: shares sum to 1.1 (1)\n"
            "    stance: {cooperate: 0.8, hedge: 0.2, defy: 0.1}\n"
            "    ^");
}

TEST(BrokenRegion, Election_without_a_period) {
  EXPECT_EQ(faults_with("period: 48", "period: 0"),
            "small.yaml:15:40: error: countries.AAA.election.period: 0 lies below 1 (a whole number from 1 to 1200 was "
            "expected)\n"
            "    election: {first: 2027-03, period: 0, early: 0.1}\n"
            "                                       ^");
}

TEST(BrokenRegion, Plan_that_begins_before_the_start) {
  EXPECT_EQ(
      faults_with("spending_plan: {2026-01", "spending_plan: {2025-01"),
      "small.yaml:26:21: error: date 2025-01 lies before the start 2026-01 (dates from the start on were expected)\n"
      "    spending_plan: {2025-01: 1.0, 2030-01: 1.5}\n"
      "                    ^");
}

TEST(BrokenRegion, Stock_that_does_not_sum_to_1) {
  EXPECT_EQ(faults_with("shares: {WEST: 1.0}", "shares: {WEST: 0.5}"),
            "small.yaml:28:13: error: shares sum to 0.5 (1)\n"
            "    stock: {shares: {WEST: 0.5}, years: 5}\n"
            "            ^");
}

TEST(BrokenRegion, Contract_with_no_one) {
  EXPECT_EQ(
      faults_with("contract: WEST", "contract: WESTT"),
      "small.yaml:29:15: error: countries.AAA.contract: 'WESTT' is not one of the choices (WEST or EAST was expected)\n"
      "    contract: WESTT\n"
      "              ^\n"
      "hint: did you mean 'WEST'?");
}

TEST(BrokenRegion, Product_that_no_one_makes) {
  EXPECT_EQ(faults_with("industry: {shells: 10}", "industry: {shels: 10}"),
            "small.yaml:30:16: error: countries.AAA.industry: unknown id 'shels' (shells or default was expected)\n"
            "    industry: {shels: 10}\n"
            "               ^\n"
            "hint: did you mean 'shells'?");
}

TEST(BrokenRegion, Misspelt_key_is_unknown_and_not_missing_too) {
  std::string const found = faults_with("    trust: 0.7\n", "    trusts: 0.7\n");

  EXPECT_EQ(found.find("missing key"), std::string::npos) << found;
  EXPECT_NE(found.find("small.yaml:21:5: error: unknown key 'trusts'"), std::string::npos) << found;
  EXPECT_NE(found.find("hint: did you mean 'trust'?"), std::string::npos) << found;
}

TEST(BrokenRegion, Actor_without_a_value_for_every_country) {
  EXPECT_EQ(faults_with("value: {AAA: 0.2, BBB: 0.6}", "value: {AAA: 0.2}"),
            "small.yaml:70:5: error: actors.FOE.value: no value for BBB (a value for every id, or `default` for the "
            "rest, was expected)\n"
            "    value: {AAA: 0.2}\n"
            "    ^");
}

TEST(BrokenRegion, Supplier_of_an_unknown_actor) {
  EXPECT_EQ(faults_with("actor: FOE", "actor: FOO"),
            "small.yaml:75:66: error: suppliers.EAST.actor: 'FOO' is not one of the choices (EU or FOE was expected)\n"
            "  EAST: {name: Eastern makers, compat: 0.1, opacity: 0.9, actor: FOO}\n"
            "                                                                 ^\n"
            "hint: did you mean 'FOE'?");
}

// Would catch: `--set region.actors.X.adversity=0`, the plain way to ask what a world without X is like, refused
// because the file still says what X would do.
TEST(BrokenRegion, Actor_whose_adversity_is_set_to_0_may_keep_the_rest) {
  EXPECT_EQ(faults_with("adversity: 0.8", "adversity: 0"), "");
}

TEST(BrokenRegion, All_faults_are_reported_in_one_pass) {
  std::string text = small_region_with("nato: 1", "nato: 3");
  text.replace(text.find("growth: 0.02"), 12, "growth: fast");
  text.replace(text.find("km: 200"), 7, "km: -20");

  std::string const found = faults_of_region(text);

  EXPECT_NE(found.find("countries.AAA.nato: 3 lies above 1"), std::string::npos) << found;
  EXPECT_NE(found.find("countries.BBB.growth: 'fast'"), std::string::npos) << found;
  EXPECT_NE(found.find("transport.segments[1].km: -20 lies below 0.1"), std::string::npos) << found;
}

TEST(BrokenRegion, Region_without_suppliers) {
  std::string const found = faults_with("suppliers:\n", "suppliers: {}\nignored:\n");

  EXPECT_NE(found.find("error: no supplier (at least one)"), std::string::npos) << found;
}

// Would catch: a crash where a message belongs, since so much is looked up among the countries.
TEST(BrokenRegion, Region_without_countries_is_refused_and_not_a_crash) {
  EXPECT_EQ(faults_with("countries:\n", "countries: {}\nignored:\n"),
            "small.yaml:7:1: error: no country (at least one)\n"
            "countries: {}\n"
            "^");
  EXPECT_EQ(faults_with("countries:\n", "countries: []\nignored:\n"),
            "small.yaml:7:1: error: countries: a list is not a map (a map was expected)\n"
            "countries: []\n"
            "^\n"
            "small.yaml:7:1: error: no country (at least one)\n"
            "countries: []\n"
            "^");
}

}  // namespace
}  // namespace detente
