#include "engine/io/summary_table.hpp"

#include "engine/io/result_layout.hpp"
#include "tests/engine/io/files.hpp"
#include "tests/engine/io/raw_hdf5.hpp"
#include "tests/engine/io/small_spec.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

using Numbers = std::vector<double>;
using Sizes = std::vector<std::uint64_t>;
using Texts = std::vector<std::string>;

/// Sums and histograms of some runs of an arm, as a part holds them.
PartRecord part_of(ResultSpec const& spec, int arm, int first_run, int runs) {
  BlockRecord const block = small_block(spec, {.arm = arm, .first_run = first_run, .runs = runs});
  PartRecord part;
  part.arm = arm;
  part.first_run = first_run;
  part.runs = runs;
  part.sum = block.summary.sum;
  part.sum_of_squares = block.summary.sum_of_squares;
  std::vector<std::uint16_t> const& bins = block.summary.year_end_bins;
  std::size_t const per_row = static_cast<std::size_t>(runs);
  part.counts.assign(bins.size() / per_row * histogram_bins, 0);
  for (std::size_t k = 0; k < bins.size(); ++k) ++part.counts[k / per_row * histogram_bins + bins[k]];
  return part;
}

/// Writes the summary of all arms, with the runs of an arm in these parts.
std::string write_summary(TemporaryFolder const& folder, ResultSpec const& spec,
                          std::vector<int> const& runs_of_parts) {
  std::string const path = folder / "summary.h5";
  Hdf5Writer writer(path);
  write_frame(writer, spec, ResultLayout(spec));
  SummaryTable table(writer, spec);
  for (int arm = 0; arm < 6; ++arm) {
    int first = 0;
    for (int const runs : runs_of_parts) {
      table.add(part_of(spec, arm, first, runs));
      first += runs;
    }
    table.finish_arm(arm);
  }
  writer.close();
  return path;
}

/// Values of a series in a month over the 14 runs of an arm.
Numbers runs_of(int arm, int month, int series) {
  Numbers values;
  for (int run = 0; run < 14; ++run) values.push_back(small_value(arm, run, month, series));
  return values;
}

double mean_of(Numbers const& values) {
  double sum = 0;
  for (double const x : values) sum += x;
  return sum / static_cast<double>(values.size());
}

double sd_of(Numbers const& values) {
  double const mean = mean_of(values);
  double squares = 0;
  for (double const x : values) squares += (x - mean) * (x - mean);
  return std::sqrt(squares / (static_cast<double>(values.size()) - 1));
}

class Summary : public testing::Test {
 protected:
  TemporaryFolder folder_;
  ResultSpec spec_ = small_spec();
};

TEST_F(Summary, Means_and_standard_deviations_are_those_of_all_runs) {
  Hdf5Reader const file(write_summary(folder_, spec_, {8, 6}));

  for (int arm = 0; arm < 6; ++arm) {
    for (int series = 0; series < 6; ++series) {
      for (int const month : {0, 1, 25}) {
        Sizes const at{static_cast<std::uint64_t>(arm / 3), static_cast<std::uint64_t>(arm % 3),
                       static_cast<std::uint64_t>(month), static_cast<std::uint64_t>(series / 2),
                       static_cast<std::uint64_t>(series % 2)};
        Numbers const runs = runs_of(arm, month, series);
        EXPECT_NEAR(file.numbers("/summary/level_mean", at, {1, 1, 1, 1, 1}).front(), mean_of(runs),
                    rounding_of_small_values);
        EXPECT_NEAR(file.numbers("/summary/level_sd", at, {1, 1, 1, 1, 1}).front(), sd_of(runs),
                    rounding_of_small_values);
      }
    }
  }
}

TEST_F(Summary, Flows_are_missing_in_month_0_and_states_are_not) {
  Hdf5Reader const file(write_summary(folder_, spec_, {14}));

  Numbers const rain = file.numbers("/summary/rain_mean", {1, 2, 0}, {1, 1, 26});
  EXPECT_TRUE(std::isnan(rain[0]));
  EXPECT_NEAR(rain[1], mean_of(runs_of(5, 1, 6)), rounding_of_small_values);
  EXPECT_TRUE(std::isnan(file.numbers("/summary/rain_sd", {1, 2, 0}, {1, 1, 1}).front()));
  EXPECT_NEAR(file.numbers("/summary/mood_mean", {1, 2, 0}, {1, 1, 1}).front(), mean_of(runs_of(5, 0, 7)),
              rounding_of_small_values);
}

