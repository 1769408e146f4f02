#include "engine/config/merge.hpp"

#include <map>

namespace detente {
namespace {

/// Copies values from one store to another, each source once.
class Copier {
 public:
  Copier(ConfigStore& to, ConfigStore const& from) : to_(to), from_(from) {}

  ConfigData* copy(ConfigData const& data) {
    ConfigData* const result = to_.make(data.kind, mapped(data.place));
    result->is_quoted = data.is_quoted;
    result->key_is_quoted = data.key_is_quoted;
    result->from_dotted_key = data.from_dotted_key;
    result->is_known = data.is_known;
    result->key = data.key;
    result->text = data.text;
    result->key_place = mapped(data.key_place);
    result->asked = data.asked;
    for (ConfigData const* each : data.children) result->add(copy(*each));
    return result;
  }

 private:
  Place mapped(Place place) {
    if (place.source < 0 || &to_ == &from_) return place;
    auto const [entry, is_new] = sources_.try_emplace(place.source, 0);
    if (is_new) entry->second = to_.diagnostics.add_source(from_.diagnostics.source(place.source));
    place.source = entry->second;
    return place;
  }

  ConfigStore& to_;
  ConfigStore const& from_;
  std::map<int, int> sources_;
};

}  // namespace

ConfigData* copy_into(ConfigStore& store, ConfigData const& data) { return Copier(store, *data.store).copy(data); }

void merge_map(ConfigData& base, ConfigData& patch) {
  std::vector<ConfigData*> const newer = patch.children;
  for (ConfigData* each : newer) {
    ConfigData* const old = base.child(each->key);
    if (old == nullptr) {
      base.add(each);
    } else if (old->is_plain_map() && each->is_plain_map()) {
      merge_map(*old, *each);
    } else if (ConfigData* const value = old->child("value");
               each->is_plain_map() && value != nullptr && value->is_plain_map()) {
      merge_map(*value, *each);
    } else if (each->is_plain_map()) {
      base.replace(old, each);
    } else {
      replace_value(*old, each);
    }
  }
}

void replace_value(ConfigData& old, ConfigData* data) {
  bool const evidence_stays = old.is_described() && !data->is_described();
  if (evidence_stays)
    old.replace(old.child("value"), data);
  else
    old.parent->replace(&old, data);
}

}  // namespace detente
