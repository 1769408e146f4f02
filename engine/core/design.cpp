#include "engine/core/design.hpp"

#include "engine/core/distribution.hpp"
#include "engine/core/keyed_draws.hpp"
#include "engine/core/standard_normal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <stdexcept>
#include <utility>

namespace detente {
namespace {

constexpr double nearest_to_one = 1 - 0x1p-53;

DesignSpec checked(DesignSpec spec) {
  std::vector<std::string> const problems = design_problems(spec);
  if (!problems.empty()) throw std::invalid_argument(fmt::format("{}", fmt::join(problems, "; ")));
  return spec;
}

int dimensions_of(DesignSpec const& spec) {
  int const quantities = static_cast<int>(spec.identities.size());
  if (spec.kind == DesignKind::sobol) return quantities;
  return spec.kind == DesignKind::saltelli && spec.batch > 0 ? 2 * quantities : 0;
}

std::vector<double> scores_of_strata(DesignSpec const& spec) {
  std::vector<double> scores;
  if (spec.kind != DesignKind::lhs || spec.correlations.empty()) return scores;
  for (std::int64_t k = 0; k < spec.batch; ++k)
    scores.push_back(normal_quantile((static_cast<double>(k) + 0.5) / static_cast<double>(spec.batch)));
  return scores;
}

std::vector<std::int64_t> strides_of(DesignSpec const& spec) {
  std::vector<std::int64_t> strides(spec.levels.size(), 1);
  for (std::size_t k = spec.levels.size(); k-- > 1;) strides[k - 1] = strides[k] * spec.levels[k];
  return strides;
}

}  // namespace

Design::Design(DesignSpec spec)
    : spec_(checked(std::move(spec))),
      correlations_(spec_.identities.size(), spec_.correlations),
      stratum_scores_(scores_of_strata(spec_)),
      sobol_(dimensions_of(spec_)),
      morris_(spec_.seed, spec_.identities,
              spec_.kind == DesignKind::morris && !spec_.levels.empty() ? spec_.levels[0] : usual_morris_levels),
      strides_(strides_of(spec_)) {}

double Design::uniform(std::uint32_t sample, int quantity) const {
  assert(quantity >= 0 && static_cast<std::size_t>(quantity) < spec_.identities.size() && "the design has it");
  bool const is_made_of_others = !correlations_.is_empty() && !correlations_.terms(quantity).empty();
  if (!is_made_of_others) return uncorrelated(sample, quantity);
  return spec_.kind == DesignKind::lhs ? rearranged(sample, quantity) : by_copula(sample, quantity);
}

double Design::uncorrelated(std::uint32_t sample, int quantity) const {
  auto const batch = static_cast<std::uint32_t>(spec_.batch);
  switch (spec_.kind) {
    case DesignKind::mc:
      return keyed_uniform(spec_.seed, sample, identity(quantity));
    case DesignKind::lhs:
      return in_stratum(sample, quantity, strata(sample / batch, quantity)(sample % batch));
    case DesignKind::sobol:
      return sobol_uniform(sample, quantity, DesignPurpose::sobol_shift);
    case DesignKind::factorial:
      return factorial_uniform(sample, quantity);
    case DesignKind::morris:
      return morris_.uniform(sample, quantity);
    case DesignKind::saltelli:
      break;
  }
  return saltelli_uniform(sample, quantity);
}

KeyedPermutation Design::strata(std::uint32_t batch, int quantity) const {
  return {static_cast<std::uint64_t>(spec_.batch),
          design_words({spec_.seed, batch, DesignPurpose::strata, identity(quantity)})};
}

double Design::in_stratum(std::uint32_t sample, int quantity, std::uint64_t stratum) const {
  double const place = keyed_uniform(spec_.seed, sample, identity(quantity));
  return std::min((static_cast<double>(stratum) + place) / static_cast<double>(spec_.batch), nearest_to_one);
}

/// The quantity's values in the batch, those of the uncorrelated hypercube, given to samples in the order of their
/// correlated scores.
double Design::rearranged(std::uint32_t sample, int quantity) const {
  auto const size = static_cast<std::uint32_t>(spec_.batch);
  std::uint32_t const batch = sample / size;
  std::uint32_t const own_place = sample % size;
  std::vector<std::vector<double>> columns;
  for (RankCorrelations::Term const& term : correlations_.terms(quantity)) {
    KeyedPermutation const stratum = strata(batch, term.quantity);
    std::vector<double> column(size);
    for (std::uint32_t place = 0; place < size; ++place) column[place] = stratum_scores_[stratum(place)];
    columns.push_back(std::move(column));
  }
  std::vector<double> const scores = correlated_scores(correlations_.terms(quantity), columns);
  std::uint32_t own_stratum = 0;
  for (std::uint32_t place = 0; place < size; ++place) {
    bool const is_tied_before = place < own_place && scores[place] == scores[own_place];
    if (scores[place] < scores[own_place] || is_tied_before) ++own_stratum;
  }
  auto const former_place = static_cast<std::uint32_t>(strata(batch, quantity).inverse(own_stratum));
  return in_stratum(batch * size + former_place, quantity, own_stratum);
}

double Design::by_copula(std::uint32_t sample, int quantity) const {
  double score = 0;
  for (RankCorrelations::Term const& term : correlations_.terms(quantity))
    score += term.weight * normal_quantile(uncorrelated(sample, term.quantity));
  return std::min(normal_probability(score), nearest_to_one);
}

double Design::sobol_uniform(std::uint32_t point, int quantity, DesignPurpose shift) const {
  auto const batch = static_cast<std::uint32_t>(spec_.batch);
  int const quantities = static_cast<int>(spec_.identities.size());
  int const dimension = shift == DesignPurpose::second_sobol_shift ? quantities + quantity : quantity;
  std::uint64_t const unshifted = std::uint64_t{sobol_.coordinate(point % batch, dimension)} << 20;
  return open_uniform(unshifted ^ design_bits({spec_.seed, point / batch, shift, identity(quantity)}));
}

double Design::factorial_uniform(std::uint32_t sample, int quantity) const {
  int const levels = spec_.levels[static_cast<std::size_t>(quantity)];
  auto const level = sample / strides_[static_cast<std::size_t>(quantity)] % levels;
  return (static_cast<double>(level) + 0.5) / levels;
}

double Design::saltelli_uniform(std::uint32_t sample, int quantity) const {
  SaltelliRole const role = saltelli_role(sample);
  bool const is_from_b = role.matrix == SaltelliRole::Matrix::b || role.column == quantity;
  if (spec_.batch == 0) {
    DesignPurpose const purpose = is_from_b ? DesignPurpose::second_value : DesignPurpose::value;
    return open_uniform(design_bits({spec_.seed, role.base_point, purpose, identity(quantity)}));
  }
  return sobol_uniform(role.base_point, quantity,
                       is_from_b ? DesignPurpose::second_sobol_shift : DesignPurpose::sobol_shift);
}

std::optional<MorrisStep> Design::morris_step(std::uint32_t sample) const {
  assert(spec_.kind == DesignKind::morris && "others have no trajectories");
  return morris_.step(sample);
}

SaltelliRole Design::saltelli_role(std::uint32_t sample) const {
  assert(spec_.kind == DesignKind::saltelli && "others have no base points");
  std::uint32_t const group = static_cast<std::uint32_t>(spec_.identities.size()) + 2;
  std::uint32_t const place = sample % group;
  using Matrix = SaltelliRole::Matrix;
  if (place < 2) return {sample / group, place == 0 ? Matrix::a : Matrix::b, -1};
  return {sample / group, Matrix::a_with_column_of_b, static_cast<int>(place) - 2};
}

}  // namespace detente
