#include "engine/core/design_draws.hpp"

#include "engine/core/keyed_draws.hpp"

namespace detente {

std::array<std::uint32_t, 4> design_words(DesignDraw const& draw) {
  return threefry4x32({draw.index, static_cast<std::uint32_t>(draw.purpose), 0, 0},
                      threefry_key(draw.seed, draw.identity));
}

std::uint64_t design_bits(DesignDraw const& draw) {
  std::array<std::uint32_t, 4> const words = design_words(draw);
  return (std::uint64_t{words[0]} << 20) | (words[1] >> 12);  // 52, so that the half of unit_interval is exact
}

}  // namespace detente
