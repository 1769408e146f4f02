#pragma once

#include "engine/core/pack.hpp"
#include "engine/core/record.hpp"
#include "models/model_spec.hpp"
#include "tools/evidence/checks/check_row.hpp"

#include <functional>

namespace detente {

/// Counts values outside the ranges in which variables make sense: indices and shares in [0, 1], levels, regimes and
/// recency up to their highest, everything else a number and not below 0 unless its declared range is.
class BoundsWatch {
 public:
  void see(VariableInfo const& variable, int entity, Pack<double, 16> const& values, std::string const& when);
  /// An outcome may be missing if it says so, but not infinite.
  void see(OutcomeInfo const& outcome, Pack<double, 16> const& values, std::string const& when);
  std::vector<CheckRow> rows() const;

 private:
  struct Count {
    std::int64_t seen = 0, outside = 0;
    std::string first = {};  // of those outside
    CheckRow row(std::string const& what, std::string const& tags) const;
  };
  static void add(Count& count, bool is_inside, std::string const& what, int lane, double value,
                  std::string const& when);

  Count indices_, whole_, others_, outcomes_;
};

/// The extreme samples of what is uncertain: which of them, and how long they are lived.
struct Extremes {
  std::uint64_t seed = 0;
  std::uint32_t first = 0, count = 0;
  int months = 0;
};

/// The arm with every uncertain number at one end of its range, the ends drawn anew in every sample.
ArmInputs at_ends(ArmInputs const& arm, Uncertainty const& uncertainty, std::uint64_t seed, std::uint32_t sample);

/// 16 runs of the arm in each sample, every variable of every month; what is outside names its sample.
std::vector<CheckRow> check_extremes(ArmInputs const& arm, Uncertainty const& uncertainty, Extremes const& extremes);

}  // namespace detente
