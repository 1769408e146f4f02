#include "engine/core/design_spec.hpp"

#include "engine/core/design.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace detente {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(DesignSpec, Knows_how_many_samples_form_one_independent_observation) {
  std::vector<std::uint64_t> const three{1, 2, 3};

  EXPECT_EQ(independent_samples({.kind = DesignKind::mc, .identities = three}), 1);
  EXPECT_EQ(independent_samples({.kind = DesignKind::lhs, .batch = 50, .identities = three}), 50);
  EXPECT_EQ(independent_samples({.kind = DesignKind::sobol, .batch = 64, .identities = three}), 64);
  EXPECT_EQ(independent_samples({.kind = DesignKind::factorial, .identities = three}), 1);
  EXPECT_EQ(independent_samples({.kind = DesignKind::morris, .identities = three}), 4);
  EXPECT_EQ(independent_samples({.kind = DesignKind::saltelli, .batch = 8, .identities = three}), 40);
  EXPECT_EQ(independent_samples({.kind = DesignKind::saltelli, .identities = three}), 5);
}

TEST(DesignSpec, Finds_nothing_wrong_with_designs_that_can_be_drawn) {
  std::vector<std::uint64_t> const two{1, 2};

  EXPECT_THAT(design_problems({.kind = DesignKind::mc, .samples = 1, .identities = two}), IsEmpty());
  EXPECT_THAT(design_problems({.kind = DesignKind::lhs, .samples = 30, .batch = 10, .identities = {}}), IsEmpty());
  EXPECT_THAT(design_problems({.kind = DesignKind::sobol, .samples = 32, .batch = 16, .identities = two}), IsEmpty());
  EXPECT_THAT(design_problems({.kind = DesignKind::factorial, .samples = 6, .identities = two, .levels = {2, 3}}),
              IsEmpty());
  EXPECT_THAT(design_problems({.kind = DesignKind::morris, .samples = 9, .identities = two, .levels = {6}}), IsEmpty());
  EXPECT_THAT(design_problems({.kind = DesignKind::saltelli, .samples = 64, .batch = 8, .identities = two}), IsEmpty());
}

TEST(DesignSpec, Names_the_nearest_powers_of_two_and_the_nearest_numbers_of_samples) {
  EXPECT_THAT(design_problems({.kind = DesignKind::sobol, .samples = 100, .batch = 100, .identities = {1}}),
              ElementsAre("batch is 100 (a set of Sobol' points has a power of two: 64 or 128)"));
  EXPECT_THAT(design_problems({.kind = DesignKind::lhs, .samples = 1000, .batch = 128, .identities = {1}}),
              ElementsAre("samples is 1000 (a lhs design has a multiple of 128: 896 or 1024)"));
  EXPECT_THAT(design_problems({.kind = DesignKind::morris, .samples = 2, .identities = {1, 2, 3}}),
              ElementsAre("samples is 2 (a morris design has a multiple of 4: 4)"));
  EXPECT_THAT(design_problems({.kind = DesignKind::factorial, .samples = 5, .identities = {1, 2}, .levels = {2, 3}}),
              ElementsAre("samples is 5 (the levels have 6 combinations)"));
}

TEST(DesignSpec, Says_everything_that_is_wrong_at_once) {
  DesignSpec const spec{
      .kind = DesignKind::lhs, .batch = 1, .identities = {4, 4}, .levels = {3}, .correlations = {{0, 2, 0.5}}};

  EXPECT_THAT(design_problems(spec), ElementsAre(HasSubstr("same identity"), HasSubstr("2 samples or more"),
                                                 HasSubstr("has no levels"), HasSubstr("quantities 0 and 2 of 2")));
  EXPECT_THROW(Design{spec}, std::invalid_argument);
}

TEST(DesignSpec, Knows_which_design_has_which_levels) {
  auto const with_levels = [](DesignKind kind, std::vector<int> const& levels) {
    return design_problems({.kind = kind, .samples = 3, .identities = {1, 2}, .levels = levels});
  };

  EXPECT_THAT(with_levels(DesignKind::morris, {5}), ElementsAre(HasSubstr("levels is 5")));
  EXPECT_THAT(with_levels(DesignKind::morris, {4, 4}), ElementsAre(HasSubstr("one number of levels")));
  EXPECT_THAT(with_levels(DesignKind::factorial, {3}), ElementsAre(HasSubstr("1 numbers of levels for 2")));
  EXPECT_THAT(with_levels(DesignKind::factorial, {3, 0}), ElementsAre(HasSubstr("has 0 levels")));
  EXPECT_THAT(with_levels(DesignKind::factorial, {100000, 100000}), ElementsAre(HasSubstr("more than 2^32")));
}

TEST(DesignSpec, Refuses_correlations_where_they_would_have_no_effect) {
  DesignSpec const spec{.kind = DesignKind::morris, .samples = 3, .identities = {1, 2}, .correlations = {{0, 1, 0.5}}};

  EXPECT_THAT(design_problems(spec), ElementsAre("a morris design has no rank correlations (mc, lhs and sobol have)"));
}

TEST(DesignSpec, Counts_the_dimensions_that_quantities_take) {
  std::vector<std::uint64_t> identities(2000);
  for (std::size_t k = 0; k < identities.size(); ++k) identities[k] = k;
  DesignSpec const spec{.kind = DesignKind::saltelli, .samples = 2002, .batch = 1, .identities = identities};

  EXPECT_THAT(design_problems(spec), ElementsAre(HasSubstr("2000 quantities take 4000 dimensions")));
}

}  // namespace
}  // namespace detente
