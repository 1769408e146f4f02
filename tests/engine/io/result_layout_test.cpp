#include "engine/io/result_layout.hpp"

#include "tests/engine/io/files.hpp"
#include "tests/engine/io/small_spec.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

using Sizes = std::vector<std::uint64_t>;
using Texts = std::vector<std::string>;
using Numbers = std::vector<double>;

TEST(ResultLayout, Outcomes_are_by_policy_scenario_run_and_their_label_in_chunks_of_a_part) {
  ResultSpec const spec = small_spec();
  ResultLayout const layout(spec);

  ChunkedDataset const& total = layout.outcomes().at(0);
  ChunkedDataset const& damage = layout.outcomes().at(1);

  EXPECT_EQ(total.path, "/outcomes/total");
  EXPECT_EQ(total.type, NumberType::float64);
  EXPECT_EQ(total.shape.dimensions, (Texts{"policy", "scenario", "run"}));
  EXPECT_EQ(total.shape.extent, (Sizes{2, 3, 14}));
  EXPECT_EQ(total.shape.chunk, (Sizes{1, 1, 8}));
  EXPECT_EQ(damage.shape.dimensions, (Texts{"policy", "scenario", "run", "place"}));
  EXPECT_EQ(damage.shape.extent, (Sizes{2, 3, 14, 3}));
  EXPECT_EQ(damage.shape.chunk, (Sizes{1, 1, 8, 1}));
  EXPECT_EQ(damage.unit, "MEUR");
}

TEST(ResultLayout, Histories_are_by_policy_scenario_run_month_and_entity_in_chunks_of_a_block) {
  ResultSpec const spec = small_spec();
  ResultLayout const layout(spec);

  ChunkedDataset const& level = layout.histories().at(0);
  ChunkedDataset const& rain = layout.histories().at(1);

  EXPECT_EQ(level.path, "/history/level");
  EXPECT_EQ(level.type, NumberType::float32);
  EXPECT_EQ(level.shape.dimensions, (Texts{"policy", "scenario", "history_run", "month", "place", "side"}));
  EXPECT_EQ(level.shape.extent, (Sizes{2, 3, 12, 26, 3, 2}));
  EXPECT_EQ(level.shape.chunk, (Sizes{1, 1, 4, 26, 1, 1}));
  EXPECT_EQ(rain.shape.extent, (Sizes{2, 3, 12, 26}));
}

TEST(ResultLayout, Columns_and_series_are_numbered_one_dataset_after_the_other) {
  ResultSpec const spec = small_spec();
  ResultLayout const layout(spec);

  EXPECT_EQ(layout.columns(), 6U);
  EXPECT_EQ(layout.outcomes().at(1).first_series, 1U);
  EXPECT_EQ(layout.outcomes().at(2).first_series, 4U);
  EXPECT_EQ(layout.histories().at(2).first_series, 7U);
  EXPECT_EQ(layout.outcomes().size() + layout.histories().size(), 6U);
  EXPECT_EQ(layout.dataset(2).path, "/outcomes/cost.year");
  EXPECT_EQ(layout.dataset(3).path, "/history/level");
  EXPECT_THROW(layout.dataset(6), std::out_of_range);
}

TEST(ResultLayout, Only_the_histories_that_were_chosen_are_numbered) {
  ResultSpec spec = small_spec();
  spec.recording.history_variables = {1, 2};
  ResultLayout const layout(spec);

  ASSERT_EQ(layout.histories().size(), 2U);
  EXPECT_EQ(layout.histories()[0].path, "/history/rain");
  EXPECT_EQ(layout.histories()[1].first_series, 1U);
}

// Would catch: place and side in each other's place.
TEST(ResultLayout, The_last_dimension_of_an_entity_runs_fastest) {
  ResultSpec const spec = small_spec();
  ResultLayout const layout(spec);
  ChunkedDataset const& level = layout.histories().at(0);
  Arm const arm{.policy = 1, .scenario = 2};

  EXPECT_EQ(layout.chunk_offset(level, arm, 8, 0), (Sizes{1, 2, 8, 0, 0, 0}));
  EXPECT_EQ(layout.chunk_offset(level, arm, 8, 1), (Sizes{1, 2, 8, 0, 0, 1}));
  EXPECT_EQ(layout.chunk_offset(level, arm, 8, 2), (Sizes{1, 2, 8, 0, 1, 0}));
  EXPECT_EQ(layout.chunk_offset(level, arm, 4, 5), (Sizes{1, 2, 4, 0, 2, 1}));
}

