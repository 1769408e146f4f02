#pragma once

#include "engine/core/design_draws.hpp"
#include "engine/core/design_spec.hpp"
#include "engine/core/morris_trajectories.hpp"
#include "engine/core/rank_correlations.hpp"
#include "engine/core/sobol_sequence.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace detente {

/// What a sample of a Saltelli design is: of two independent matrices of base points, a row of A, of B, or of A with
/// one column from B.
struct SaltelliRole {
  enum class Matrix : std::uint8_t { a, b, a_with_column_of_b };

  std::uint32_t base_point = 0;  // row, the same of all three
  Matrix matrix = Matrix::a;
  int column = -1;  // quantity that is from B; -1 in a and b
};

/// Which u in (0, 1) decides each uncertain quantity in each sample. Immutable and without a cache: a draw is a pure
/// function of the design, and may be asked for from many threads, in any order.
///
/// What more changes no earlier draw. Samples: in all kinds but factorial. Quantities: in mc and lhs wherever they are
/// put, in sobol at the end (the position is the dimension of the sequence). In factorial, morris and saltelli other
/// quantities are other samples. Correlated quantities hang on those before them in their group, and on no others.
///
/// lhs with correlations: the values of a quantity in a batch are those that it has without, in another order, so that
/// strata stay exact. Ranks of a small batch fall short of the wanted correlation: by up to 0.01 of 64, 0.03 of 16.
/// factorial: the first quantity changes slowest; level l of n stands at u = (l + 0.5)/n.
/// saltelli: k + 2 samples in a row for each base point: A, B, then A with each column from B. With a batch, A and B
/// are the first and second k dimensions of shifted Sobol' points, else independent draws.
class Design {
 public:
  /// Throws std::invalid_argument with all of design_problems.
  explicit Design(DesignSpec spec);

  DesignSpec const& spec() const { return spec_; }
  /// As the function of that name.
  std::int64_t independent_samples() const { return detente::independent_samples(spec_); }

  /// The draw of a quantity, by its position. A correlated quantity of a Latin hypercube costs time in proportion to
  /// the batch, all others do not.
  double uniform(std::uint32_t sample, int quantity) const;

  /// What moved since the sample before; none for the first of a trajectory. Kind morris only.
  std::optional<MorrisStep> morris_step(std::uint32_t sample) const;
  /// Kind saltelli only.
  SaltelliRole saltelli_role(std::uint32_t sample) const;

 private:
  std::uint64_t identity(int quantity) const { return spec_.identities[static_cast<std::size_t>(quantity)]; }
  double uncorrelated(std::uint32_t sample, int quantity) const;
  KeyedPermutation strata(std::uint32_t batch, int quantity) const;
  double in_stratum(std::uint32_t sample, int quantity, std::uint64_t stratum) const;
  double rearranged(std::uint32_t sample, int quantity) const;
  double by_copula(std::uint32_t sample, int quantity) const;
  double sobol_uniform(std::uint32_t point, int quantity, DesignPurpose shift) const;
  double factorial_uniform(std::uint32_t sample, int quantity) const;
  double saltelli_uniform(std::uint32_t sample, int quantity) const;

  DesignSpec spec_;
  RankCorrelations correlations_;
  std::vector<double> stratum_scores_;  // normal scores of the strata of a correlated hypercube
  SobolSequence sobol_;
  MorrisTrajectories morris_;
  std::vector<std::int64_t> strides_;  // samples after which the level of a factorial quantity changes
};

}  // namespace detente