// Each run is in a bin of its own, 4 bins from the next: the quantile p lies in the bin of the run of rank p * 14.
TEST_F(Summary, Quantiles_at_year_ends_lie_within_a_bin_of_those_of_the_runs) {
  Hdf5Reader const file(write_summary(folder_, spec_, {8, 6}));

  for (std::size_t q = 0; q < summary_quantiles.size(); ++q) {
    double const found = file.numbers("/summary/mood_quantile", {1, 0, 1, q}, {1, 1, 1, 1}).front();
    std::size_t const rank = static_cast<std::size_t>(std::ceil(summary_quantiles[q] * 14));
    EXPECT_NEAR(found, runs_of(3, 24, 7).at(rank - 1), 1.0) << summary_quantiles[q];
  }
}

// Would catch: series or years of quantiles in each other's place.
TEST_F(Summary, Quantiles_stand_at_their_year_and_entity) {
  Hdf5Reader const file(write_summary(folder_, spec_, {14}));

  EXPECT_EQ(file.dimensions("/summary/level_quantile"),
            (Texts{"policy", "scenario", "year_end", "quantile", "place", "side"}));
  for (int series = 0; series < 6; ++series) {
    for (int year = 0; year < 2; ++year) {
      Sizes const at{0,
                     1,
                     static_cast<std::uint64_t>(year),
                     2,
                     static_cast<std::uint64_t>(series / 2),
                     static_cast<std::uint64_t>(series % 2)};
      double const median = file.numbers("/summary/level_quantile", at, {1, 1, 1, 1, 1, 1}).front();
      EXPECT_NEAR(median, runs_of(1, 12 * (year + 1), series)[6], 1.0) << "series " << series << " year " << year;
    }
  }
}

// Sums are exact here. Would catch: a part that replaces the one before, or sums that go on into the next arm.
TEST_F(Summary, Of_several_parts_is_that_of_one) {
  Hdf5Reader const several(write_summary(folder_, spec_, {8, 6}));
  TemporaryFolder const other;
  Hdf5Reader const one(write_summary(other, spec_, {14}));

  for (std::string const name : {"level_mean", "level_sd", "level_quantile", "rain_mean", "rain_sd", "mood_quantile"}) {
    EXPECT_TRUE(is_same(several.numbers("/summary/" + name), one.numbers("/summary/" + name))) << name;
  }
}

TEST_F(Summary, Of_one_run_has_a_mean_and_no_standard_deviation) {
  spec_.samples = 1;
  spec_.replications = 1;
  spec_.recording.history_runs = 1;
  spec_.recording.event_runs = 1;
  spec_.parameters.clear();
  Hdf5Reader const file(write_summary(folder_, spec_, {1}));

  EXPECT_EQ(file.numbers("/summary/mood_mean", {0, 1, 3}, {1, 1, 1}).front(), small_value(1, 0, 3, 7));
  EXPECT_TRUE(std::isnan(file.numbers("/summary/mood_sd", {0, 1, 3}, {1, 1, 1}).front()));
}

TEST_F(Summary, Has_the_variables_that_were_chosen_and_no_other) {
  spec_.recording.summary_variables = {2};
  Hdf5Reader const file(write_summary(folder_, spec_, {14}));

  EXPECT_FALSE(file.exists("/summary/level_mean"));
  EXPECT_FALSE(file.exists("/summary/rain_mean"));
  EXPECT_NEAR(file.numbers("/summary/mood_mean", {0, 2, 25}, {1, 1, 1}).front(), mean_of(runs_of(2, 25, 7)),
              rounding_of_small_values);
}

TEST_F(Summary, Of_less_than_a_year_has_no_quantiles) {
  spec_.months = 11;
  for (std::vector<double>& path : spec_.levers.values) path.resize(12 * 2);
  Hdf5Reader const file(write_summary(folder_, spec_, {14}));

  EXPECT_FALSE(file.exists("/summary/mood_quantile"));
  EXPECT_NEAR(file.numbers("/summary/mood_mean", {0, 2, 11}, {1, 1, 1}).front(), mean_of(runs_of(2, 11, 7)),
              rounding_of_small_values);
}

TEST_F(Summary, Quantiles_say_how_finely_they_resolve) {
  std::string const path = write_summary(folder_, spec_, {14});

  Hdf5Handle const file = raw_file(path);
  double width = 0;
  double lowest = -1;
  double highest = 0;
  H5Aread(raw_attribute(file, "/summary/mood_quantile", "bin_width").id(), H5T_NATIVE_DOUBLE, &width);
  H5Aread(raw_attribute(file, "/summary/mood_quantile", "lowest").id(), H5T_NATIVE_DOUBLE, &lowest);
  H5Aread(raw_attribute(file, "/summary/mood_quantile", "highest").id(), H5T_NATIVE_DOUBLE, &highest);
  EXPECT_EQ((Numbers{width, lowest, highest}), (Numbers{1, 0, 1024}));
}

}  // namespace
}  // namespace detente
