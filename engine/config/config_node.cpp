#include "engine/config/config_node.hpp"

#include "engine/config/config_data.hpp"
#include "engine/config/form.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {

namespace {

using Shape = Guise::Shape;

bool poses_as(ConfigData const& data, Shape shape) { return data.poses() && data.store->guise.shape == shape; }

}  // namespace

bool ConfigNode::is_present() const { return data_->kind != ConfigKind::missing || data_->poses(); }
bool ConfigNode::is_map() const {
  return data_->kind == ConfigKind::map || poses_as(*data_, Shape::map) || looks_described() || is_dated();
}
bool ConfigNode::is_sequence() const {
  return data_->kind == ConfigKind::sequence || poses_as(*data_, Shape::sequence);
}
bool ConfigNode::is_scalar() const {
  return (data_->kind == ConfigKind::scalar && !data_->text.empty()) || poses_as(*data_, Shape::scalar);
}
bool ConfigNode::looks_described() const { return data_->is_described() || poses_as(*data_, Shape::described); }
bool ConfigNode::is_described() const {
  if (Form* const own = form()) own->is_tested = true;
  return looks_described();
}
bool ConfigNode::is_dated() const { return data_->is_dated() || poses_as(*data_, Shape::dated); }
std::string ConfigNode::path() const { return data_->path(); }
std::string ConfigNode::key() const { return data_->key; }
void ConfigNode::ignore() const { data_->make_all_known(); }

void ConfigNode::error(std::string const& what, std::string const& expected, std::string const& hint) const {
  if (is_present()) data_->store->diagnostics.report(data_->place_of_whole(), what, expected, hint);
}

ConfigData* ConfigNode::known_child(std::string const& key) const {
  data_->note_asked(key);
  ConfigData* const child = data_->child(key);
  if (child != nullptr) child->is_known = true;
  return child;
}

ConfigData* ConfigNode::stand_in(std::string_view key) const {
  auto const made = std::find_if(data_->absent.begin(), data_->absent.end(),
                                 [&](ConfigData const* data) { return data->key == key; });
  if (made != data_->absent.end()) return *made;
  ConfigData* const data = data_->store->make(ConfigKind::missing, data_->place);
  data->key = key;
  data->parent = data_;
  data_->absent.push_back(data);
  return data;
}

std::vector<ConfigNode> ConfigNode::stand_ins(std::vector<std::string> const& keys) const {
  std::vector<ConfigNode> nodes;
  nodes.reserve(keys.size());
  for (std::string const& key : keys) nodes.push_back(ConfigNode(stand_in(key)));
  return nodes;
}

ConfigNode ConfigNode::required_child(std::string const& key) const {
  note_required(key);
  if (data_->poses()) return ConfigNode(stand_in(key));
  if (data_->kind != ConfigKind::map && data_->kind != ConfigKind::null) {
    report_at(*data_, describe(*data_) + " is not a map", fmt::format("a map with the key '{}' was expected", key));
    return ConfigNode(stand_in(key));
  }
  if (ConfigData* const child = known_child(key)) return ConfigNode(child);
  report_missing(*data_, key);
  return ConfigNode(stand_in(key));
}

ConfigNode ConfigNode::operator[](std::string_view key) const {
  ConfigNode node = *this;
  for (std::string const& part : split_dotted(key)) node = node.required_child(part);
  return node;
}

std::optional<ConfigNode> ConfigNode::find(std::string_view key) const {
  ConfigNode node = *this;
  for (std::string const& part : split_dotted(key)) {
    node.note_optional(part);
    bool const is_missing = node.data_->kind == ConfigKind::missing;
    bool const may_have_keys = node.is_map() || node.data_->kind == ConfigKind::null || is_missing;
    if (!may_have_keys) {
      report_at(*node.data_, describe(*node.data_) + " is not a map",
                fmt::format("a map that may have the key '{}' was expected", part));
      return std::nullopt;
    }
    ConfigData* const child = node.known_child(part);
    bool const is_absent = child == nullptr || child->kind == ConfigKind::missing;
    if (is_absent && node.data_->store->form == nullptr) return std::nullopt;
    node = ConfigNode(is_absent ? node.stand_in(part) : child);
  }
  return node;
}

std::vector<ConfigEntry> ConfigNode::entries() const {
  std::vector<ConfigEntry> result;
  note_entry();
  if (data_->poses()) {
    for (ConfigNode const& node : stand_ins({placeholder()})) result.push_back({node.key(), node});
    return result;
  }
  bool const is_empty = data_->kind == ConfigKind::null || data_->kind == ConfigKind::missing;
  if (!is_map() && !is_empty) report_at(*data_, describe(*data_) + " is not a map", "a map was expected");
  if (!is_map()) return result;
  for (ConfigData* child : data_->children) {
    child->is_known = true;
    result.push_back({child->key, ConfigNode(child)});
  }
  return result;
}

std::vector<ConfigNode> ConfigNode::items() const {
  std::vector<ConfigNode> result;
  note_item();
  if (data_->poses()) return stand_ins({"[0]", "[1]"});  // two, for what has to be a pair
  if (!is_sequence()) {
    report_at(*data_, describe(*data_) + " is not a list", "a list was expected");
    data_->make_all_known();
    return result;
  }
  for (ConfigData* child : data_->children) result.push_back(ConfigNode(child));
  return result;
}

}  // namespace detente
