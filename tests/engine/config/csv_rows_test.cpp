#include "engine/config/csv_rows.hpp"

#include "engine/config/config_tree.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace detente {
namespace {

TEST(CsvRows, Know_the_line_on_which_they_end) {
  CsvRows const table = read_csv("a,b\n1,\"two\nlines\"\n3,4\n");

  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_EQ(table.rows[1].fields, (std::vector<std::string>{"1", "two\nlines"}));
  EXPECT_EQ(table.rows[1].line, 3);
  EXPECT_EQ(table.rows[2].line, 4);
  EXPECT_EQ(table.broken_line, 0);
}

// Would catch: a comma in quotes that is taken for the end of a field, and a field of an earlier line put behind the
// end of its last.
TEST(CsvRows, Know_where_in_the_line_each_field_begins) {
  CsvRows const table = read_csv("first,\"a,b\",c\n1,\"two\nlines\",3\n4,,6");

  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_EQ(table.rows[0].columns, (std::vector<int>{0, 6, 12}));
  EXPECT_EQ(table.rows[1].columns, (std::vector<int>{0, 0, 7}));
  EXPECT_EQ(table.rows[2].columns, (std::vector<int>{0, 2, 3}));
}

// Would catch: a file that is read for ever, since its last line does not end.
TEST(CsvRows, End_where_the_text_ends) {
  CsvRows const table = read_csv("a,b\n1,2");

  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[1].fields, (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(table.rows[1].line, 2);
}

TEST(CsvRows, Name_the_line_of_a_quote_that_stands_inside_of_a_field) {
  EXPECT_EQ(read_csv("a,b\n1,x\"y\n").broken_line, 2);
}

/// A tree whose key `from` names a file with this text, which is then read as a table.
class IncludedTable : public testing::Test {
 protected:
  ConfigTree tree_with(std::string const& text) {
    std::ofstream(folder_ + "/points.csv") << text;
    ConfigTree tree = ConfigTree::parse("from: points.csv", "x.yaml", folder_);
    tree.include_table("from");
    return tree;
  }
  std::string faults_with(std::string const& text) {
    try {
      tree_with(text).throw_if_errors();
    } catch (ConfigError const& error) {
      return error.what();
    }
    return "";
  }
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string folder_ = testing::TempDir() + "included_table_" + std::to_string(getpid());
};

TEST_F(IncludedTable, Has_columns_and_rows) {
  ConfigTree const tree = tree_with("x.first,x[1]\n1.5,2\n-3e2,4\n");

  ConfigNode const table = tree.root()["from"];

  EXPECT_EQ(table["columns"].items().at(1).text(), "x[1]");
  EXPECT_EQ(table["rows"].items().at(1).items().at(0).number(), -300);
  EXPECT_FALSE(tree.has_errors());
}

TEST_F(IncludedTable, Is_part_of_what_the_tree_resolves_to) {
  std::string const resolved = tree_with("x[1],y\n1.5,2\n").resolved(false);

  ConfigTree const again = ConfigTree::parse(resolved, "again.yaml");

  EXPECT_EQ(again.root()["from.columns"].items().at(0).text(), "x[1]");
  EXPECT_EQ(again.root()["from.rows"].items().at(0).items().at(0).number(), 1.5);
}

TEST_F(IncludedTable, A_ragged_row_is_refused_with_its_line) {
  std::string const message = faults_with("a,b\n1,2\n3\n");

  EXPECT_NE(message.find("points.csv:3:1: error: 1 fields (2, as in the head line)"), std::string::npos) << message;
}

// Would catch: every field of a row shown at the first.
TEST_F(IncludedTable, What_is_no_number_is_found_where_it_stands) {
  ConfigTree const tree = tree_with("a,b\n1,2\n3,many\n");

  static_cast<void>(tree.root()["from.rows"].items().at(1).items().at(1).number());

  try {
    tree.throw_if_errors();
    FAIL();
  } catch (ConfigError const& error) {
    EXPECT_NE(std::string(error.what()).find("points.csv:3:3"), std::string::npos) << error.what();
  }
}

TEST_F(IncludedTable, A_file_that_is_not_there_is_named_where_it_is_named) {
  ConfigTree tree = ConfigTree::parse("from: pionts.csv", "x.yaml", folder_);
  tree.include_table("from");

  EXPECT_THROW(tree.throw_if_errors(), ConfigError);
}

}  // namespace
}  // namespace detente
