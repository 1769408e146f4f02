#include "engine/config/config_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace detente {
namespace {

constexpr std::size_t most_values = 2000000;  // about 500 MB at worst
constexpr std::size_t children_before_index = 16;

std::string missing_key(std::string const& key) { return fmt::format("missing key '{}'", key); }

std::string required_in(ConfigData const& map) {
  std::string const path = map.path();
  return path.empty() ? "required at the top" : "required in " + printable(path);
}

}  // namespace

bool ConfigData::is_described() const { return kind == ConfigKind::map && child("value") != nullptr; }

bool ConfigData::is_dated() const {
  if (kind != ConfigKind::map || children.empty()) return false;
  return std::all_of(children.begin(), children.end(),
                     [](ConfigData const* data) { return data->key[0] >= '0' && data->key[0] <= '9'; });
}

ConfigData* ConfigData::child(std::string_view name) const {
  if (kind != ConfigKind::map) return nullptr;
  if (index_) {
    auto const found = index_->find(name);
    return found == index_->end() ? nullptr : found->second;
  }
  auto const found =
      std::find_if(children.begin(), children.end(), [&](ConfigData const* data) { return data->key == name; });
  return found == children.end() ? nullptr : *found;
}

void ConfigData::add(ConfigData* data) {
  if (kind == ConfigKind::sequence) data->key = fmt::format("[{}]", children.size());
  data->parent = this;
  children.push_back(data);
  if (kind != ConfigKind::map) return;
  if (index_) {
    index_->emplace(data->key, data);
  } else if (children.size() > children_before_index) {
    index_ = std::make_unique<std::unordered_map<std::string_view, ConfigData*>>();
    for (ConfigData* each : children) index_->emplace(each->key, each);
  }
}

void ConfigData::replace(ConfigData* old, ConfigData* data) {
  data->key = old->key;
  data->key_is_quoted = old->key_is_quoted;
  if (data->key_place.source < 0) data->key_place = old->key_place;
  data->parent = this;
  std::replace(children.begin(), children.end(), old, data);
  if (index_) {
    index_->erase(old->key);
    index_->emplace(data->key, data);
  }
}

void ConfigData::remove(ConfigData* old) {
  children.erase(std::remove(children.begin(), children.end(), old), children.end());
  if (index_) index_->erase(old->key);
}

bool ConfigData::note_asked(std::string_view name) {
  bool const is_first = std::find(asked.begin(), asked.end(), name) == asked.end();
  if (is_first) asked.emplace_back(name);
  return is_first;
}

bool ConfigData::poses() const { return kind == ConfigKind::missing && store->form != nullptr; }

Form* ConfigData::form() const {
  if (store->form == nullptr || parent == nullptr) return store->form;
  Form* const above = parent->form();
  if (above == nullptr) return nullptr;
  if (above->is_described && is_evidence_key(key)) return key == "value" ? above : nullptr;
  if (key.starts_with('[')) return above->item.get();
  Form* const own = above->find_key(key);
  return own != nullptr ? own : above->entry.get();
}

void ConfigData::make_all_known() {
  is_known = true;
  for (ConfigData* each : children) each->make_all_known();
}

std::string ConfigData::path() const {
  std::string const above = parent == nullptr ? "" : parent->path();
  bool const joined = above.empty() || (!key.empty() && key[0] == '[' && parent->kind == ConfigKind::sequence);
  return above + (joined ? "" : ".") + key;
}

Place ConfigData::place_of_whole() const {
  bool const key_is_better = kind != ConfigKind::scalar && key_place.source >= 0;
  return key_is_better ? key_place : place;
}

ConfigData* ConfigStore::make(ConfigKind kind, Place const& place) {
  ConfigData& data = values.emplace_back();
  data.store = this;
  data.kind = kind;
  data.place = place;
  return &data;
}

bool ConfigStore::is_full() const { return values.size() >= most_values; }

void report_at(ConfigData const& data, std::string const& what, std::string const& expected, std::string const& hint) {
  if (data.kind == ConfigKind::missing) return;
  std::string const path = printable(data.path());
  data.store->diagnostics.report(data.place_of_whole(), path.empty() ? what : path + ": " + what, expected, hint);
}

void report_missing(ConfigData const& map, std::string const& key) {
  map.store->diagnostics.report(map.place_of_whole(), missing_key(key), required_in(map));
}

void withdraw_missing(ConfigData const& map, std::string const& key) {
  bool const is_absent =
      std::any_of(map.absent.begin(), map.absent.end(), [&](ConfigData const* data) { return data->key == key; });
  if (!is_absent) return;
  map.store->diagnostics.withdraw(map.place_of_whole(), missing_key(key), required_in(map));
}

std::string describe(ConfigData const& data) {
  if (data.kind == ConfigKind::map) return "a map";
  if (data.kind == ConfigKind::sequence) return "a list";
  return data.kind == ConfigKind::scalar ? cited(data.text) : "nothing";
}

bool is_evidence_key(std::string_view key) {
  static constexpr std::array<std::string_view, 7> keys{"value",      "unit",  "status",      "source",
                                                        "confidence", "range", "factor_range"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::vector<std::string> split_dotted(std::string_view key) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.', start)) {
    parts.emplace_back(key.substr(start, dot - start));
    start = dot + 1;
  }
  parts.emplace_back(key.substr(start));
  return parts;
}

}  // namespace detente
