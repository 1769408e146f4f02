#include "engine/core/design.hpp"

#include "engine/core/draws.hpp"

namespace detente {

double design_uniform(std::uint64_t seed, std::uint32_t sample, std::uint64_t number) {
  auto const low = [](std::uint64_t word) { return static_cast<std::uint32_t>(word); };
  auto const high = [](std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); };
  std::array<std::uint32_t, 4> const words =
      threefry4x32({sample, 0, 0, 0}, {low(seed), high(seed), low(number), high(number)});
  std::uint64_t const bits = (std::uint64_t{words[0]} << 20) | (words[1] >> 12);  // 52, so that the half is exact
  return (static_cast<double>(bits) + 0.5) * 0x1p-52;
}

}  // namespace detente
