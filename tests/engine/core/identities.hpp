#pragma once

#include "engine/core/keyed_draws.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace detente {

/// What a design knows so many quantities by.
inline std::vector<std::uint64_t> identities(int count) {
  std::vector<std::uint64_t> list;
  for (int k = 0; k < count; ++k) list.push_back(stable_hash("quantity " + std::to_string(k)));
  return list;
}

}  // namespace detente
