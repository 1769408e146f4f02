#include "models/outcome_row.hpp"

#include "models/outcomes.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace detente {
namespace {

/// Two outcomes, of which the second has two labels.
struct TwoOutcomes {
  using Row = OutcomeRow<TwoOutcomes, double, 1>;
  using End = Ending<double, 1>;
  using To = OutcomeWriter<1>;
  double first = 0;

  static std::vector<Row> const& rows() {
    static std::vector<Row> const table{
        {{"one", "1", "a number", {}},
         [](TwoOutcomes const& it, End const&, To& to) { to.put(Sum<1>::Constant(it.first)); }},
        {{"two", "1", "a number of each side", {"side"}},
         [](TwoOutcomes const& it, End const&, To& to) {
           to.put(std::vector<Sum<1>>{Sum<1>::Constant(it.first + 1), Sum<1>::Constant(it.first + 2)});
         }},
    };
    return table;
  }
};

// Would catch: names listed in another order than what is put, which gives every later figure the name of another.
TEST(OutcomeRow, What_is_put_stands_in_the_order_of_the_names) {
  Region const region{};
  State<double, 1> const state(region);
  Derived<double, 1> const derived(region);
  std::vector<Sum<1>> columns;
  OutcomeWriter<1> writer(columns);
  std::vector<OutcomeInfo> table;

  describe_rows<TwoOutcomes>(table);
  finish_rows(TwoOutcomes{.first = 7}, Ending<double, 1>{state, derived}, writer);

  ASSERT_EQ(table.size(), 2U);
  EXPECT_EQ(table[0].name, "one");
  EXPECT_EQ(table[1].name, "two");
  ASSERT_EQ(columns.size(), 3U);
  for (int k = 0; k < 3; ++k) EXPECT_EQ(columns[k][0], 7 + k);
}

TEST(OutcomeRow, No_name_is_given_twice) {
  std::set<std::string> names;
  for (OutcomeInfo const& outcome : Outcomes<double, 1>::table())
    EXPECT_TRUE(names.insert(outcome.name).second) << outcome.name;
}

}  // namespace
}  // namespace detente
