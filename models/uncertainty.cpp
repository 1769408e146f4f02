#include "models/uncertainty.hpp"

#include "models/region_numbers.hpp"

#include <fmt/format.h>

namespace detente {
namespace {

/// The keys of all numbers of a coefficient: "key", "key.label" or "key[0][1]".
template <class V>
void add_keys(V const& value, ParameterInfo const& info, std::string const& at, int depth,
              std::vector<std::string>& keys) {
  if constexpr (is_list<V>) {
    for (std::size_t k = 0; k < value.size(); ++k) {
      bool const is_named = depth == 0 && !info.labels.empty();
      std::string const place = is_named ? fmt::format(".{}", info.labels[k]) : fmt::format("[{}]", k);
      add_keys(value[k], info, at + place, depth + 1, keys);
    }
  } else {
    keys.push_back(at);
  }
}

}  // namespace

std::vector<std::string> input_keys(Inputs const& inputs) {
  std::vector<std::string> keys;
  Parameters<double>::describe(inputs.parameters, [&](auto const& value, ParameterInfo const& info) {
    add_keys(value, info, std::string(info.key), 0, keys);
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
                               [&](auto& value, ParameterInfo const&) { for_each_number(value, add); });
  visit_region_numbers(inputs.region, [&](double& number, Movement, auto&&) { add(number); });
  for (Dispute& dispute : inputs.region.disputes) for_each_number(dispute.up_offset, add);
  return places;
}

std::vector<double> input_values(Inputs const& inputs) {
  std::vector<double> values;
  auto const add = [&values](double number) { values.push_back(number); };
  Parameters<double>::describe(inputs.parameters,
                               [&](auto const& value, ParameterInfo const&) { for_each_number(value, add); });
  visit_region_numbers(inputs.region, [&](double number, Movement, auto&&) { add(number); });
  for (Dispute const& dispute : inputs.region.disputes) for_each_number(dispute.up_offset, add);
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
    case Moves::listed:
      return numbers.size() > 1 ? "common factor, as listed" : "as listed";
    case Moves::together:
      break;
  }
  return "posterior";
}

Parameters<double> acting_parameters(Parameters<double> const& sampled, Parameters<double> const& base,
                                     Parameters<double> const& scenario) {
  auto const values = [](Parameters<double> const& parameters) {
    std::vector<double> list;
    Parameters<double>::describe(parameters, [&](auto const& value, ParameterInfo const&) {
      for_each_number(value, [&list](double number) { list.push_back(number); });
    });
    return list;
  };
  std::vector<double> const usual = values(base);
  std::vector<double> const replaced = values(scenario);
  Parameters<double> acting = sampled;
  std::size_t at = 0;
  Parameters<double>::describe(acting, [&](auto& value, ParameterInfo const&) {
    for_each_number(value, [&](double& number) {
      if (replaced[at] != usual[at]) number = replaced[at];
      ++at;
    });
  });
  return acting;
}

}  // namespace detente
