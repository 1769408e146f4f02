#include "engine/config/config_data.hpp"
#include "engine/config/config_node.hpp"
#include "engine/config/nearest.hpp"

#include <fmt/format.h>

#include <string_view>
#include <unordered_set>

namespace detente {

void ConfigNode::check_ids(std::vector<std::string> const& ids) const {
  std::unordered_set<std::string_view> const known(ids.begin(), ids.end());
  for (ConfigData* const child : data_->children) {
    ConfigEntry const entry{child->key, ConfigNode(child)};
    child->is_known = true;
    if (entry.id == "default" || known.contains(entry.id)) continue;
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

std::vector<std::optional<ConfigNode>> ConfigNode::by_id_if_present(std::vector<std::string> const& ids) const {
  std::vector<std::optional<ConfigNode>> nodes;
  note_ids(ids);
  bool const poses_as_map = data_->poses() && is_map() && !looks_described() && !is_dated();
  if (poses_as_map) {
    for (ConfigNode const& node : stand_ins(ids)) nodes.emplace_back(node);
    return nodes;
  }
  if (!data_->is_plain_map()) return std::vector<std::optional<ConfigNode>>(ids.size(), *this);
  check_ids(ids);
  ConfigData* const for_the_rest = data_->child("default");
  for (std::string const& id : ids) {
    ConfigData* const own = data_->child(id);
    ConfigData* const chosen = own != nullptr ? own : for_the_rest;
    nodes.push_back(chosen == nullptr ? std::nullopt : std::optional(ConfigNode(chosen)));
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
