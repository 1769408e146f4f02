#pragma once

#include <cstdint>
#include <vector>

namespace detente {

/// Points of the Sobol' sequence, any of them at once: an exclusive or of direction numbers over the bits of the index
/// in Gray code. The first 2^m points, and each 2^m after them, have exactly one in each of 2^m equal intervals of
/// every dimension. The direction numbers are those of Boost.Random. Sources: Sobol' 1967; Antonov and Saleev 1979
/// (order by Gray code); Bratley and Fox 1988 (direction numbers from polynomials).
class SobolSequence {
 public:
  static constexpr int most_dimensions = 3667;

  /// `dimensions` in 0 .. most_dimensions.
  explicit SobolSequence(int dimensions);

  /// Coordinate of a point in one dimension, times 2^32. Point 0 is the origin.
  std::uint32_t coordinate(std::uint32_t index, int dimension) const;

 private:
  static constexpr int bits = 32;
  std::vector<std::uint32_t> directions_;  // those of a dimension side by side
};

}  // namespace detente