TEST(ResultLayout, A_label_of_an_outcome_is_its_last_offset) {
  ResultSpec const spec = small_spec();
  ResultLayout const layout(spec);

  EXPECT_EQ(layout.chunk_offset(layout.outcomes().at(0), {1, 0}, 16, 0), (Sizes{1, 0, 16}));
  EXPECT_EQ(layout.chunk_offset(layout.outcomes().at(1), {0, 2}, 8, 2), (Sizes{0, 2, 8, 2}));
}

// Would catch: chunks that are larger than what there is, filled with missing numbers.
TEST(ResultLayout, Chunks_are_no_larger_than_all_runs) {
  ResultSpec spec = small_spec();
  spec.samples = 3;
  spec.replications = 1;
  spec.recording.history_runs = 3;
  ResultLayout const layout(spec);

  EXPECT_EQ(layout.outcome_chunk_runs(), 3);
  EXPECT_EQ(layout.history_chunk_runs(), 3);
  EXPECT_EQ(layout.outcomes().at(0).shape.chunk, (Sizes{1, 1, 3}));
  EXPECT_EQ(layout.histories().at(1).shape.chunk, (Sizes{1, 1, 3, 26}));
}

TEST(ResultLayout, Exact_histories_are_double) {
  ResultSpec spec = small_spec();
  spec.recording.exact_histories = true;

  EXPECT_EQ(ResultLayout(spec).histories().at(0).type, NumberType::float64);
}

TEST(ResultLayout, Without_history_runs_there_are_no_histories) {
  ResultSpec spec = small_spec();
  spec.recording.history_runs = 0;

  EXPECT_TRUE(ResultLayout(spec).histories().empty());
}

// A dimension may have no labels at all. Would catch: a dataset without elements, which readers refuse.
TEST(ResultLayout, What_has_no_label_has_no_dataset) {
  ResultSpec spec = small_spec();
  spec.catalogue.dimensions[0].labels.clear();
  spec.catalogue.dimensions[0].long_names.clear();
  ResultLayout const layout(spec);

  ASSERT_EQ(layout.outcomes().size(), 2U);
  EXPECT_EQ(layout.outcomes()[1].path, "/outcomes/cost.year");
  EXPECT_EQ(layout.outcomes()[1].first_series, 1U);
  EXPECT_EQ(layout.histories().at(0).path, "/history/rain");
}

class Frame : public testing::Test {
 protected:
  Hdf5Reader frame_of(ResultSpec const& spec) {
    Hdf5Writer writer(folder_ / "frame.h5");
    write_frame(writer, spec, ResultLayout(spec));
    writer.close();
    return Hdf5Reader(folder_ / "frame.h5");
  }

  TemporaryFolder folder_;
};

TEST_F(Frame, Says_what_it_is_and_how_it_was_computed) {
  Hdf5Reader const file = frame_of(small_spec());

  EXPECT_EQ(file.text_attribute("/", "schema"), "detente/result");
  EXPECT_EQ(file.integer_attribute("/", "schema_version"), 1);
  EXPECT_EQ(file.text_attribute("/", "title"), "small");
  EXPECT_EQ(file.u64_attribute("/", "seed"), 0xfedcba9876543210ULL);
  EXPECT_EQ(file.text_attribute("/", "seed_text"), "18364758544493064720");
  EXPECT_EQ(file.text_attribute("/", "precision"), "double");
  EXPECT_EQ(file.text_attribute("/", "start"), "2026-11");
  EXPECT_EQ(file.integer_attribute("/", "months"), 25);
  EXPECT_EQ(file.integer_attribute("/", "samples"), 7);
  EXPECT_EQ(file.integer_attribute("/", "replications"), 2);
  EXPECT_EQ(file.text_attribute("/", "baseline_policy"), "act");
}

TEST_F(Frame, Has_a_coordinate_for_every_dimension) {
  Hdf5Reader const file = frame_of(small_spec());

  EXPECT_EQ(file.texts("policy"), (Texts{"wait", "act"}));
  EXPECT_EQ(file.texts("scenario"), (Texts{"calm", "storm", "mixed"}));
  EXPECT_EQ(file.numbers("run").back(), 13);
  EXPECT_EQ(file.numbers("sample").back(), 6);
  EXPECT_EQ(file.numbers("month").size(), 26U);
  EXPECT_EQ(file.numbers("history_run").back(), 11);
  EXPECT_EQ(file.numbers("event_run").back(), 9);
  EXPECT_EQ(file.numbers("year_end"), (Numbers{12, 24}));
  EXPECT_EQ(file.numbers("quantile"), (Numbers{0.05, 0.25, 0.5, 0.75, 0.95}));
  EXPECT_EQ(file.texts("lever"), (Texts{"gate", "pump"}));
  EXPECT_EQ(file.texts("place"), (Texts{"A", "B", "C"}));
  EXPECT_EQ(file.texts("side"), (Texts{"left", "right"}));
  EXPECT_EQ(file.numbers("year"), (Numbers{0, 1}));
}

