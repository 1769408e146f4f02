#include "models/input_sampler.hpp"

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

constexpr int of_row = -1;

/// A number of the region within its half-width: v + (2u - 1) h, h a share of the number or of its distance to the
/// nearer end of 0..1.
double moved(double value, Movement movement, double half_width, double u) {
  double const room = movement == Movement::index ? std::max(0.0, std::min(value, 1 - value)) : std::abs(value);
  return value + (2 * u - 1) * half_width * room;
}

void normalise(double* const* first, double* const* last, double tolerance) {
  double sum = 0;
  for (double* const* at = first; at != last; ++at) sum += **at;
  if (!(sum > 0) || std::abs(sum - 1) <= tolerance) return;
  for (double* const* at = first; at != last; ++at) **at /= sum;
}

/// Lists of shares sum to 1 again; those that do within the tolerance stay to the bit.
void normalise_shares(Region& region, double tolerance) {
  for (Country& country : region.countries) {
    std::vector<double*> places;
    for (double& share : country.stance) places.push_back(&share);
    normalise(places.data(), places.data() + places.size(), tolerance);
    places.clear();
    for (double& share : country.stock_shares) places.push_back(&share);
    normalise(places.data(), places.data() + places.size(), tolerance);
  }
}

/// Its value stands in a row with those of others.
bool is_of_row(UncertainQuantity const& quantity) {
  return quantity.moves == UncertainQuantity::Moves::together || quantity.moves == UncertainQuantity::Moves::listed;
}

/// The quantity of a list of samples whose rows have a common factor for several numbers, this one the first of them;
/// nothing for a column that has a number itself.
UncertainQuantity const* factor_of(Uncertainty const& uncertainty, int number) {
  for (UncertainQuantity const& quantity : uncertainty.quantities) {
    bool const is_factor = quantity.moves == UncertainQuantity::Moves::listed && quantity.numbers.size() > 1;
    if (is_factor && quantity.numbers.front() == number) return &quantity;
  }
  return nullptr;
}

DesignSpec design_of(Uncertainty const& uncertainty) {
  DesignSpec spec = uncertainty.design;
  spec.identities.clear();
  for (DesignFactor const& factor : design_factors(uncertainty)) spec.identities.push_back(factor.identity);
  return spec;
}

}  // namespace

std::vector<DesignFactor> design_factors(Uncertainty const& uncertainty) {
  std::vector<DesignFactor> factors;
  for (UncertainQuantity const& quantity : uncertainty.quantities) {
    if (!is_of_row(quantity)) factors.push_back({quantity.key, quantity.identity});
  }
  Posterior const& posterior = uncertainty.posterior;
  if (!posterior.rows.empty() && !posterior.is_in_order) factors.push_back({"posterior", posterior.identity});
  return factors;
}

InputSampler::InputSampler(Uncertainty const& uncertainty)
    : uncertainty_(uncertainty), design_(design_of(uncertainty)) {
  int next = 0;
  for (UncertainQuantity const& quantity : uncertainty.quantities)
    factors_.push_back(is_of_row(quantity) ? of_row : next++);
}

double InputSampler::uniform(std::size_t quantity, std::uint32_t sample) const {
  return design_.uniform(sample, factors_[quantity]);
}

std::vector<double> const& InputSampler::posterior_row(std::uint32_t sample) const {
  Posterior const& posterior = uncertainty_.posterior;
  std::size_t const count = posterior.rows.size();
  if (posterior.is_in_order) return posterior.rows[sample % count];
  double const u = design_.uniform(sample, static_cast<int>(design_.spec().identities.size()) - 1);  // the last factor
  return posterior.rows[std::min(static_cast<std::size_t>(u * static_cast<double>(count)), count - 1)];
}

Inputs InputSampler::sample(Inputs const& base, std::uint32_t sample) const {
  Inputs inputs = base;
  std::vector<double*> const numbers = input_numbers(inputs);
  bool moves_region = false;
  for (std::size_t q = 0; q < factors_.size(); ++q) {
    if (factors_[q] == of_row) continue;
    UncertainQuantity const& quantity = uncertainty_.quantities[q];
    double const u = uniform(q, sample);
    switch (quantity.moves) {
      case UncertainQuantity::Moves::itself:
        *numbers[quantity.numbers.front()] = quantity.law.quantile(u);
        break;
      case UncertainQuantity::Moves::factor: {
        double const factor = quantity.law.quantile(u);
        for (int const number : quantity.numbers) *numbers[number] *= factor;
        break;
      }
      case UncertainQuantity::Moves::region: {
        double& number = *numbers[quantity.numbers.front()];
        number = moved(number, quantity.movement, quantity.half_width, u);
        moves_region = true;
        break;
      }
      default:
        break;
    }
  }
  Posterior const& posterior = uncertainty_.posterior;
  if (!posterior.rows.empty()) {
    std::vector<double> const& row = posterior_row(sample);
    for (std::size_t k = 0; k < row.size(); ++k) {
      if (UncertainQuantity const* const several = factor_of(uncertainty_, posterior.numbers[k])) {
        for (int const number : several->numbers) *numbers[number] *= row[k];
      } else {
        *numbers[posterior.numbers[k]] = row[k];
      }
    }
  }
  constexpr double rounding = 1e-12;  // of shares that a law of their own or a list has moved
  normalise_shares(inputs.region, moves_region ? 0 : rounding);
  return inputs;
}

double InputSampler::value(std::size_t quantity, std::span<double const> usual, std::uint32_t sample) const {
  UncertainQuantity const& known = uncertainty_.quantities[quantity];
  Posterior const& posterior = uncertainty_.posterior;
  switch (known.moves) {
    case UncertainQuantity::Moves::together:
    case UncertainQuantity::Moves::listed: {
      auto const at = std::find(posterior.numbers.begin(), posterior.numbers.end(), known.numbers.front());
      return posterior_row(sample)[static_cast<std::size_t>(at - posterior.numbers.begin())];
    }
    case UncertainQuantity::Moves::region:
      return moved(usual[static_cast<std::size_t>(known.numbers.front())], known.movement, known.half_width,
                   uniform(quantity, sample));
    default:
      return known.law.quantile(uniform(quantity, sample));
  }
}

}  // namespace detente
