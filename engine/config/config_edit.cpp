#include "engine/config/config_data.hpp"
#include "engine/config/config_tree.hpp"
#include "engine/config/file_loader.hpp"
#include "engine/config/merge.hpp"
#include "engine/config/nearest.hpp"
#include "engine/config/number_text.hpp"
#include "engine/config/yaml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace detente {
namespace {

// As of keys and maps in a file.
constexpr std::size_t deepest = 64;
constexpr std::size_t longest_key = 200;

/// A new value with its key, not yet in a map.
ConfigData* with_key(ConfigData* data, std::string const& key, Place const& place) {
  data->key = key;
  data->key_place = place;
  return data;
}

/// An item of a list.
struct ListItem {
  ConfigData* list;
  std::size_t index;

  bool exists() const { return index < list->children.size(); }
  ConfigData* item() const { return list->children[index]; }
};

/// The list that stands at a value, or is the `value` of a described one; null if there is none.
ConfigData* list_at(ConfigData* data) {
  if (data != nullptr && data->is_described()) data = data->child("value");
  return data != nullptr && data->kind == ConfigKind::sequence ? data : nullptr;
}

/// The item that a part of a key means: "when[0]" below a map that has a list `when`. Nothing where the part is a key
/// like any other.
std::optional<ListItem> item_meant(ConfigData const& map, std::string const& part) {
  std::size_t bracket = part.find('[');
  if (bracket == std::string::npos || map.child(part) != nullptr) return std::nullopt;
  std::optional<ListItem> found;
  ConfigData* data = map.child(part.substr(0, bracket));
  while (bracket < part.size()) {
    std::size_t const end = part.find(']', bracket);
    ConfigData* const list = list_at(data);
    if (list == nullptr || part[bracket] != '[' || end == std::string::npos) return std::nullopt;
    ParsedNumber<std::int64_t> const index = parse_integer(part.substr(bracket + 1, end - bracket - 1));
    if (!index.reason.empty() || index.value < 0) return std::nullopt;
    found = ListItem{list, static_cast<std::size_t>(index.value)};
    if (!found->exists()) return found;
    data = found->item();
    bracket = end + 1;
  }
  return found;
}

/// The item, or a fault at `place` and null if the list is not so long.
ConfigData* item_or_fault(ConfigStore& store, ListItem const& found, Place const& place) {
  if (found.exists()) return found.item();
  std::size_t const count = found.list->children.size();
  store.diagnostics.report(place, fmt::format("{} has no item [{}]", printable(found.list->path()), found.index),
                           count == 0 ? "the list is empty" : fmt::format("[0] to [{}] were expected", count - 1));
  return nullptr;
}

/// The map at a dotted key, made where it is absent. Null, and a fault at `place`, if something else stands in the way.
ConfigData* map_at(ConfigStore& store, std::vector<std::string> const& parts, Place const& place) {
  ConfigData* map = store.root;
  for (std::string const& part : parts) {
    std::optional<ListItem> const item = item_meant(*map, part);
    ConfigData* next = item ? item_or_fault(store, *item, place) : map->child(part);
    if (item && next == nullptr) return nullptr;
    if (next == nullptr) {
      next = with_key(store.make(ConfigKind::map, place), part, place);
      map->add(next);
    } else if (next->kind == ConfigKind::null) {
      next->kind = ConfigKind::map;
    }
    if (next->kind != ConfigKind::map) {
      store.diagnostics.report(place, fmt::format("{}: {} is not a map", printable(next->path()), describe(*next)),
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

/// Reports a key that could not stand in a file.
bool is_usable(ConfigStore& store, std::string const& key, std::vector<std::string> const& parts, Place const& place) {
  std::size_t const longest = std::max_element(parts.begin(), parts.end(), [](auto const& a, auto const& b) {
                                return a.size() < b.size();
                              })->size();
  if (printable(key) != key) {
    store.diagnostics.report(place, "a key with a character that is not text", "words in UTF-8 were expected");
  } else if (has_empty_part(parts)) {
    store.diagnostics.report(place, fmt::format("key {} has an empty part", cited(key)),
                             "words with single dots between them were expected");
  } else if (longest > longest_key) {
    store.diagnostics.report(place, fmt::format("a key of {} bytes", longest), "at most 200 were expected");
  } else if (parts.size() > deepest) {
    store.diagnostics.report(place, "more than 64 levels of nesting", "at most 64 were expected");
  } else {
    return true;
  }
  return false;
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
  if (!is_usable(*store_, key, parts, place)) return;
  std::string const last = parts.back();
  parts.pop_back();
  ConfigData* const data = read_yaml(*store_, source);
  ConfigData* const map = map_at(*store_, parts, place);
  if (data == nullptr || map == nullptr) return;
  std::optional<ListItem> const item = item_meant(*map, last);
  if (!item) return put(*map, with_key(data, last, place));
  ConfigData* const old = item_or_fault(*store_, *item, place);
  if (old != nullptr) replace_value(*old, with_key(data, last, place));
}

void ConfigTree::unset(std::string const& key) {
  int const source = store_->diagnostics.add_source({"--unset " + key, ".", key});
  ConfigData* data = store_->root;
  int column = 0;
  for (std::string const& part : split_dotted(key)) {
    std::optional<ListItem> const item = item_meant(*data, part);
    ConfigData* const next = item ? item_or_fault(*store_, *item, {source, 0, column}) : data->child(part);
    if (item && next == nullptr) return;
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
  ConfigData* const above = data->parent;
  above->remove(data);
  if (above->kind != ConfigKind::sequence) return;
  for (std::size_t i = 0; i < above->children.size(); ++i) above->children[i]->key = fmt::format("[{}]", i);
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

void ConfigTree::include_table(std::string const& key) {
  ConfigData& named = *root()[key].data_;
  if (named.kind == ConfigKind::missing || named.kind == ConfigKind::map) return;
  ConfigData* content = nullptr;
  if (named.kind == ConfigKind::scalar && !named.text.empty()) {
    std::string const folder = store_->diagnostics.source(named.place.source).folder();
    content = load_table(*store_, resolve_file(folder, named.text), named.place);
  } else {
    report_at(named, describe(named) + " stands here", "the name of a CSV file was expected");
  }
  if (content == nullptr) content = store_->make(ConfigKind::missing, named.place);
  content->is_known = true;
  content->key_place = named.key_place;
  named.parent->replace(&named, content);
}

void ConfigTree::overlay(std::string const& key, ConfigNode const& patch) {
  if (Form* const form = patch.form()) form->overrides = key;
  if (patch.data_->kind == ConfigKind::missing) return;
  if (patch.data_->kind == ConfigKind::null) return patch.ignore();
  if (patch.data_->kind != ConfigKind::map) {
    patch.error(fmt::format("{}: {} is not a map", printable(patch.path()), describe(*patch.data_)),
                "a map of overrides was expected");
    return patch.ignore();
  }
  ConfigData* const copy = copy_into(*store_, *patch.data_);
  patch.ignore();
  ConfigData* const map = map_at(*store_, key.empty() ? std::vector<std::string>{} : split_dotted(key), copy->place);
  if (map != nullptr) merge_map(*map, *copy);
}

}  // namespace detente
