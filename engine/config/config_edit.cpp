#include "engine/config/config_data.hpp"
#include "engine/config/config_tree.hpp"
#include "engine/config/file_loader.hpp"
#include "engine/config/merge.hpp"
#include "engine/config/nearest.hpp"
#include "engine/config/yaml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {
namespace {

/// A new value with its key, not yet in a map.
ConfigData* with_key(ConfigData* data, std::string const& key, Place const& place) {
  data->key = key;
  data->key_place = place;
  return data;
}

/// The map at a dotted key, made where it is absent. Null, and a fault at `place`, if something else stands in the way.
ConfigData* map_at(ConfigStore& store, std::vector<std::string> const& parts, Place const& place) {
  ConfigData* map = store.root;
  for (std::string const& part : parts) {
    ConfigData* next = map->child(part);
    if (next == nullptr) {
      next = with_key(store.make(ConfigKind::map, place), part, place);
      map->add(next);
    } else if (next->kind == ConfigKind::null) {
      next->kind = ConfigKind::map;
    }
    if (next->kind != ConfigKind::map) {
      store.diagnostics.report(place, fmt::format("{}: {} is not a map", next->path(), describe(*next)),
                               "a key inside a map was expected");
      return nullptr;
    }
    map = next;
  }
  return map;
}

bool has_empty_part(std::vector<std::string> const& parts) {
  return std::any_of(parts.begin(), parts.end(), [](std::string const& part) { return part.empty(); });
}

void put(ConfigData& map, ConfigData* data) {
  ConfigData* const old = map.child(data->key);
  if (old != nullptr) return replace_value(*old, data);
  bool const adds_date = map.is_dated();
  map.add(data);
  auto const by_key = [](ConfigData const* a, ConfigData const* b) { return a->key < b->key; };
  if (adds_date && map.is_dated() && std::is_sorted(map.children.begin(), map.children.end() - 1, by_key)) {
    std::sort(map.children.begin(), map.children.end(), by_key);
  }
}

}  // namespace

void ConfigTree::set(std::string const& key, std::string const& yaml) {
  int const source = store_->diagnostics.add_source({fmt::format("--set {}={}", key, yaml), ".", yaml});
  Place const place{source, 0, 0};
  std::vector<std::string> parts = split_dotted(key);
  if (has_empty_part(parts)) {
    store_->diagnostics.report(place, fmt::format("key {} has an empty part", cited(key)),
                               "words with single dots between them were expected");
    return;
  }
  std::string const last = parts.back();
  parts.pop_back();
  ConfigData* const data = read_yaml(*store_, source);
  ConfigData* const map = map_at(*store_, parts, place);
  if (data != nullptr && map != nullptr) put(*map, with_key(data, last, place));
}

void ConfigTree::unset(std::string const& key) {
  int const source = store_->diagnostics.add_source({"--unset " + key, ".", key});
  ConfigData* data = store_->root;
  int column = 0;
  for (std::string const& part : split_dotted(key)) {
    ConfigData* const next = data->child(part);
    if (next == nullptr) {
      std::vector<std::string> written;
      for (ConfigData const* child : data->children) written.push_back(child->key);
      std::string const where = data->path().empty() ? "the configuration" : printable(data->path());
      store_->diagnostics.report({source, 0, column}, fmt::format("there is no key {} in {}", cited(part), where),
                                 "a key that is written was expected", did_you_mean(nearest(part, written)));
      return;
    }
    data = next;
    column += static_cast<int>(part.size()) + 1;
  }
  data->parent->remove(data);
}

void ConfigTree::include(std::string const& key, std::string const& schema) {
  ConfigNode const node = root()[key];
  ConfigData& named = *node.data_;
  if (Form* const form = node.form()) form->schema = schema;
  if (named.kind == ConfigKind::missing) return;
  if (named.kind == ConfigKind::map) {
    ConfigData* const own = named.child("schema");
    if (own == nullptr) return;
    own->is_known = true;
    check_schema(named, schema, own->place, "this");
    return;
  }
  ConfigData* content = nullptr;
  if (named.kind == ConfigKind::scalar && !named.text.empty()) {
    std::string const folder = store_->diagnostics.source(named.place.source).folder();
    content = load_file(*store_, resolve_file(folder, named.text), named.place);
  } else {
    report_at(named, describe(named) + " stands here", fmt::format("the name of a {} file was expected", schema));
  }
  if (content != nullptr)
    check_schema(*content, schema, named.place, cited(named.text));
  else
    content = store_->make(ConfigKind::missing, named.place);
  content->is_known = true;
  content->key_place = named.key_place;
  named.parent->replace(&named, content);
}

void ConfigTree::overlay(std::string const& key, ConfigNode const& patch) {
  if (Form* const form = patch.form()) form->overrides = key;
  if (patch.data_->kind == ConfigKind::missing) return;
  if (patch.data_->kind == ConfigKind::null) return patch.ignore();
  if (patch.data_->kind != ConfigKind::map) {
    patch.error(fmt::format("{}: {} is not a map", patch.path(), describe(*patch.data_)),
                "a map of overrides was expected");
    return patch.ignore();
  }
  ConfigData* const copy = copy_into(*store_, *patch.data_);
  patch.ignore();
  ConfigData* const map = map_at(*store_, key.empty() ? std::vector<std::string>{} : split_dotted(key), copy->place);
  if (map != nullptr) merge_map(*map, *copy);
}

}  // namespace detente
