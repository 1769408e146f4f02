#include "models/uncertainty.hpp"

#include "engine/core/design.hpp"
#include "engine/core/draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

/// Calls visit(number, key()) for every entry of a coefficient.
template <class V, class Visit>
void visit_entries(V& value, ParameterInfo const& info, std::string const& at, int depth, Visit&& visit) {
  if constexpr (std::is_same_v<std::remove_const_t<V>, double>) {
    visit(value, at);
  } else {
    for (std::size_t k = 0; k < value.size(); ++k) {
      bool const is_named = depth == 0 && !info.labels.empty();
      visit_entries(value[k], info, at + (is_named ? "." + info.labels[k] : fmt::format("[{}]", k)), depth + 1, visit);
    }
  }
}

/// Calls visit(number) for every entry of a coefficient, in the same order.
template <class V, class Visit>
void visit_numbers(V& value, Visit&& visit) {
  if constexpr (std::is_same_v<std::remove_const_t<V>, double>) {
    visit(value);
  } else {
    for (auto& entry : value) visit_numbers(entry, visit);
  }
}

/// A number of the region within its half-width: v + (2u - 1) h, h a share of the number or of its distance to the
/// nearer end of 0..1.
double moved(double value, Movement movement, double half_width, double u) {
  double const room = movement == Movement::index ? std::max(0.0, std::min(value, 1 - value)) : std::abs(value);
  return value + (2 * u - 1) * half_width * room;
}

void normalise(double* const* first, double* const* last) {
  double sum = 0;
  for (double* const* at = first; at != last; ++at) sum += **at;
  if (!(sum > 0)) return;
  for (double* const* at = first; at != last; ++at) **at /= sum;
}

/// Lists of shares sum to 1 again.
void normalise_shares(Region& region) {
  for (Country& country : region.countries) {
    std::vector<double*> places;
    for (double& share : country.stance) places.push_back(&share);
    normalise(places.data(), places.data() + places.size());
    places.clear();
    for (double& share : country.stock_shares) places.push_back(&share);
    normalise(places.data(), places.data() + places.size());
  }
}

}  // namespace

std::vector<std::string> input_keys(Inputs const& inputs) {
  std::vector<std::string> keys;
  Parameters<double>::describe(inputs.parameters, [&](auto const& value, ParameterInfo const& info) {
    visit_entries(value, info, info.key, 0, [&](double, std::string const& key) { keys.push_back(key); });
  });
  visit_region_numbers(inputs.region, [&](double, Movement, auto&& path) { keys.push_back("region." + path()); });
  for (Dispute const& dispute : inputs.region.disputes) {
    for (std::size_t level = 0; level < dispute.up_offset.size(); ++level)
      keys.push_back(fmt::format("region.disputes.{}.up_offset[{}]", dispute.id, level));
  }
  return keys;
}

std::vector<double*> input_numbers(Inputs& inputs) {
  std::vector<double*> places;
  auto const add = [&places](double& number) { places.push_back(&number); };
  Parameters<double>::describe(inputs.parameters,
                               [&](auto& value, ParameterInfo const&) { visit_numbers(value, add); });
  visit_region_numbers(inputs.region, [&](double& number, Movement, auto&&) { add(number); });
  for (Dispute& dispute : inputs.region.disputes) visit_numbers(dispute.up_offset, add);
  return places;
}

std::vector<double> input_values(Inputs const& inputs) {
  std::vector<double> values;
  auto const add = [&values](double number) { values.push_back(number); };
  Parameters<double>::describe(inputs.parameters,
                               [&](auto const& value, ParameterInfo const&) { visit_numbers(value, add); });
  visit_region_numbers(inputs.region, [&](double number, Movement, auto&&) { add(number); });
  for (Dispute const& dispute : inputs.region.disputes) visit_numbers(dispute.up_offset, add);
  return values;
}

std::string UncertainQuantity::text() const {
  switch (moves) {
    case Moves::itself:
      return law.text();
    case Moves::factor:
      return "common factor, " + law.text();
    case Moves::region:
      return fmt::format("uniform within {:.6g} % of {}", 100 * half_width,
                         movement == Movement::index ? "its distance to the nearer end of 0..1" : "itself");
    case Moves::together:
      break;
  }
  return "posterior";
}

std::vector<double> const& Uncertainty::posterior_row(std::uint32_t sample) const {
  std::size_t const count = posterior.rows.size();
  if (posterior.is_in_order) return posterior.rows[sample % count];
  double const u = design_uniform(seed, sample, posterior.identity);
  return posterior.rows[std::min(static_cast<std::size_t>(u * static_cast<double>(count)), count - 1)];
}

Inputs Uncertainty::sample(Inputs const& base, std::uint32_t sample) const {
  Inputs inputs = base;
  std::vector<double*> const numbers = input_numbers(inputs);
  bool moves_region = false;
  for (UncertainQuantity const& quantity : quantities) {
    double const u = design_uniform(seed, sample, quantity.identity);
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
      case UncertainQuantity::Moves::together:
        break;
    }
  }
  if (!posterior.rows.empty()) {
    std::vector<double> const& row = posterior_row(sample);
    for (std::size_t k = 0; k < row.size(); ++k) *numbers[posterior.numbers[k]] = row[k];
  }
  if (moves_region) normalise_shares(inputs.region);
  return inputs;
}

double Uncertainty::value(UncertainQuantity const& quantity, Inputs const& base, std::uint32_t sample) const {
  bool const is_plain =
      quantity.moves == UncertainQuantity::Moves::itself || quantity.moves == UncertainQuantity::Moves::factor;
  if (is_plain) return quantity.law.quantile(design_uniform(seed, sample, quantity.identity));
  if (quantity.moves == UncertainQuantity::Moves::together) {
    auto const at = std::find(posterior.numbers.begin(), posterior.numbers.end(), quantity.numbers.front());
    return posterior_row(sample)[static_cast<std::size_t>(at - posterior.numbers.begin())];
  }
  double const usual = input_values(base)[static_cast<std::size_t>(quantity.numbers.front())];
  return moved(usual, quantity.movement, quantity.half_width, design_uniform(seed, sample, quantity.identity));
}

Parameters<double> acting_parameters(Parameters<double> const& sampled, Parameters<double> const& base,
                                     Parameters<double> const& scenario) {
  auto const values = [](Parameters<double> const& parameters) {
    std::vector<double> list;
    Parameters<double>::describe(parameters, [&](auto const& value, ParameterInfo const&) {
      visit_numbers(value, [&list](double number) { list.push_back(number); });
    });
    return list;
  };
  std::vector<double> const usual = values(base);
  std::vector<double> const replaced = values(scenario);
  Parameters<double> acting = sampled;
  std::size_t at = 0;
  Parameters<double>::describe(acting, [&](auto& value, ParameterInfo const&) {
    visit_numbers(value, [&](double& number) {
      if (replaced[at] != usual[at]) number = replaced[at];
      ++at;
    });
  });
  return acting;
}

}  // namespace detente
