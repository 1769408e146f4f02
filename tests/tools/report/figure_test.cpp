#include "tools/report/figure.hpp"

#include "engine/core/missing.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

TEST(ReportFigure, Numbers_have_seven_digits_and_what_is_none_is_null) {
  EXPECT_EQ(page_number(6726.123456), Json(6726.123));
  EXPECT_EQ(page_number(12.0).dump(), "12");
  EXPECT_EQ(page_number(missing), Json());
  EXPECT_EQ(page_number(-std::numeric_limits<double>::infinity()), Json());
}

TEST(ReportFigure, Shares_have_four_digits_and_keep_their_n) {
  EXPECT_EQ(page_shares({{0.123456789, 0.1, missing, 7}}).dump(),
            R"([{"value":0.1235,"lower":0.1,"upper":null,"n":7}])");
}

// Would catch: an interval in two columns of which a reader of the CSV cannot tell which value they belong to.
TEST(ReportFigure, Estimate_takes_three_columns_named_after_it) {
  FigureTable table;
  table.policy_column();
  table.estimate_column("cost", "cost", money_unit);
  table.row();
  table.cell("now");
  table.cell(Estimate{3, 2, 4, 10});

  Json const json = table.json();

  ASSERT_EQ(json["columns"].size(), 4U);
  EXPECT_EQ(json["columns"][2]["key"], "cost_lower");
  EXPECT_EQ(json["columns"][3]["unit"], "MEUR");
  EXPECT_EQ(json["rows"].dump(), R"([["now",3,2,4]])");
  EXPECT_EQ(json["policy_column"], 0);
}

TEST(ReportFigure, Table_without_policies_says_so) {
  FigureTable table;
  table.text_column("claim", "claim");
  EXPECT_EQ(table.json()["policy_column"], Json());
}

TEST(ReportFigure, Absent_figure_has_a_command_and_no_data) {
  Figure const figure{.id = "map", .number = "F6", .topic = "t", .absent = "There is no map.", .command = "do"};

  Json const json = figure.json();

  EXPECT_EQ(json["absent"]["command"], "do");
  EXPECT_EQ(json["data"], Json());
  EXPECT_EQ(json["table"], Json());
}

TEST(ReportFigure, Drawn_figure_is_not_absent) {
  Figure const figure{.id = "map", .number = "F6", .topic = "t", .data = Json{{"level", 4}}};
  EXPECT_EQ(figure.json()["absent"], Json());
}

}  // namespace
}  // namespace detente
