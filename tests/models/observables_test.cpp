#include "models/observables.hpp"

#include "tests/models/security_bench.hpp"
#include "tests/models/state_packs.hpp"

#include <gtest/gtest.h>

#include <set>

namespace detente {
namespace {

/// Every pack of state, derived and cost gets a number of its own, another in every lane.
struct NumberedMonth {
  ModelBench<double, 16> bench;
  MonthCost<double, 16> cost;

  NumberedMonth() : cost(bench.region()) {
    double number = 0;
    auto const give = [&number](Pack<double, 16>& pack) { pack = Pack<double, 16>::LinSpaced(0.0, 0.15) + number++; };
    for (auto const& packs : packs_of(bench.state)) give(*packs.pack);
    for (auto const& packs : packs_of(bench.derived)) give(*packs.pack);
    for (auto& component : cost.eu) give(component);
    give(cost.crisis);
  }
};

/// Values of a variable by the labels of its entities.
std::map<std::string, Pack<double, 16>> read(NumberedMonth const& month, Observable<double, 16> const& variable) {
  std::map<std::string, Pack<double, 16>> values;
  int entity = 0;
  for (std::string const& label : labels_of(sets_of(month.bench, 12), variable.info.dimensions)) {
    values[label] = variable.of(month.bench.state, month.bench.derived, month.cost, entity++);
  }
  return values;
}

Observable<double, 16> variable(std::string const& name) {
  for (auto const& candidate : observables<double, 16>()) {
    if (candidate.info.name == name) return candidate;
  }
  throw std::out_of_range("no variable " + name);
}

// Would catch: two variables that read the same place, an entity read past the end of its field.
TEST(Observables, No_two_variables_read_the_same_place) {
  NumberedMonth const month;
  std::set<double> seen;
  std::size_t read_packs = 0;

  for (auto const& candidate : observables<double, 16>()) {
    for (auto const& [label, pack] : read(month, candidate)) {
      EXPECT_TRUE(seen.insert(pack[0]).second) << candidate.info.name << label;
      EXPECT_NEAR(pack[15] - pack[0], 0.15, 1e-12) << candidate.info.name << label << " is not one pack";
      ++read_packs;
    }
  }

  EXPECT_GT(read_packs, 400U);
}

// Would catch: a field with fewer or more entities than its dimensions have labels.
TEST(Observables, Fields_have_as_many_entities_as_their_dimensions_have_labels) {
  NumberedMonth const month;
  Catalogue const sets = sets_of(month.bench, 12);

  for (auto const& candidate : observables<double, 16>()) {
    std::size_t size = 1;
    switch (candidate.where.index()) {
      case 0:
        size = (month.bench.state.*std::get<0>(candidate.where)).size();
        break;
      case 2:
        size = (month.bench.derived.*std::get<2>(candidate.where)).size();
        break;
      case 4:
        size = (month.cost.*std::get<4>(candidate.where)).size();
        break;
      default:
        break;
    }
    EXPECT_EQ(sets.size_of(candidate.info.dimensions), size) << candidate.info.name;
  }
}

// Every variable of the state bears the name of its field, so the name alone says where it is read.
// Would catch: one variable reported under the name of another.
TEST(Observables, Variables_of_the_state_are_read_under_their_own_names) {
  NumberedMonth month;
  std::map<std::string, double> by_name;
  for (auto const& packs : packs_of(month.bench.state)) by_name.emplace(packs.field(), (*packs.pack)[0]);

  for (auto const& [name, number] : by_name) {
    EXPECT_EQ(variable(name).of(month.bench.state, month.bench.derived, month.cost, 0)[0], number) << name;
  }
}

// Variables of what follows bear those names too, or the short ones that outcomes use.
TEST(Observables, Variables_that_follow_are_read_under_their_own_names) {
  NumberedMonth month;
  std::map<std::string, std::string> const short_names{
      {"governance", "g"}, {"leakage", "leak"}, {"leakage_eu", "leak_eu"}, {"information_leakage", "infoleak"}};
  std::map<std::string, double> by_name;
  for (auto const& packs : packs_of(month.bench.derived)) {
    auto const brief = short_names.find(packs.field());
    by_name.emplace(packs.field(), (*packs.pack)[0]);
    if (brief != short_names.end()) by_name.emplace(brief->second, (*packs.pack)[0]);
  }
  int recorded = 0;

  for (auto const& candidate : observables<double, 16>()) {
    auto const field = by_name.find(candidate.info.name);
    if (candidate.where.index() != 2 && candidate.where.index() != 3) continue;
    ASSERT_NE(field, by_name.end()) << candidate.info.name;
    EXPECT_EQ(candidate.of(month.bench.state, month.bench.derived, month.cost, 0)[0], field->second)
        << candidate.info.name;
    ++recorded;
  }
  EXPECT_GT(recorded, 20);
}

// Fields by actor and country, or country and supplier, are read with the last dimension fastest.
TEST(Observables, Entities_of_two_dimensions_are_read_last_dimension_fastest) {
  NumberedMonth const month;
  int const serbia = month.bench.country("SRB");

  auto const pressure = read(month, variable("pressure"));
  auto const stock = read(month, variable("stock"));
  auto const closed = read(month, variable("throughput_without"));

  EXPECT_EQ(pressure.at(".CHN.SRB")[0], month.bench.state.pressure[1 * 6 + serbia][0]);
  EXPECT_EQ(stock.at(".SRB.RUS")[0], month.bench.state.stock[serbia * 7 + 4][0]);
  EXPECT_EQ(closed.at(".R10")[0], month.bench.derived.throughput_without[4][0]);
  EXPECT_EQ(closed.at(".SRB")[0], month.bench.derived.throughput_without[5 + serbia][0]);
}

TEST(Observables, Costs_are_flows_and_all_else_is_state) {
  for (auto const& candidate : observables<double, 1>()) {
    bool const of_the_month = candidate.where.index() >= 4;
    EXPECT_EQ(candidate.info.timing == Timing::flow, of_the_month) << candidate.info.name;
  }
}

TEST(Observables, Names_are_unique_and_described) {
  std::set<std::string> names;
  for (auto const& candidate : observables<double, 1>()) {
    EXPECT_TRUE(names.insert(candidate.info.name).second) << candidate.info.name;
    EXPECT_FALSE(candidate.info.unit.empty()) << candidate.info.name;
    EXPECT_FALSE(candidate.info.meaning.empty()) << candidate.info.name;
    EXPECT_LT(candidate.info.lowest, candidate.info.highest) << candidate.info.name;
  }
}

// Would catch: a declared range in which the start of the runs does not even lie.
TEST(Observables, The_start_lies_in_the_declared_ranges) {
  SingleBench const bench;
  MonthCost<double, 1> const free(bench.region());

  for (auto const& candidate : observables<double, 1>()) {
    int entity = 0;
    for (std::string const& label : labels_of(sets_of(bench, 12), candidate.info.dimensions)) {
      double const value = candidate.of(bench.state, bench.derived, free, entity++)[0];
      EXPECT_GE(value, candidate.info.lowest) << candidate.info.name << label;
      EXPECT_LE(value, candidate.info.highest) << candidate.info.name << label;
    }
  }
}

TEST(Observables, Dimensions_hold_the_sets_of_the_region) {
  SingleBench const bench;
  Catalogue const sets = sets_of(bench, 25);

  EXPECT_EQ(sets.dimension("country").labels, ids_of(bench.region().countries));
  EXPECT_EQ(sets.dimension("adversary").labels, (std::vector<std::string>{"RUS", "CHN", "TUR"}));
  EXPECT_EQ(sets.dimension("mission").labels.size(), 9U);
  EXPECT_EQ(sets.dimension("closed").labels.size(), 11U);
  EXPECT_EQ(sets.dimension("year").labels, (std::vector<std::string>{"0", "1", "2"}));
  EXPECT_EQ(sets.dimension("payer").labels, (std::vector<std::string>{"EU", "NATO", "region"}));
}

}  // namespace
}  // namespace detente
