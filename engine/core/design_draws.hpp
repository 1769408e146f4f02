#pragma once

#include <array>
#include <cstdint>

namespace detente {

/// What a draw of a design decides. It is the second word of the counter, so that no two purposes share a draw; numbers
/// are never reused or renumbered.
enum class DesignPurpose : std::uint32_t {
  value = 0,               // by sample: the number itself; in a Latin hypercube its place in the stratum
  strata = 1,              // by batch: which sample of a Latin hypercube gets which stratum
  sobol_shift = 2,         // by set
  morris_start = 3,        // by trajectory
  morris_order = 4,        // by trajectory, for all quantities at once
  second_value = 5,        // by base point: matrix B of Saltelli's scheme
  second_sobol_shift = 6,  // by set: matrix B of Saltelli's scheme
};

/// Which draw of a design: of one quantity (its stable hash) for one purpose, by an index of that purpose.
struct DesignDraw {
  std::uint64_t seed = 0;
  std::uint32_t index = 0;
  DesignPurpose purpose = DesignPurpose::value;
  std::uint64_t identity = 0;
};

/// The 128 random bits of a draw, whose stream is 0 (keyed_draws.hpp).
std::array<std::uint32_t, 4> design_words(DesignDraw const& draw);

/// The first 52 bits of a draw.
std::uint64_t design_bits(DesignDraw const& draw);

/// 52 bits to the middle of their cell of (0, 1).
inline double open_uniform(std::uint64_t bits) { return (static_cast<double>(bits) + 0.5) * 0x1p-52; }

}  // namespace detente
