#include "engine/core/series.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

/// Three variables with 6, 1 and 2 entities, and one whose dimension has no labels.
Catalogue four_variables() {
  return {.dimensions = {{.name = "place", .meaning = "where", .labels = {"A", "B", "C"}},
                         {.name = "side", .meaning = "which bank", .labels = {"left", "right"}},
                         {.name = "bridge", .meaning = "of which there are none", .labels = {}}},
          .variables = {{.name = "level", .unit = "m", .meaning = "water", .dimensions = {"place", "side"}},
                        {.name = "rain", .unit = "mm", .meaning = "of the month", .dimensions = {}},
                        {.name = "load", .unit = "t", .meaning = "on it", .dimensions = {"bridge"}},
                        {.name = "mood", .unit = "1", .meaning = "of the people", .dimensions = {"side"}}},
          .outcomes = {},
          .events = {}};
}

TEST(SeriesTable, Numbers_the_entities_of_one_variable_after_the_other) {
  SeriesTable const table(four_variables(), {0, 1, 3});

  EXPECT_EQ(table.size(), 9U);
  EXPECT_EQ(table.find(0)->first, 0U);
  EXPECT_EQ(table.find(0)->count, 6U);
  EXPECT_EQ(table.find(1)->first, 6U);
  EXPECT_EQ(table.find(3)->first, 7U);
}

// Would catch: series numbered in the order in which they were asked for, under which the recorder and the writer name
// the same memory differently.
TEST(SeriesTable, Is_the_same_in_whatever_order_and_however_often_variables_are_asked_for) {
  SeriesTable const table(four_variables(), {3, 0, 3, 1, 0});

  ASSERT_EQ(table.variables().size(), 3U);
  EXPECT_EQ(table.variables()[0].variable, 0);
  EXPECT_EQ(table.variables()[1].variable, 1);
  EXPECT_EQ(table.variables()[2].variable, 3);
  EXPECT_EQ(table.find(3)->first, 7U);
  EXPECT_EQ(table.size(), 9U);
}

TEST(SeriesTable, What_is_not_recorded_takes_no_number) {
  SeriesTable const table(four_variables(), {1, 3});

  EXPECT_EQ(table.find(0), nullptr);
  EXPECT_EQ(table.find(1)->first, 0U);
  EXPECT_EQ(table.find(3)->first, 1U);
  EXPECT_EQ(table.size(), 3U);
}

TEST(SeriesTable, A_variable_without_entities_has_no_series) {
  SeriesTable const table(four_variables(), {2, 3});

  EXPECT_EQ(table.find(2)->count, 0U);
  EXPECT_EQ(table.find(3)->first, 0U);
}

}  // namespace
}  // namespace detente
