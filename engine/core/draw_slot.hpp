#pragma once

#include <cstdint>

namespace detente {

enum class DrawKind : std::uint8_t { uniform, normal };

/// One source of luck: a process (its stream number) acting on one entity (its stable hash).
struct DrawSlot {
  std::uint32_t stream;
  std::uint64_t entity;
  DrawKind kind;
  bool at_start_only = false;  // read in month 0 alone: not made for later months
};

}  // namespace detente
