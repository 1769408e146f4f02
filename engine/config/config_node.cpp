#include "engine/config/config_node.hpp"

#include "engine/config/config_data.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {

bool ConfigNode::is_present() const { return data_->kind != ConfigKind::missing; }
bool ConfigNode::is_map() const { return data_->kind == ConfigKind::map; }
bool ConfigNode::is_sequence() const { return data_->kind == ConfigKind::sequence; }
bool ConfigNode::is_scalar() const { return data_->kind == ConfigKind::scalar && !data_->text.empty(); }
bool ConfigNode::is_described() const { return data_->is_described(); }
bool ConfigNode::is_dated() const { return data_->is_dated(); }
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

ConfigNode ConfigNode::required_child(std::string const& key) const {
  if (data_->kind != ConfigKind::map && data_->kind != ConfigKind::null) {
    report_at(*data_, describe(*data_) + " is not a map", fmt::format("a map with the key '{}' was expected", key));
    return ConfigNode(stand_in(key));
  }
  if (ConfigData* const child = known_child(key)) return ConfigNode(child);
  std::string const parent = path();
  data_->store->diagnostics.report(data_->place_of_whole(), fmt::format("missing key '{}'", key),
                                   parent.empty() ? "required at the top" : "required in " + printable(parent));
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
    bool const may_have_keys = node.is_map() || node.data_->kind == ConfigKind::null || !node.is_present();
    if (!may_have_keys) {
      report_at(*node.data_, describe(*node.data_) + " is not a map",
                fmt::format("a map that may have the key '{}' was expected", part));
      return std::nullopt;
    }
    ConfigData* const child = node.known_child(part);
    if (child == nullptr || child->kind == ConfigKind::missing) return std::nullopt;
    node = ConfigNode(child);
  }
  return node;
}

std::vector<ConfigEntry> ConfigNode::entries() const {
  std::vector<ConfigEntry> result;
  bool const is_empty = data_->kind == ConfigKind::null || !is_present();
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
  if (!is_sequence()) {
    report_at(*data_, describe(*data_) + " is not a list", "a list was expected");
    data_->make_all_known();
    return result;
  }
  for (ConfigData* child : data_->children) result.push_back(ConfigNode(child));
  return result;
}

}  // namespace detente
