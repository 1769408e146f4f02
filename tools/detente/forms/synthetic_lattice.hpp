#pragma once

#include "tools/detente/forms/synthetic_region.hpp"

#include <string>
#include <utility>
#include <vector>

namespace detente {

/// Random numbers of named things: what a draw is for decides it, not the order of the asking.
class SyntheticDice {
 public:
  explicit SyntheticDice(std::uint64_t seed) : seed_(seed) {}
  /// Uniform in [0, 1), the same for the same id and purpose.
  double unit(std::string const& id, std::string const& purpose) const;
  double between(double low, double high, std::string const& id, std::string const& purpose) const {
    return low + (high - low) * unit(id, purpose);
  }
  bool with_chance(double chance, std::string const& id, std::string const& purpose) const {
    return unit(id, purpose) < chance;
  }

 private:
  std::uint64_t seed_;
};

/// Where the countries of a synthetic region lie, and what stands between and in them.
struct SyntheticLattice {
  struct Dispute {
    std::string id;
    int first, second;  // second is -1 for an internal one
    bool has_mission;
  };

  std::vector<std::string> countries;       // ids
  std::vector<std::pair<int, int>> pairs;   // neighbours on the lattice
  std::vector<Dispute> disputes;            // between some of them, and inside some countries
  std::vector<std::pair<int, int>> groups;  // of countries with roads of their own: first, and one past the last

  SyntheticLattice(SyntheticSize const& size, SyntheticDice const& dice);
};

}  // namespace detente
