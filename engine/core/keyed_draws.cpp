#include "engine/core/keyed_draws.hpp"

#include "engine/core/design_draws.hpp"
#include "engine/core/draws.hpp"

#include <fmt/format.h>

namespace detente {

double keyed_uniform(std::uint64_t seed, std::uint32_t index, std::uint64_t identity) {
  return open_uniform(design_bits({seed, index, DesignPurpose::value, identity}));
}

std::uint64_t derived_seed(std::uint64_t seed, std::string_view name) {
  return stable_hash(fmt::format("{}.{}", seed, name));
}

}  // namespace detente
