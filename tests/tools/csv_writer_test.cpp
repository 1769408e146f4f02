#include "tools/detente/files/csv_writer.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <limits>
#include <memory>

namespace detente {
namespace {

std::string written(std::vector<std::vector<std::string>> const& rows) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> const file(std::tmpfile(), std::fclose);
  CsvWriter csv(file.get());
  for (auto const& row : rows) csv.row(row);
  csv.flush();
  std::string text(static_cast<std::size_t>(std::ftell(file.get())), '\0');
  std::rewind(file.get());
  EXPECT_EQ(std::fread(text.data(), 1, text.size(), file.get()), text.size());
  return text;
}

TEST(CsvWriter, Fields_that_would_break_a_row_stand_in_quotes) {
  EXPECT_EQ(written({{"a", "b, c", "say \"no\"", "two\nlines", ""}}),
            "a,\"b, c\",\"say \"\"no\"\"\",\"two\nlines\",\n");
}

// Would catch: a format with a fixed number of digits, which loses what a comparison to 1e-9 needs.
TEST(CsvWriter, A_number_reads_back_as_the_same_number) {
  for (double const value : {0.1, 1.0 / 3, -6.02e23, 5e-324, 0.0})
    EXPECT_EQ(std::strtod(csv_number(value).c_str(), nullptr), value);
  EXPECT_EQ(csv_number(0.1F), "0.1");
  EXPECT_EQ(csv_number(0.1), "0.1");
}

TEST(CsvWriter, A_missing_number_is_an_empty_field) {
  EXPECT_EQ(csv_number(std::numeric_limits<double>::quiet_NaN()), "");
  EXPECT_EQ(csv_number(std::numeric_limits<float>::quiet_NaN()), "");
}

TEST(ColumnNames, Have_a_label_of_every_dimension_the_last_one_fastest) {
  auto const labels = [](std::string const& dimension) {
    return dimension == "place" ? std::vector<std::string>{"A", "B"} : std::vector<std::string>{"left", "right"};
  };

  EXPECT_EQ(column_names("total", {}, labels), (std::vector<std::string>{"total"}));
  EXPECT_EQ(column_names("level", {"place", "side"}, labels),
            (std::vector<std::string>{"level.A.left", "level.A.right", "level.B.left", "level.B.right"}));
}

}  // namespace
}  // namespace detente
