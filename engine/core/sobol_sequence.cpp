#include "engine/core/sobol_sequence.hpp"

#include <boost/random/sobol.hpp>

#include <bit>
#include <cassert>
#include <cstddef>

namespace detente {

SobolSequence::SobolSequence(int dimensions) {
  assert(dimensions >= 0 && dimensions <= most_dimensions && "there are direction numbers");
  static_assert(most_dimensions == boost::random::default_sobol_table::max_dimension);
  if (dimensions == 0) return;
  boost::random::sobol_engine<std::uint32_t, bits> engine(static_cast<std::size_t>(dimensions));
  directions_.resize(static_cast<std::size_t>(dimensions) * bits);
  for (int bit = 0; bit < bits; ++bit) {
    // Point 2^(bit+1) - 1 has one bit in Gray code: it is a direction number. The engine leaves out point 0, so that
    // its first point after seed(n) is point n + 1.
    engine.seed(static_cast<std::uint32_t>((std::uint64_t{2} << bit) - 2));
    for (int dimension = 0; dimension < dimensions; ++dimension)
      directions_[static_cast<std::size_t>(dimension * bits + bit)] = engine();
  }
}

std::uint32_t SobolSequence::coordinate(std::uint32_t index, int dimension) const {
  std::uint32_t const* const directions = directions_.data() + static_cast<std::ptrdiff_t>(dimension) * bits;
  std::uint32_t sum = 0;
  for (std::uint32_t code = index ^ (index >> 1); code != 0; code &= code - 1)
    sum ^= directions[std::countr_zero(code)];
  return sum;
}

}  // namespace detente
