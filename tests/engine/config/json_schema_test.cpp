#include "engine/config/json_schema.hpp"

#include "engine/config/config_tree.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace detente {
namespace {

using Json = nlohmann::json;

template <class Read>
Json schema_of(Read read, KnownIds ids = KnownIds::open, std::string const& text = "{}") {
  Form form;
  note_forms(
      form, [&] { return ConfigTree::parse(text, "x.yaml"); },
      [&](ConfigTree tree) {
        tree.require_schema("detente/test@1");
        read(tree.root());
      });
  return Json::parse(json_schema(form, form, ids));
}

/// What a key of the file may hold, its reference followed.
Json key_of(Json const& schema, std::string const& key) {
  std::string const name = schema["else"]["properties"][key]["$ref"];
  return schema["$defs"][name.substr(std::string("#/$defs/").size())];
}

TEST(JsonSchema, A_number_keeps_its_bounds_bare_and_described) {
  Json const schema = schema_of([](ConfigNode root) { root["share"].number(unit_interval); });
  Json const share = key_of(schema, "share");

  EXPECT_EQ(share["anyOf"][0], Json::parse(R"({"type": "number", "minimum": 0, "maximum": 1})"));
  std::string const described = share["anyOf"][1]["$ref"];
  Json const& object = schema["$defs"][described.substr(8)];
  EXPECT_EQ(object["properties"]["value"], share["anyOf"][0]);
  EXPECT_EQ(object["properties"]["range"]["items"], share["anyOf"][0]);
  EXPECT_EQ(object["additionalProperties"], false);
}

TEST(JsonSchema, Only_what_every_reading_needs_is_required) {
  Json const schema = schema_of([](ConfigNode root) {
    root["name"].text();
    root.find("note");
  });

  EXPECT_EQ(schema["else"]["required"], Json::parse(R"(["schema", "name"])"));
  EXPECT_EQ(schema["else"]["additionalProperties"], false);
  EXPECT_EQ(schema["then"]["required"], Json::array());  // beside `extends`
}

TEST(JsonSchema, A_dotted_key_is_what_it_stands_for) {
  Json const schema = schema_of([](ConfigNode root) { root["access"]["mobility"].number(unit_interval); });
  Json const& properties = schema["else"]["properties"];
  std::string const name = properties["access"]["$ref"];

  EXPECT_EQ(properties["access.mobility"], schema["$defs"][name.substr(8)]["properties"]["mobility"]);
}

TEST(JsonSchema, Ids_are_open_until_a_file_closes_them) {
  auto const read = [](ConfigNode root) {
    std::vector<std::string> ids;
    for (ConfigEntry const& entry : root["places"].entries()) ids.push_back(entry.id);
    root["home"].choice(ids);
  };

  EXPECT_EQ(key_of(schema_of(read), "home")["anyOf"][0], Json::parse(R"({"type": "string"})"));
  EXPECT_EQ(key_of(schema_of(read, KnownIds::closed, "places: {north: 1}\n"), "home")["anyOf"][0],
            Json::parse(R"({"enum": ["north"]})"));
}

TEST(JsonSchema, A_path_has_months_for_keys) {
  Json const schema = schema_of([](ConfigNode root) { root["war"].dated_path(unit_interval, YearMonth::of(2026, 1)); });
  Json const dated = key_of(schema, "war")["anyOf"][1];

  EXPECT_EQ(dated["patternProperties"].begin().key(), "^[0-9]{4}-(0[1-9]|1[0-2])$");
  EXPECT_EQ(dated["additionalProperties"], false);
}

}  // namespace
}  // namespace detente
