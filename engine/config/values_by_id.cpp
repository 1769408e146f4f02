#include "engine/config/config_data.hpp"
#include "engine/config/config_node.hpp"
#include "engine/config/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace detente {

template <class IsKnown>
void ConfigNode::check_ids(std::vector<std::string> const& ids, IsKnown&& is_known) const {
  for (ConfigData* const child : data_->children) {
    ConfigEntry const entry{child->key, ConfigNode(child)};
    child->is_known = true;
    if (entry.id == "default" || is_known(entry.id)) continue;
    std::vector<std::string> allowed = ids;
    allowed.emplace_back("default");
    std::string const name = path();
    data_->store->diagnostics.report(
        entry.node.data_->key_place,
        fmt::format("{}unknown id {}", name.empty() ? "" : printable(name) + ": ", cited(entry.id)),
        listed(allowed) + " was expected", did_you_mean(nearest(entry.id, allowed)));
    entry.node.ignore();
  }
}

bool ConfigNode::poses_as_map_by_id() const { return data_->poses() && is_map() && !looks_described() && !is_dated(); }

std::vector<std::optional<ConfigNode>> ConfigNode::by_id_if_present(std::vector<std::string> const& ids) const {
  std::vector<std::optional<ConfigNode>> nodes;
  note_ids(ids);
  if (poses_as_map_by_id()) {
    for (ConfigNode const& node : stand_ins(ids)) nodes.emplace_back(node);
    return nodes;
  }
  if (!data_->is_plain_map()) return std::vector<std::optional<ConfigNode>>(ids.size(), *this);
  std::unordered_set<std::string_view> const known(ids.begin(), ids.end());
  check_ids(ids, [&known](std::string const& id) { return known.contains(id); });
  ConfigData* const for_the_rest = data_->child("default");
  for (std::string const& id : ids) {
    ConfigData* const own = data_->child(id);
    ConfigData* const chosen = own != nullptr ? own : for_the_rest;
    nodes.push_back(chosen == nullptr ? std::nullopt : std::optional(ConfigNode(chosen)));
  }
  return nodes;
}

std::vector<std::pair<int, ConfigNode>> ConfigNode::written_by_id(IdIndex const& ids) const {
  std::vector<std::pair<int, ConfigNode>> nodes;
  bool const is_written_one_by_one =
      data_->is_plain_map() && data_->child("default") == nullptr && !poses_as_map_by_id();
  if (is_written_one_by_one) {
    note_ids(ids.ids());
    check_ids(ids.ids(), [&ids](std::string const& id) { return ids.position(id) >= 0; });
    for (ConfigData* const child : data_->children) {
      int const at = ids.position(child->key);
      if (at >= 0) nodes.emplace_back(at, ConfigNode(child));
    }
    std::sort(nodes.begin(), nodes.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
    return nodes;
  }
  std::vector<std::optional<ConfigNode>> const all = by_id_if_present(ids.ids());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i]) nodes.emplace_back(static_cast<int>(i), *all[i]);
  }
  return nodes;
}

std::vector<ConfigNode> ConfigNode::by_id(std::vector<std::string> const& ids) const {
  std::vector<ConfigNode> nodes;
  std::vector<std::string> uncovered;
  std::vector<std::optional<ConfigNode>> const written = by_id_if_present(ids);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!written[i]) uncovered.push_back(ids[i]);
    nodes.push_back(written[i] ? *written[i] : ConfigNode(stand_in(ids[i])));
  }
  if (!uncovered.empty()) {
    report_at(*data_, "no value for " + listed(uncovered),
              "a value for every id, or `default` for the rest, was expected");
  }
  return nodes;
}

}  // namespace detente
