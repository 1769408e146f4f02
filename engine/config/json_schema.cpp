#include "engine/config/json_schema.hpp"

#include "engine/config/number_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

constexpr char const* month_pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$";
constexpr char const* text_types = R"(["string", "number", "boolean"])";  // whatever is written counts as a text

/// Whether all that a file needs has to be there, or only what it changes in another.
enum class Extent { whole, part };

Json any_of(std::vector<Json> const& alternatives) {
  return alternatives.size() == 1 ? alternatives.front() : Json{{"anyOf", alternatives}};
}

Json number_within(char const* type, Bounds bounds) {
  Json number{{"type", type}};
  if (std::isfinite(bounds.lowest)) number["minimum"] = bounds.lowest;
  if (std::isfinite(bounds.highest)) number["maximum"] = bounds.highest;
  return number;
}

Json pair_within(Bounds bounds) {
  return {{"type", "array"}, {"items", number_within("number", bounds)}, {"minItems", 2}, {"maxItems", 2}};
}

Json dated(Json const& point) {
  return {{"type", "object"},
          {"minProperties", 1},
          {"patternProperties", {{month_pattern, point}}},
          {"additionalProperties", false}};
}

std::string escaped(std::string const& key) {
  std::string pattern;
  for (char const c : key)
    pattern += (std::string_view(".*+?()[]{}|^$\\").find(c) != std::string_view::npos ? "\\" : "") + std::string(1, c);
  return pattern;
}

/// Words for a place in the names of definitions.
std::string named(std::string const& above, std::string const& part) {
  return above.empty() ? part : above + "." + part;
}

/// A text that is only looked at says nothing where it is also read as something; a whole number is the narrower.
std::vector<ValueForm> distinct(std::vector<ValueForm> const& values) {
  auto const has = [&](ValueKind kind) {
    return std::any_of(values.begin(), values.end(), [&](ValueForm const& value) { return value.kind == kind; });
  };
  std::vector<ValueForm> result;
  ValueForm choices{.kind = ValueKind::choice};
  for (ValueForm const& value : values) {
    if (value.kind == ValueKind::choice)
      choices.choices.insert(choices.choices.end(), value.choices.begin(), value.choices.end());
    bool const is_looked_at = value.kind == ValueKind::text && values.size() > 1;
    bool const is_wider = value.kind == ValueKind::number && (has(ValueKind::integer) || has(ValueKind::path));
    if (value.kind != ValueKind::choice && !is_looked_at && !is_wider) result.push_back(value);
  }
  if (has(ValueKind::choice)) result.push_back(choices);
  return result;
}

class SchemaWriter {
 public:
  SchemaWriter(Form& root, KnownIds ids) : root_(root), ids_(ids) {}

