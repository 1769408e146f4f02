#include "engine/core/record.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace detente {
namespace {

Catalogue two_dimensions() {
  return {.dimensions = {{.name = "place", .meaning = "where", .labels = {"north", "south", "west"}},
                         {.name = "kind", .meaning = "what", .labels = {"red", "blue"}}},
          .variables = {},
          .outcomes = {},
          .events = {}};
}

TEST(Catalogue, Dimension_is_found_by_name) {
  Catalogue const catalogue = two_dimensions();

  EXPECT_EQ(catalogue.dimension("kind").meaning, "what");
}

TEST(Catalogue, Unknown_dimension_is_named_in_the_error) {
  Catalogue const catalogue = two_dimensions();

  try {
    catalogue.dimension("colour");
    FAIL() << "an unknown dimension was found";
  } catch (std::out_of_range const& error) {
    EXPECT_NE(std::string(error.what()).find("'colour'"), std::string::npos) << error.what();
  }
}

// Would catch: a variable of the whole world that has no series at all.
TEST(Catalogue, Size_without_dimensions_is_one) { EXPECT_EQ(two_dimensions().size_of({}), 1U); }

TEST(Catalogue, Size_is_the_product_of_the_lengths) {
  EXPECT_EQ(two_dimensions().size_of({"place"}), 3U);
  EXPECT_EQ(two_dimensions().size_of({"place", "kind"}), 6U);
}

TEST(Catalogue, Size_of_an_unknown_dimension_is_an_error) {
  EXPECT_THROW(two_dimensions().size_of({"place", "colour"}), std::out_of_range);
}

// Would catch: a product in 32 bits.
TEST(ResultSpec, Runs_may_exceed_32_bits) {
  ResultSpec spec;
  spec.samples = std::int64_t{1} << 31;
  spec.replications = 4;

  EXPECT_EQ(spec.runs(), std::int64_t{1} << 33);
}

}  // namespace
}  // namespace detente
