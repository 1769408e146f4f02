#include "engine/core/pack.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace detente {
namespace {

using P = Pack<double, 4>;

static_assert(std::is_same_v<PackOf<P>, P>);
static_assert(std::is_same_v<PackOf<decltype(P() + 2.0 * P())>, P>,
              "an expression evaluates to the pack of its operands");
static_assert(std::is_same_v<PackOf<Pack<float, 16>>, Pack<float, 16>>);

// Would catch: a pack type whose product is that of matrices.
TEST(Pack, Arithmetic_goes_lane_by_lane) {
  P const a(1, 2, 3, 4);
  P const b(10, 20, 30, 40);

  P const sum = a + b;
  P const product = a * b;
  P const quotient = b / a;

  EXPECT_TRUE((sum == P(11, 22, 33, 44)).all());
  EXPECT_TRUE((product == P(10, 40, 90, 160)).all());
  EXPECT_TRUE((quotient == P(10, 10, 10, 10)).all());
}

TEST(Pack, Field_holds_a_pack_for_every_entity) {
  Field<double, 4> field(3, P::Zero());

  field[1] = P(1, 2, 3, 4);

  EXPECT_TRUE((field[0] == 0).all());
  EXPECT_TRUE((field[1] == P(1, 2, 3, 4)).all());
  EXPECT_TRUE((field[2] == 0).all());
}

}  // namespace
}  // namespace detente