// Would catch: years that are numbered from 0 whatever they are called.
TEST_F(Frame, A_coordinate_of_numbers_has_the_numbers_of_its_labels) {
  ResultSpec spec = small_spec();
  spec.catalogue.dimensions[3].labels = {"2026", "2028"};

  EXPECT_EQ(frame_of(spec).numbers("year"), (Numbers{2026, 2028}));
}

TEST_F(Frame, Has_no_coordinate_that_nothing_uses) {
  ResultSpec spec = small_spec();
  spec.recording.history_runs = 0;
  spec.recording.event_runs = 0;
  spec.months = 11;
  for (std::vector<double>& path : spec.levers.values) path.resize(12 * 2);

  Hdf5Reader const file = frame_of(spec);

  for (std::string const name : {"history_run", "event_run", "year_end", "history"})
    EXPECT_FALSE(file.exists(name)) << name;
}

// The start is November: month 2 is in the next year.
TEST_F(Frame, Gives_months_their_dates_and_runs_their_samples) {
  Hdf5Reader const file = frame_of(small_spec());

  Texts const dates = file.texts("date");
  EXPECT_EQ((Texts{dates[0], dates[1], dates[2], dates[25]}), (Texts{"2026-11", "2026-12", "2027-01", "2028-12"}));
  EXPECT_EQ(file.dimensions("date"), (Texts{"month"}));
  Numbers const sample = file.numbers("sample_of_run");
  Numbers const replication = file.numbers("replication_of_run");
  EXPECT_EQ((Numbers{sample[0], sample[1], sample[2], sample[13]}), (Numbers{0, 0, 1, 6}));
  EXPECT_EQ((Numbers{replication[0], replication[1], replication[2], replication[13]}), (Numbers{0, 1, 0, 1}));
}

TEST_F(Frame, Gives_labels_their_long_names_where_there_are_some) {
  Hdf5Reader const file = frame_of(small_spec());

  EXPECT_EQ(file.texts("place_name"), (Texts{"Anse", "B\u00fcrg", "Cove"}));
  EXPECT_FALSE(file.exists("side_name"));
}

TEST_F(Frame, Has_the_levers_of_every_arm_in_every_month) {
  Hdf5Reader const file = frame_of(small_spec());

  EXPECT_EQ(file.dimensions("/levers/value"), (Texts{"policy", "scenario", "month", "lever"}));
  EXPECT_EQ(file.numbers("/levers/value", {0, 0, 0, 0}, {1, 1, 1, 2}), (Numbers{0, 1}));
  EXPECT_EQ(file.numbers("/levers/value", {1, 2, 25, 1}, {1, 1, 1, 1}), (Numbers{551}))
      << "arm 5, month 25, second lever";
  EXPECT_EQ(file.texts("/levers/unit"), (Texts{"1", "m3/s"}));
}

TEST_F(Frame, Has_the_parameters_of_every_sample_with_their_origin) {
  Hdf5Reader const file = frame_of(small_spec());

  EXPECT_EQ(file.numbers("/parameters/speed"), (Numbers{0.5, 1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(file.dimensions("/parameters/speed"), (Texts{"sample"}));
  EXPECT_EQ(file.text_attribute("/parameters/speed", "units"), "m/s");
  EXPECT_EQ(file.text_attribute("/parameters/speed", "distribution"), "uniform(0, 1)");
  EXPECT_EQ(file.text_attribute("/parameters/speed", "status"), "assumption");
}

TEST_F(Frame, Has_the_provenance_word_for_word) {
  Hdf5Reader const file = frame_of(small_spec());

  EXPECT_EQ(file.text("/provenance/resolved"), "seed: 1\nname: small\n");
  EXPECT_EQ(file.text("/provenance/program"), "1.2.3");
}

TEST_F(Frame, Has_empty_datasets_for_what_runs_produce) {
  ResultSpec const spec = small_spec();
  Hdf5Reader const file = frame_of(spec);
  ResultLayout const layout(spec);

  for (std::size_t k = 0; k < layout.outcomes().size() + layout.histories().size(); ++k) {
    ChunkedDataset const& dataset = layout.dataset(k);
    EXPECT_EQ(file.extent(dataset.path), dataset.shape.extent) << dataset.path;
    EXPECT_EQ(file.chunk(dataset.path), dataset.shape.chunk) << dataset.path;
    EXPECT_EQ(file.dimensions(dataset.path), dataset.shape.dimensions) << dataset.path;
    EXPECT_EQ(file.type(dataset.path), dataset.type) << dataset.path;
  }
  EXPECT_TRUE(is_same(file.numbers("/outcomes/total"), Numbers(2 * 3 * 14, missing)));
}

}  // namespace
}  // namespace detente
