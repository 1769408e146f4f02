#include "tools/report/report.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

Json figure_with(std::string const& id, Json const& table, Json const& data) {
  return {{"id", id},         {"number", "F1"},   {"topic", "What there is"}, {"findings", Json::array()},
          {"caption", "Cap"}, {"absent", Json()}, {"table", table},           {"data", data}};
}

Json report_with(Json const& figure) {
  return {{"schema", "detente/report@1"}, {"title", "A title"},        {"lead", "The lead."},
          {"notices", Json::array()},     {"facts", Json::array()},    {"figures", Json::array({figure})},
          {"methods", Json::array()},     {"commands", Json::array()}, {"footnotes", Json::array()}};
}

/// A table of two policies with an estimate and many long columns.
Json wide_table() {
  FigureTable table;
  table.policy_column();
  table.estimate_column("cost", "a cost that has a rather long description of what it is", money_unit);
  table.estimate_column("share", "a share that has a description which is just as long", share_unit);
  for (char const* const policy : {"status_quo", "something_else_altogether"}) {
    table.row();
    table.cell(policy);
    table.cell(Estimate{6726, 6673, 6779, 9});
    table.cell(Estimate{0.0146, 0.0103, 0.0208, 9});
  }
  return table.json();
}

std::size_t longest_line(std::string const& text) {
  std::istringstream lines(text);
  std::size_t longest = 0;
  for (std::string line; std::getline(lines, line);) {
    auto const columns =
        std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
    longest = std::max(longest, static_cast<std::size_t>(columns));
  }
  return longest;
}

TEST(ReportText, Wide_table_becomes_a_list_that_fits_the_screen) {
  std::string const text = report_text(report_with(figure_with("frontier", wide_table(), Json())), TextForm::terminal);

  EXPECT_LE(longest_line(text), 80U);
  EXPECT_NE(text.find("  status_quo                 6,726 (6,673 to 6,779)\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  something_else_altogether  1.5 % (1 % to 2.1 %)\n"), std::string::npos) << text;
}

TEST(ReportText, Markdown_has_the_same_numbers_in_a_table) {
  std::string const text = report_text(report_with(figure_with("frontier", wide_table(), Json())), TextForm::markdown);

  EXPECT_EQ(text.find("# A title\n"), 0U);
  EXPECT_NE(text.find("| status_quo | 6,726 (6,673 to 6,779) | 1.5 % (1 % to 2.1 %) |\n"), std::string::npos) << text;
}

// Would catch: a name that breaks a table of Markdown.
TEST(ReportText, Bars_in_names_are_escaped_in_markdown) {
  FigureTable table;
  table.policy_column();
  table.row();
  table.cell("a|b");
  std::string const text = report_text(report_with(figure_with("frontier", table.json(), Json())), TextForm::markdown);
  EXPECT_NE(text.find("| a\\|b |"), std::string::npos) << text;
}

TEST(ReportText, Only_the_coloured_form_has_escapes) {
  Json const report = report_with(figure_with("frontier", wide_table(), Json()));
  EXPECT_EQ(report_text(report, TextForm::terminal).find('\x1b'), std::string::npos);
  EXPECT_EQ(report_text(report, TextForm::markdown).find('\x1b'), std::string::npos);
  EXPECT_NE(report_text(report, TextForm::terminal_in_colour).find('\x1b'), std::string::npos);
}

// Would catch: a sparkline upside down, or one that leaves its scale.
TEST(ReportText, Medians_through_time_are_heights_from_the_lowest_to_the_highest) {
  Json const data = {{"countries", {{{"id", "A"}, {"name", "Aland"}}}},
                     {"variables", {{{"id", "v"}, {"label", "trust"}, {"lowest", 0}, {"highest", 1}}}},
                     {"series",
                      {{{"variable", "v"},
                        {"country", "A"},
                        {"policy", "now"},
                        {"quantile", {{0, 0.2, 0}, {0, 0.4, 0}, {0, 0.6, 0}, {0, 0.5, 0}}}}}}};
  std::string const text = report_text(report_with(figure_with("fans", Json(), data)), TextForm::terminal);
  EXPECT_NE(text.find("Aland  now     ▁▅█▇            0.20  0.50\n"), std::string::npos) << text;
}

TEST(ReportText, Absent_figure_is_a_sentence_and_a_command) {
  Json figure = figure_with("map", Json(), Json());
  figure["absent"] = {{"sentence", "There is no map."}, {"command", "detente run more"}};
  std::string const text = report_text(report_with(figure), TextForm::terminal);
  EXPECT_NE(text.find("There is no map.\n"), std::string::npos);
  EXPECT_NE(text.find("    detente run more\n"), std::string::npos);
}

TEST(ReportText, Number_and_its_per_cent_sign_stay_on_one_line) {
  Json report = report_with(figure_with("frontier", wide_table(), Json()));
  for (int words = 0; words < 40; ++words) {
    report["lead"] =
        std::string(static_cast<std::size_t>(words), 'x') + " and then some words that fill a line up to 95 % of it";
    EXPECT_EQ(report_text(report, TextForm::terminal).find("\n%"), std::string::npos);
  }
}

}  // namespace
}  // namespace detente
