#include "engine/io/result_file.hpp"

#include "tests/engine/io/small_result.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

using Texts = std::vector<std::string>;

class Result : public testing::Test {
 protected:
  TemporaryFolder folder_;
  ResultFile const result_{make_result(folder_, small_spec())};
};

TEST_F(Result, Knows_its_name_arms_and_runs) {
  EXPECT_EQ(result_.path(), folder_ / "result.h5");
  EXPECT_EQ(result_.name(), "small");
  EXPECT_EQ(result_.policies(), (Texts{"wait", "act"}));
  EXPECT_EQ(result_.scenarios(), (Texts{"calm", "storm", "mixed"}));
  EXPECT_EQ(result_.baseline_policy(), "act");
  EXPECT_EQ(result_.runs(), 14);
  EXPECT_EQ(result_.replications(), 2);
}

TEST_F(Result, Gives_the_labels_of_a_dimension_as_text) {
  EXPECT_EQ(result_.labels("place"), (Texts{"A", "B", "C"}));
  EXPECT_EQ(result_.labels("year"), (Texts{"0", "1"}));
  EXPECT_EQ(result_.labels("quantile"), (Texts{"0.05", "0.25", "0.5", "0.75", "0.95"}));
}

TEST_F(Result, A_dimension_that_is_absent_is_an_error_that_names_it) {
  EXPECT_TRUE(says(error_of([&] { result_.labels("absent"); }), {"absent", "result.h5"}));
}

std::vector<double> runs_of(int arm, int column) {
  std::vector<double> values;
  for (int run = 0; run < 14; ++run) values.push_back(small_outcome(arm, run, column));
  return values;
}

// Would catch: policy and scenario in each other's place, or the label left out.
TEST_F(Result, Gives_one_outcome_of_all_runs_of_an_arm) {
  EXPECT_TRUE(is_same(result_.outcome("total", 0, 0), runs_of(0, 0)));
  EXPECT_TRUE(is_same(result_.outcome("total", 1, 2), runs_of(5, 0)));
  EXPECT_EQ(result_.outcome("damage", 0, 1), runs_of(1, 1));
  EXPECT_EQ(result_.outcome("damage", 1, 0, 2), runs_of(3, 3));
  EXPECT_EQ(result_.outcome("cost.year", 1, 1, 1), runs_of(4, 5));
}

TEST_F(Result, An_outcome_arm_or_label_that_is_absent_is_an_error) {
  EXPECT_TRUE(says(error_of([&] { result_.outcome("absent", 0, 0); }), {"/outcomes/absent"}));
  EXPECT_TRUE(says(error_of([&] { result_.outcome("total", 2, 0); }), {"/outcomes/total"}));
  EXPECT_TRUE(says(error_of([&] { result_.outcome("damage", 0, 0, 3); }), {"/outcomes/damage"}));
}

/// A file that says of itself what a result says, with labels of large numbers.
std::string write_claim(TemporaryFolder const& folder, std::string const& schema, std::int64_t version) {
  std::string const path = folder / "claim.h5";
  Hdf5Writer writer(path);
  writer.attribute("/", "schema", schema);
  writer.attribute("/", "schema_version", version);
  writer.attribute("/", "samples", std::int64_t{1});
  writer.attribute("/", "replications", std::int64_t{1});
  writer.text_coordinate("policy", {"a"}, "");
  writer.text_coordinate("scenario", {"b"}, "");
  writer.number_coordinate("run", {999'999, 1'000'000, 1'234'567}, "", "");
  writer.close();
  return path;
}

// Would catch: run 1,000,000 called 1e+06, as 1,000,001 is.
TEST(ResultLabels, Of_large_numbers_keep_every_digit) {
  TemporaryFolder const folder;
  ResultFile const result(write_claim(folder, "detente/result", 1));

  EXPECT_EQ(result.labels("run"), (Texts{"999999", "1000000", "1234567"}));
}

// Would catch: a file of a stranger whose labels colour the reader's terminal, or move its cursor.
TEST(ResultLabels, With_control_characters_are_foreign) {
  TemporaryFolder const folder;
  ResultSpec spec = small_spec();
  spec.policies[1] = "act\x1b[31m";

  EXPECT_TRUE(says(error_of([&] { ResultFile const result(make_result(folder, spec)); }), {"policy", "shown"}));
}

// Would catch: the controls behind ASCII, which some terminals obey as well.
TEST(ResultLabels, With_control_characters_of_C1_are_foreign) {
  TemporaryFolder const folder;
  ResultSpec spec = small_spec();
  spec.policies[1] = "act\xc2\x9b";

  EXPECT_TRUE(says(error_of([&] { ResultFile const result(make_result(folder, spec)); }), {"policy", "shown"}));
}

TEST(ResultFiles, Of_another_schema_are_foreign) {
  TemporaryFolder const folder;
  std::string const path = write_claim(folder, "detente/analysis", 1);

  std::optional<IoError> const error = error_of([&] { ResultFile const result(path); });

  EXPECT_TRUE(says(error, {"'" + path + "'", "not a result", "detente/result"}));
  EXPECT_EQ(error->kind(), IoError::Kind::foreign);
}

TEST(ResultFiles, Without_a_schema_are_foreign) {
  TemporaryFolder const folder;
  Hdf5Writer writer(folder / "a.h5");
  writer.values("cost", std::vector<double>{1, 2}, {{2}, {}, {}}, "", "");
  writer.close();

  std::optional<IoError> const error = error_of([&] { ResultFile const result(folder / "a.h5"); });

  EXPECT_TRUE(says(error, {"not a result"}));
  EXPECT_EQ(error->kind(), IoError::Kind::foreign);
}

// Would catch: a file of a later program, read as if it meant the same.
TEST(ResultFiles, Of_another_version_are_refused_with_both_versions) {
  TemporaryFolder const folder;
  std::string const path = write_claim(folder, "detente/result", 7);

  std::optional<IoError> const error = error_of([&] { ResultFile const result(path); });

  EXPECT_TRUE(says(error, {"'" + path + "'", "has version 7", "reads version 1"}));
  EXPECT_EQ(error->kind(), IoError::Kind::foreign);
}

TEST(ResultFiles, That_are_absent_or_no_HDF5_are_errors_that_name_them) {
  TemporaryFolder const folder;
  put(folder / "text.h5", "text");

  EXPECT_TRUE(says(error_of([&] { ResultFile const result(folder / "a.h5"); }), {folder / "a.h5"}));
  EXPECT_TRUE(says(error_of([&] { ResultFile const result(folder / "text.h5"); }), {folder / "text.h5"}));
}

}  // namespace
}  // namespace detente