  Json file(Form const& form) {
    Json const head{{"schema", {{"const", form.schema}}}, {"extends", extends()}};
    Json whole = map(form, "", Extent::whole, head);
    Json const part = map(form, "part", Extent::part, head);
    whole["required"].insert(whole["required"].begin(), "schema");
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"title", form.schema},
                {"type", "object"},
                {"required", {"schema"}},
                {"if", {{"required", {"extends"}}}},
                {"then", part},
                {"else", whole}};
    if (!form.description.empty()) schema["description"] = form.description;
    schema["$defs"] = definitions_;
    return schema;
  }

 private:
  static Json extends() {
    Json const name{{"type", "string"}};
    return {{"description", "files that this one changes: their maps merge, what stands here wins"},
            {"anyOf", {name, {{"type", "array"}, {"items", name}}}}};
  }

  /// What may stand at a form, as a reference to its definition. A form is asked for at many keys and defined once.
  Json reference(Form const& form, std::string const& name, Extent extent) {
    if (!form.overrides.empty()) return reference(*root_.find(form.overrides), "part." + form.overrides, Extent::part);
    auto const known = references_.find({&form, extent});
    if (known != references_.end()) return known->second;
    std::string const shared = shared_name(form);
    Json const made = to_definition(define(form, name, extent), shared.empty() ? name : shared);
    references_.emplace(std::pair(&form, extent), made);
    return made;
  }

  /// Each definition is kept once, under the first name that it had.
  Json to_definition(Json const& definition, std::string const& name) {
    auto const [known, is_new] = names_.try_emplace(definition.dump(), name);
    if (is_new) definitions_[name] = definition;
    return {{"$ref", "#/$defs/" + known->second}};
  }

  /// A name for forms that are the same in many places; empty for others.
  static std::string shared_name(Form const& form) {
    std::vector<ValueForm> const values = distinct(form.values);
    bool const is_one =
        values.size() == 1 && !form.is_map() && !form.item && form.description.empty() && form.unit.empty();
    if (!is_one) return "";
    std::string const number = describe(values[0].bounds);
    std::map<ValueKind, std::string> const names{
        {ValueKind::number, number},  {ValueKind::integer, "whole: " + number}, {ValueKind::path, "path of " + number},
        {ValueKind::text, "a text"},  {ValueKind::identifier, "an id"},         {ValueKind::boolean, "true or false"},
        {ValueKind::month, "a month"}};
    auto const found = names.find(values[0].kind);
    std::string name = found == names.end() ? "" : found->second;
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
  }

  Json define(Form const& form, std::string const& name, Extent extent) {
    std::vector<Json> bare, described;
    for (ValueForm const& value : distinct(form.values)) add_value(value, described);
    if (form.item) (form.is_described ? described : bare).push_back(list(form, name, extent));
    if (form.is_map()) {
      Json const head = form.schema.empty() ? Json::object() : Json{{"schema", {{"const", form.schema}}}};
      (form.is_described && !form.has_ids ? described : bare).push_back(map(form, name, extent, head));
    }
    if (!form.schema.empty()) {
      bare.push_back({{"type", "string"}, {"description", "name of a file of schema " + form.schema}});
    }
    std::vector<Json> alternatives;
    if (form.is_bare || !form.is_tested) alternatives = described;
    alternatives.insert(alternatives.end(), bare.begin(), bare.end());
    if (!described.empty())
      alternatives.push_back(to_definition(describe_value(form, described, extent), named(name, "described")));
    Json definition = alternatives.empty() ? Json::object() : any_of(alternatives);
    if (!form.description.empty()) definition["description"] = form.description;
    return definition;
  }

  void add_value(ValueForm const& value, std::vector<Json>& alternatives) const {
    switch (value.kind) {
      case ValueKind::number:
        return alternatives.push_back(number_within("number", value.bounds));
      case ValueKind::integer:
        return alternatives.push_back(number_within("integer", value.bounds));
      case ValueKind::text:
        return alternatives.push_back({{"type", Json::parse(text_types)}});
      case ValueKind::identifier:
        return alternatives.push_back({{"type", "string"}, {"pattern", "^[A-Za-z_][A-Za-z0-9_]*$"}});
      case ValueKind::boolean:
        return alternatives.push_back({{"type", "boolean"}});
      case ValueKind::month:
        return alternatives.push_back({{"type", "string"}, {"pattern", month_pattern}});
      case ValueKind::choice:
        return alternatives.push_back(choice(value.choices));
      case ValueKind::path:
        alternatives.push_back(number_within("number", value.bounds));
        alternatives.push_back(dated(number_within("number", value.bounds)));
    }
  }

  /// Ids without those that only stand for others; nothing if any id will do.
  std::vector<std::string> known(std::vector<std::string> const& ids) const {
    std::vector<std::string> result;
    for (std::string const& id : ids) {
      if (is_placeholder(id) && ids_ == KnownIds::open) return {};
      bool const is_new = std::find(result.begin(), result.end(), id) == result.end();
      if (!is_placeholder(id) && is_new) result.push_back(id);
    }
    return result;
  }

  Json choice(std::vector<std::string> const& choices) const {
    std::vector<std::string> const words = known(choices);
    return words.empty() ? Json{{"type", "string"}} : Json{{"enum", words}};
  }

  Json list(Form const& form, std::string const& name, Extent extent) {
    Json const items = reference(*form.item, named(name, "item"), extent);
    Json array{{"type", "array"}, {"items", items}};
    if (form.length > 0) array["minItems"] = array["maxItems"] = form.length;
    return array;
  }

  Json describe_value(Form const& form, std::vector<Json> const& values, Extent extent) {
    Bounds range;
    for (ValueForm const& value : form.values) {
      if (value.kind == ValueKind::number) range = value.bounds;
    }
    Json const text{{"type", Json::parse(text_types)}};
    Json unit = text;
    if (!form.unit.empty()) {
      unit = {{"enum", {form.unit}}};
      ParsedNumber<double> const number = parse_number(form.unit);
      if (number.reason.empty()) unit["enum"].push_back(number.value);
    }
    Json object{{"type", "object"},
                {"required", {"value"}},
                {"properties",
                 {{"value", any_of(values)},
                  {"unit", unit},
                  {"range", pair_within(range)},
                  {"factor_range", pair_within(non_negative)},
                  {"status", {{"enum", evidence_statuses}}},
                  {"source", text},
                  {"confidence", {{"enum", evidence_confidences}}}}},
                {"additionalProperties", false}};
    if (form.needs_evidence && extent == Extent::whole) object["required"] = {"value", "unit", "status"};
    return object;
  }

  Json map(Form const& form, std::string const& name, Extent extent, Json const& head) {
    Json object{{"type", "object"}, {"required", Json::array()}, {"properties", head}};
    Json& properties = object["properties"];
    Json conditions = Json::array();
    bool needs_keys = false;
    for (FormKey const& key : form.keys) {
      properties[key.name] = reference(*key.form, named(name, key.name), extent);
      if (!form.needs(key) || extent == Extent::part) continue;
      needs_keys = true;
      if (is_nested(*key.form))
        conditions.push_back(presence(key.name, *key.form));
      else
        object["required"].push_back(key.name);
    }
    Json patterns = Json::object();
    add_entries(form, name, extent, properties, patterns);
    for (FormKey const& key : form.keys)
      add_dotted(*key.form, key.name, named(name, key.name), extent, properties, patterns);
    if (!patterns.empty()) object["patternProperties"] = patterns;
    object["additionalProperties"] = false;
    if (!conditions.empty()) object["allOf"] = conditions;
    if (!needs_keys) object["type"] = {"object", "null"};  // a key with nothing after it is an empty map
    return object;
  }

  /// A map whose keys may also be written dotted, where it stands.
  static bool is_nested(Form const& form) { return form.is_map() && form.schema.empty() && form.overrides.empty(); }

  /// A required key: as it is, or in the dotted keys of what it requires itself.
  static Json presence(std::string const& dotted, Form const& form) {
    Json nested{{"required", {dotted}}};
    if (!is_nested(form)) return nested;
    Json parts = Json::array();
    for (FormKey const& key : form.keys) {
      if (form.needs(key)) parts.push_back(presence(dotted + "." + key.name, *key.form));
    }
    Json condition{{"if", {{"propertyNames", {{"not", {{"pattern", "^" + escaped(dotted) + "\\."}}}}}}},
                   {"then", nested}};
    if (!parts.empty()) condition["else"] = {{"allOf", parts}};
    return condition;
  }

  /// Keys that begin with a digit are dates where a map by id may stand.
  static std::string any_key(Form const& form) { return form.has_ids ? "[^.0-9][^.]*" : "[^.]+"; }

  void add_entries(Form const& form, std::string const& name, Extent extent, Json& properties, Json& patterns) {
    if (!form.entry) return;
    std::string const entry_name = named(name, "each");
    Json const entry = reference(*form.entry, entry_name, extent);
    std::vector<std::string> ids = known(form.ids);
    if (form.has_ids && !ids.empty()) {
      ids.emplace_back("default");
      for (std::string const& id : ids) {
        if (properties.contains(id)) continue;
        properties[id] = entry;
        add_dotted(*form.entry, id, entry_name, extent, properties, patterns);
      }
      return;
    }
    std::string others = any_key(form);
    std::string taken;
    for (auto const& [key, schema] : properties.items()) {
      if (key.find('.') == std::string::npos) taken += (taken.empty() ? "" : "|") + escaped(key);
    }
    if (!taken.empty()) others = "(?!(" + taken + ")$)" + others;
    patterns["^" + others + "$"] = entry;
    add_dotted_pattern(*form.entry, others, entry_name, extent, patterns);
  }

  /// The keys of a nested map, dotted.
  void add_dotted(Form const& form, std::string const& dotted, std::string const& name, Extent extent, Json& properties,
                  Json& patterns) {
    if (!form.overrides.empty()) patterns["^" + escaped(dotted) + "\\."] = true;
    if (!is_nested(form)) return;
    for (FormKey const& key : form.keys) {
      std::string const below = dotted + "." + key.name;
      properties[below] = reference(*key.form, named(name, key.name), extent);
      add_dotted(*key.form, below, named(name, key.name), extent, properties, patterns);
    }
    if (form.entry) add_dotted_entries(form, escaped(dotted), name, extent, patterns);
  }

  /// The keys of a map under any key, dotted; what lies deeper is left to the reader, or the schema would be all
  /// patterns.
  void add_dotted_pattern(Form const& form, std::string const& pattern, std::string const& name, Extent extent,
                          Json& patterns) {
    if (!is_nested(form)) return;
    for (FormKey const& key : form.keys) {
      std::string const below = pattern + "\\." + escaped(key.name);
      patterns["^" + below + "$"] = reference(*key.form, named(name, key.name), extent);
      if (is_nested(*key.form) || !key.form->overrides.empty()) patterns["^" + below + "\\."] = true;
    }
    if (form.entry) add_dotted_entries(form, pattern, name, extent, patterns);
  }

  void add_dotted_entries(Form const& form, std::string const& pattern, std::string const& name, Extent extent,
                          Json& patterns) {
    std::string taken;
    for (FormKey const& key : form.keys) taken += (taken.empty() ? "" : "|") + escaped(key.name);
    std::string ids;
    for (std::string const& id : known(form.ids)) ids += (ids.empty() ? "default|" : "|") + escaped(id);
    std::string const others = !ids.empty()    ? "(" + ids + ")"
                               : taken.empty() ? any_key(form)
                                               : "(?!(" + taken + ")(\\.|$))" + any_key(form);
    patterns["^" + pattern + "\\." + others + "$"] = reference(*form.entry, named(name, "each"), extent);
    if (is_nested(*form.entry)) patterns["^" + pattern + "\\." + others + "\\."] = true;
  }

  Form& root_;
  KnownIds ids_;
  Json definitions_ = Json::object();
  std::map<std::string, std::string> names_;  // by what they define
  std::map<std::pair<Form const*, Extent>, Json> references_;
};

}  // namespace

std::string json_schema(Form& root, Form const& form, KnownIds ids) {
  return SchemaWriter(root, ids).file(form).dump(1) + "\n";
}

}  // namespace detente
