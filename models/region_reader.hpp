#pragma once

#include "models/region.hpp"

namespace detente {

// Parts of read_region, in the order in which one needs another.

void read_suppliers(ConfigNode const& node, Region& region);  // needs actors
void read_actors(ConfigNode const& node, Region& region);     // needs country ids
void read_countries(ConfigNode const& node, Region& region);  // needs suppliers, products, support kinds
void read_pairs(ConfigNode const& node, Region& region);
void read_disputes(ConfigNode const& node, Region& region);  // needs pairs
void link_pairs(ConfigNode const& pairs, Region& region);    // the dispute of each pair
void read_missions(ConfigNode const& node, ConfigNode const& post_conflict, Region& region);
void read_transport(ConfigNode const& node, Region& region);

/// Position of an id, or an error with the nearest one and 0.
int index_of(ConfigNode const& node, std::vector<std::string> const& ids);

/// A list of identifiers, each once.
std::vector<std::string> read_ids(ConfigNode const& node);

/// Reports shares that do not sum to 1.
void check_sum_is_one(ConfigNode const& node, std::vector<double> const& shares);

}  // namespace detente
