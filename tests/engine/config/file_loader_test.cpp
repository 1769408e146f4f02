#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace detente {
namespace {

namespace fs = std::filesystem;

/// A folder of small files that goes away with the test.
class Files : public testing::Test {
 protected:
  Files()
      : folder_(fs::path(testing::TempDir()) /
                ("config_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~Files() override { fs::remove_all(folder_); }

  std::string write(std::string const& name, std::string const& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return path(name);
  }
  std::string path(std::string const& name) const { return (folder_ / name).string(); }

  /// The message when a file is loaded, with the folder's name taken out.
  std::string faults_of_file(std::string const& name) const {
    try {
      ConfigTree::load(path(name));
    } catch (ConfigError const& error) {
      return without_folder(error.what());
    }
    return "";
  }
  std::string without_folder(std::string text) const {
    std::string const prefix = folder_.string() + "/";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
      text.erase(at, prefix.size());
    return text;
  }

  fs::path folder_;
};

TEST_F(Files, Extended_file_is_the_base_and_later_wins) {
  write("sub/base.yaml", "a: {x: 1, y: 2}\nlist: [1, 2]\n");
  ConfigTree const tree = ConfigTree::load(write("top.yaml", "extends: sub/base.yaml\na: {y: 3}\nlist: [9]\n"));

  EXPECT_EQ(tree.resolved(false), "a:\n  x: 1\n  y: 3\nlist: [9]\n");
  EXPECT_EQ(without_folder(tree.resolved(true)),
            "a:\n  x: 1  # sub/base.yaml:1\n  y: 3  # top.yaml:2\nlist: [9]  # top.yaml:3\n");
}

TEST_F(Files, Of_several_extended_files_the_later_wins) {
  write("one.yaml", "a: 1\nb: 1\nc: 1\n");
  write("two.yaml", "b: 2\nc: 2\n");
  ConfigTree const tree = ConfigTree::load(write("top.yaml", "extends: [one.yaml, two.yaml]\nc: 3\n"));

  EXPECT_EQ(tree.resolved(false), "a: 1\nb: 2\nc: 3\n");
}

TEST_F(Files, Extending_is_relative_to_the_file_that_extends) {
  write("root.yaml", "a: 1\n");
  write("sub/middle.yaml", "extends: ../root.yaml\nb: 2\n");

  EXPECT_EQ(ConfigTree::load(write("top.yaml", "extends: sub/middle.yaml\n")).resolved(false), "a: 1\nb: 2\n");
}

TEST_F(Files, Faults_in_an_extended_value_name_its_own_file) {
  write("base.yaml", "a: 1\nb: x\n");
  ConfigTree const tree = ConfigTree::load(write("top.yaml", "extends: base.yaml\n"));

  tree.root()["b"].number();

  EXPECT_EQ(without_folder(faults_in(tree)),
            "base.yaml:2:4: error: b: 'x' is not a number (a decimal number was expected)\nb: x\n   ^");
}

TEST_F(Files, Extending_in_a_circle_is_refused_with_the_chain) {
  write("a.yaml", "extends: b.yaml\n");
  write("b.yaml", "extends: c.yaml\n");
  write("c.yaml", "x: 1\nextends: b.yaml\n");

  EXPECT_EQ(faults_of_file("a.yaml"),
            "c.yaml:2:10: error: the files extend each other in a circle: b.yaml -> c.yaml -> b.yaml (a chain with an "
            "end was expected)\n"
            "extends: b.yaml\n"
            "         ^");
}

TEST_F(Files, Same_base_by_two_ways_is_no_circle) {
  write("base.yaml", "x: 1\n");
  write("a.yaml", "extends: base.yaml\n");
  write("b.yaml", "extends: base.yaml\n");
  write("top.yaml", "extends: [a.yaml, b.yaml]\n");

  EXPECT_EQ(faults_of_file("top.yaml"), "");
}

// Each file extends the next one twice: 2^40 reads for a loader that does not count.
TEST_F(Files, Extending_that_multiplies_is_refused) {
  for (int i = 0; i < 40; ++i) {
    std::string const next = std::to_string(i + 1) + ".yaml";
    write(std::to_string(i) + ".yaml", "extends: [" + next + ", " + next + "]\n");
  }
  write("40.yaml", "x: 1\n");

  EXPECT_NE(faults_of_file("0.yaml").find("more than 100 files"), std::string::npos);
}

TEST_F(Files, Extended_file_of_another_kind_is_refused) {
  write("region.yaml", "schema: detente/region@1\n");
  write("top.yaml", "schema: detente/policies@1\nextends: region.yaml\n");

  EXPECT_EQ(faults_of_file("top.yaml"),
            "top.yaml:2:10: error: 'region.yaml' is a detente/region file (detente/policies@1 was expected)\n"
            "extends: region.yaml\n"
            "         ^");
}

TEST_F(Files, Missing_file_is_named_where_it_is_wanted_with_the_nearest) {
  write("base.yaml", "x: 1\n");
  write("top.yaml", "extends: bsae.yaml\n");

  EXPECT_EQ(faults_of_file("top.yaml"),
            "top.yaml:1:10: error: there is no file 'bsae.yaml' (a YAML file was expected)\n"
            "extends: bsae.yaml\n"
            "         ^\n"
            "hint: did you mean 'base.yaml'?");
}

TEST_F(Files, Missing_main_file_and_folder_are_named) {
  EXPECT_EQ(faults_of_file("none.yaml"),
            "none.yaml:1:1: error: there is no file 'none.yaml' (a YAML file was expected)");
  fs::create_directories(folder_ / "sub");
  EXPECT_EQ(faults_of_file("sub"), "sub:1:1: error: 'sub' is not a regular file (a YAML file was expected)");
}

TEST_F(Files, Huge_file_is_refused_before_it_is_read) {
  write("huge.yaml", std::string((64U << 20U) + 1, '#'));

  EXPECT_EQ(faults_of_file("huge.yaml"),
            "huge.yaml:1:1: error: 'huge.yaml' has 67108865 bytes (at most 64 MB were expected)");
}

TEST_F(Files, Included_file_takes_the_place_of_its_name) {
  write("regions/base.yaml", "schema: detente/region@1\nname: Somewhere\n");
  write("regions/r.yaml", "extends: base.yaml\nsize: 5\n");
  ConfigTree tree = ConfigTree::load(write("top.yaml", "region: regions/r.yaml\n"));

  tree.include("region", "detente/region@1");

  EXPECT_EQ(tree.root()["region.name"].text(), "Somewhere");
  EXPECT_EQ(tree.root()["region.size"].number(), 5.0);
  tree.report_unknown_keys();
  EXPECT_EQ(faults_in(tree), "");
}

TEST_F(Files, Included_file_of_another_kind_or_version_is_refused) {
  write("r.yaml", "schema: detente/region@1\n");
  ConfigTree kind = ConfigTree::load(write("top.yaml", "use: r.yaml\n"));
  ConfigTree version = ConfigTree::load(path("top.yaml"));

  kind.include("use", "detente/policies@1");
  version.include("use", "detente/region@2");

  EXPECT_EQ(
      without_folder(faults_in(kind)),
      "top.yaml:1:6: error: 'r.yaml' is a detente/region file (detente/policies@1 was expected)\nuse: r.yaml\n     ^");
  EXPECT_EQ(
      without_folder(faults_in(version)),
      "top.yaml:1:6: error: 'r.yaml' has version '1' of detente/region (version 2 was expected)\nuse: r.yaml\n     ^");
}

TEST_F(Files, Missing_included_file_is_one_fault_and_reads_on_silently) {
  ConfigTree tree = ConfigTree::load(write("top.yaml", "use: none.yaml\n"));

  tree.include("use", "detente/region@1");
  tree.root()["use.countries.ALB.trust"].number();

  EXPECT_EQ(without_folder(faults_in(tree)),
            "top.yaml:1:6: error: there is no file 'none.yaml' (a YAML file was expected)\nuse: none.yaml\n     ^");
}

TEST_F(Files, Faults_in_an_included_file_name_that_file) {
  write("r.yaml", "schema: detente/region@1\na: 1\na: 2\n");
  ConfigTree tree = ConfigTree::load(write("top.yaml", "use: r.yaml\n"));

  tree.include("use", "detente/region@1");

  EXPECT_EQ(without_folder(faults_in(tree)),
            "r.yaml:3:1: error: key 'a' is written twice (first at r.yaml:2:1)\na: 2\n^");
}

TEST_F(Files, Resolved_tree_can_be_included_again) {
  write("r.yaml", "schema: detente/region@1\na: 1\n");
  ConfigTree tree = ConfigTree::load(write("top.yaml", "use: r.yaml\n"));
  tree.include("use", "detente/region@1");

  ConfigTree again = ConfigTree::parse(tree.resolved(false), "again");
  again.include("use", "detente/region@1");

  EXPECT_FALSE(again.has_errors());
  EXPECT_EQ(again.resolved(false), tree.resolved(false));
}

}  // namespace
}  // namespace detente
