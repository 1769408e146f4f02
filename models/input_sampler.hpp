#pragma once

#include "engine/core/design.hpp"
#include "models/uncertainty.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace detente {

/// Draws the inputs of samples: the design says which u in (0, 1) decides each uncertain quantity, and its law which
/// value that is. Pure functions of the sample; may be asked from several threads. `uncertainty` must outlive it.
class InputSampler {
 public:
  /// Throws std::invalid_argument if the design does not fit the quantities.
  explicit InputSampler(Uncertainty const& uncertainty);

  Design const& design() const { return design_; }
  /// The inputs in one sample. `base` may be another place with the same entities.
  Inputs sample(Inputs const& base, std::uint32_t sample) const;
  /// The value of a quantity (its position) in one sample: the number itself (a share before its list sums to 1 again),
  /// or the factor of a list. `usual` has all numbers of the inputs (input_values): listing them takes longer than all
  /// samples of one.
  double value(std::size_t quantity, std::span<double const> usual, std::uint32_t sample) const;
  /// What decides it. Not for quantities of a row.
  double uniform(std::size_t quantity, std::uint32_t sample) const;

 private:
  std::vector<double> const& posterior_row(std::uint32_t sample) const;

  Uncertainty const& uncertainty_;
  Design design_;
  std::vector<int> factors_;  // position in the design of each quantity; -1 if its row is drawn
};

/// What a design varies, in its order: the quantities that are drawn by themselves, then the posterior as one.
struct DesignFactor {
  std::string key;  // of the quantity, or "posterior"
  std::uint64_t identity = 0;
};
std::vector<DesignFactor> design_factors(Uncertainty const& uncertainty);

}  // namespace detente
