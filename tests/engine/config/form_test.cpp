#include "engine/config/form.hpp"

#include "engine/config/config_tree.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace detente {
namespace {

template <class Read>
Form form_read_by(Read read, std::string const& text = "{}") {
  Form form;
  note_forms(
      form, [&] { return ConfigTree::parse(text, "x.yaml"); },
      [&](ConfigTree tree) {
        read(tree.root());
        tree.report_unknown_keys();
      });
  return form;
}

bool needs(Form& form, std::string const& key) { return form.needs(form.key(key)); }

TEST(Form, Keys_that_are_not_written_are_read_all_the_same) {
  Form form = form_read_by([](ConfigNode root) {
    if (std::optional<ConfigNode> const speed = root.find("speed")) speed->number({0, 5});
    root["home"]["port"].integer(1, 9);
  });

  ASSERT_NE(form.find("speed"), nullptr);
  EXPECT_EQ(form.find("speed")->values, (std::vector<ValueForm>{{.kind = ValueKind::number, .bounds = {0, 5}}}));
  EXPECT_EQ(form.find("home.port")->values, (std::vector<ValueForm>{{.kind = ValueKind::integer, .bounds = {1, 9}}}));
  EXPECT_FALSE(needs(form, "speed"));
  EXPECT_TRUE(needs(form, "home"));
}

TEST(Form, Alternatives_of_a_branch_on_the_shape_are_all_seen) {
  Form form = form_read_by([](ConfigNode root) {
    ConfigNode const which = root["which"];
    if (!which.is_sequence()) {
      which.choice({"default", "none"});
      return;
    }
    for (ConfigNode const& item : which.items()) item.identifier();
  });

  EXPECT_EQ(form.find("which")->values,
            (std::vector<ValueForm>{{.kind = ValueKind::choice, .choices = {"default", "none"}}}));
  ASSERT_NE(form.find("which.[]"), nullptr);
  EXPECT_EQ(form.find("which.[]")->values, (std::vector<ValueForm>{{.kind = ValueKind::identifier}}));
}

TEST(Form, Branches_on_the_size_of_a_number_are_both_taken) {
  Form form = form_read_by([](ConfigNode root) {
    if (root["share"].number(unit_interval) > 0) root["force"].number();
  });

  ASSERT_NE(form.find("force"), nullptr);
  EXPECT_FALSE(needs(form, "force"));
}

TEST(Form, Any_key_of_a_map_has_one_form) {
  Form form = form_read_by([](ConfigNode root) {
    for (ConfigEntry const& entry : root["places"].entries()) entry.node["height"].number();
  });

  ASSERT_NE(form.find("places.*.height"), nullptr);
  EXPECT_TRUE(form.find("places")->keys.empty());
}

TEST(Form, Values_by_id_are_one_for_all_or_a_map) {
  Form form = form_read_by([](ConfigNode root) {
    for (ConfigNode const& node : root["tax"].by_id({"ALB", "SRB"})) node.number(non_negative);
  });

  Form const& tax = *form.find("tax");
  EXPECT_EQ(tax.values, (std::vector<ValueForm>{{.kind = ValueKind::number, .bounds = non_negative}}));
  EXPECT_EQ(tax.entry->values, tax.values);
  EXPECT_EQ(tax.ids, (std::vector<std::string>{"ALB", "SRB"}));
}

TEST(Form, What_is_written_decides_where_it_stands) {
  Form form = form_read_by(
      [](ConfigNode root) {
        std::vector<std::string> ids;
        for (ConfigEntry const& entry : root["places"].entries()) ids.push_back(entry.id);
        root["home"].choice(ids);
      },
      "places: {north: 1, south: 2}\n");

  EXPECT_EQ(form.find("home")->values,
            (std::vector<ValueForm>{{.kind = ValueKind::choice, .choices = {"north", "south"}}}));
}

TEST(Form, The_evidence_of_a_described_value_is_no_key) {
  Form form = form_read_by([](ConfigNode root) { root["rate"].number(); }, "rate: {value: 1, unit: x, source: y}\n");

  EXPECT_TRUE(form.find("rate")->keys.empty());
  EXPECT_TRUE(unread(form).empty());
}

TEST(Form, What_is_only_read_when_described_is_not_bare) {
  Form form = form_read_by([](ConfigNode root) {
    if (root["rate"].is_described()) root["rate"].number();
    root["other"].number();
  });

  EXPECT_TRUE(form.find("rate")->is_tested);
  EXPECT_FALSE(form.find("rate")->is_bare);
  EXPECT_TRUE(form.find("other")->is_bare);
}

// Catches a reader that asks for a key and never reads it: its schema would allow anything.
TEST(Form, What_is_asked_for_and_never_read_is_named) {
  Form const form = form_read_by([](ConfigNode root) {
    root["places"].entries();
    root.find("speed");
    root["home"].number();
  });

  EXPECT_EQ(unread(form), (std::vector<std::string>{"places.*", "speed"}));
}

TEST(Form, Nothing_is_noted_once_unknown_keys_were_reported) {
  Form form;
  ConfigTree tree = ConfigTree::parse("a: 1\n", "x.yaml");
  tree.note_forms(form, {});
  tree.root()["a"].number();
  tree.report_unknown_keys();
  tree.root().find("b");

  EXPECT_EQ(form.find("b"), nullptr);
  EXPECT_FALSE(tree.root().find("c"));
}

TEST(Form, A_map_laid_over_another_is_a_part_of_it) {
  Form form;
  note_forms(
      form, [] { return ConfigTree::parse("{}", "x.yaml"); },
      [](ConfigTree tree) {
        tree.root()["region"]["name"].text();
        if (std::optional<ConfigNode> const other = tree.root().find("other")) tree.overlay("region", *other);
      });

  EXPECT_EQ(form.find("other")->overrides, "region");
  EXPECT_TRUE(unread(form).empty());
}

}  // namespace
}  // namespace detente
