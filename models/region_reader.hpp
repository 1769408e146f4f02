#pragma once

#include "engine/config/config_node.hpp"
#include "models/region.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace detente {

// Parts of read_region, in the order in which one needs another. `countries` are their ids.

void read_suppliers(ConfigNode const& node, Region& region);  // needs actors
void read_actors(ConfigNode const& node, Region& region);     // needs country ids
void read_countries(ConfigNode const& node, Region& region);  // needs suppliers, products, support kinds
void read_pairs(ConfigNode const& node, IdIndex const& countries, Region& region);
void read_disputes(ConfigNode const& node, IdIndex const& countries, Region& region);  // needs pairs
void link_pairs(ConfigNode const& pairs, Region& region);                              // the dispute of each pair
void read_missions(ConfigNode const& node, ConfigNode const& post_conflict, IdIndex const& countries, Region& region);
void read_transport(ConfigNode const& node, IdIndex const& countries, Region& region);

/// A value of an enum, written as one of its names, which stand in the order of the enum.
template <class Enum, std::size_t n>
Enum choice_of(ConfigNode const& node, std::array<std::string_view, n> const& names) {
  std::string const chosen = node.choice(std::vector<std::string>(names.begin(), names.end()));
  return static_cast<Enum>(std::find(names.begin(), names.end(), chosen) - names.begin());
}

/// A list of identifiers, each once.
std::vector<std::string> read_ids(ConfigNode const& node);

/// Reports keys that are no identifiers: what they name stands in tables, in conditions and on the command line.
void check_ids(std::vector<ConfigEntry> const& entries);

/// Shares by country that a map writes, those above 0, in the order of the countries.
std::vector<CountryShare> read_country_shares(ConfigNode const& node, IdIndex const& countries);

/// Reports shares that do not sum to 1.
void check_sum_is_one(ConfigNode const& node, std::vector<double> const& shares);

/// Shares that sum to 1, one under each name.
template <std::size_t n>
std::array<double, n> read_shares(ConfigNode const& node, std::array<std::string_view, n> const& names) {
  std::array<double, n> shares{};
  for (std::size_t k = 0; k < n; ++k) shares[k] = node[names[k]].quantity(unit_interval).value;
  check_sum_is_one(node, {shares.begin(), shares.end()});
  return shares;
}

}  // namespace detente
