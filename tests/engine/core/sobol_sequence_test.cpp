#include "engine/core/sobol_sequence.hpp"

#include <boost/random/sobol.hpp>
#include <gtest/gtest.h>

#include <array>
#include <set>

namespace detente {
namespace {

double coordinate(SobolSequence const& sequence, std::uint32_t index, int dimension) {
  return sequence.coordinate(index, dimension) * 0x1p-32;
}

// The first points of the sequence that S. Joe and F. Kuo give with their direction numbers of 2008.
TEST(SobolSequence, Begins_with_the_published_points) {
  constexpr std::array<std::array<double, 3>, 8> published{{{0, 0, 0},
                                                            {0.5, 0.5, 0.5},
                                                            {0.75, 0.25, 0.25},
                                                            {0.25, 0.75, 0.75},
                                                            {0.375, 0.375, 0.625},
                                                            {0.875, 0.875, 0.125},
                                                            {0.625, 0.125, 0.875},
                                                            {0.125, 0.625, 0.375}}};
  SobolSequence const sequence(3);

  for (std::uint32_t index = 0; index < published.size(); ++index)
    for (int dimension = 0; dimension < 3; ++dimension)
      EXPECT_EQ(coordinate(sequence, index, dimension), published[index][dimension]) << index << ", " << dimension;
}

// Would catch: a direction number of another bit or dimension.
TEST(SobolSequence, Gives_at_once_what_the_library_gives_in_turn) {
  constexpr int dimensions = 60;
  SobolSequence const sequence(dimensions);
  boost::random::sobol_engine<std::uint32_t, 32> engine(dimensions);

  for (std::uint32_t index = 1; index < 2000; ++index)
    for (int dimension = 0; dimension < dimensions; ++dimension)
      ASSERT_EQ(sequence.coordinate(index, dimension), engine()) << index << ", " << dimension;
}

// Would catch: an engine that is asked for the wrong point for its highest bits.
TEST(SobolSequence, Reaches_points_of_the_highest_index) {
  SobolSequence const sequence(2);
  boost::random::sobol_engine<std::uint32_t, 32> engine(2);
  engine.seed(4000000000U - 1);

  EXPECT_EQ(sequence.coordinate(4000000000U, 0), engine());
  EXPECT_EQ(sequence.coordinate(4000000000U, 1), engine());
}

TEST(SobolSequence, Puts_one_point_of_each_set_into_every_interval_of_every_dimension) {
  constexpr std::uint32_t points = 64;
  SobolSequence const sequence(SobolSequence::most_dimensions);

  for (int dimension = 0; dimension < SobolSequence::most_dimensions; ++dimension) {
    std::set<std::uint32_t> first, third;
    for (std::uint32_t index = 0; index < points; ++index) {
      first.insert(sequence.coordinate(index, dimension) / (0x80000000U / (points / 2)));
      third.insert(sequence.coordinate(2 * points + index, dimension) / (0x80000000U / (points / 2)));
    }
    ASSERT_EQ(first.size(), points) << dimension;
    ASSERT_EQ(third.size(), points) << dimension;
  }
}

TEST(SobolSequence, Fills_boxes_of_any_shape_in_its_first_two_dimensions) {
  SobolSequence const sequence(2);

  for (int const columns : {1, 2, 4, 8, 16}) {
    std::set<int> boxes;
    for (std::uint32_t index = 0; index < 16; ++index) {
      int const column = static_cast<int>(coordinate(sequence, index, 0) * columns);
      int const row = static_cast<int>(coordinate(sequence, index, 1) * (16 / columns));
      boxes.insert(column * 16 + row);
    }

    EXPECT_EQ(boxes.size(), 16U) << columns;
  }
}

}  // namespace
}  // namespace detente
