#include "engine/core/keyed_draws.hpp"

#include "engine/core/design_draws.hpp"

#include <fmt/format.h>

namespace detente {

std::uint64_t stable_hash(std::string_view id) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (char const c : id) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  hash ^= hash >> 33;
  hash *= 0xff51afd7ed558ccdULL;
  hash ^= hash >> 33;
  return hash;
}

double keyed_uniform(std::uint64_t seed, std::uint32_t index, std::uint64_t identity) {
  return open_uniform(design_bits({seed, index, DesignPurpose::value, identity}));
}

std::uint64_t derived_seed(std::uint64_t seed, std::string_view name) {
  return stable_hash(fmt::format("{}.{}", seed, name));
}

}  // namespace detente
