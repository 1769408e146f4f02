#include "tools/report/report.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

std::size_t count(std::string const& text, std::string const& what) {
  std::size_t found = 0;
  for (std::size_t place = 0; (place = text.find(what, place)) != std::string::npos; place += what.size()) ++found;
  return found;
}

TEST(ReportPage, Holds_its_data_once) {
  std::string const page = report_page(Json{{"title", "the only one of its kind"}});
  EXPECT_EQ(count(page, R"({"title":"the only one of its kind"})"), 1U);
  EXPECT_EQ(count(page, "@REPORT_DATA@"), 0U);
}

// Would catch: a region named so that the browser runs it.
TEST(ReportPage, Names_cannot_end_the_element_of_the_data) {
  std::string const page = report_page(Json{{"title", "</script><img src=x onerror=alert(1)>"}});
  EXPECT_EQ(count(page, "</script><img"), 0U);
  EXPECT_EQ(count(page, R"(\u003c/script>\u003cimg src=x)"), 1U);
}

TEST(ReportPage, Needs_no_other_file) {
  for (std::string const& page : {report_page(Json{{"title", "t"}}), std::string(explorer_page())}) {
    EXPECT_EQ(count(page, " src=\"http"), 0U);
    EXPECT_EQ(count(page, "<link rel=\"stylesheet\""), 0U);
    EXPECT_EQ(count(page, "Content-Security-Policy"), 1U);
  }
}

}  // namespace
}  // namespace detente
