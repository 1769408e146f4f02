#include "models/experiment_record.hpp"

#include "engine/config/config_error.hpp"
#include "engine/config/config_tree.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace detente {
namespace {

using Indices = std::vector<int>;

/// A model of four variables, two of them in the default summary, and 1000 runs in blocks of 256.
ResultSpec small_result() {
  ResultSpec spec;
  spec.samples = 500;
  spec.replications = 2;
  for (std::string const name : {"shock", "trust", "access", "level"}) {
    VariableInfo variable{.name = name, .unit = "1", .meaning = "", .dimensions = {}};
    variable.in_default_summary = name == "trust" || name == "level";
    spec.catalogue.variables.push_back(variable);
  }
  return spec;
}

/// What is kept under `record: <text>`, and the faults.
struct RecordRead {
  Recording recording;
  std::string faults;
};

RecordRead read_record(std::string const& text, ResultSpec const& spec = small_result()) {
  ConfigTree tree = ConfigTree::parse("record: " + text + "\n", "x.yaml");
  RecordRead outcome;
  outcome.recording = read_recording(tree.root().find("record"), spec);
  tree.report_unknown_keys();
  try {
    tree.throw_if_errors();
  } catch (ConfigError const& error) {
    outcome.faults = error.what();
  }
  return outcome;
}

/// What is kept where there is no fault.
Recording kept(std::string const& text, ResultSpec const& spec = small_result()) {
  RecordRead const outcome = read_record(text, spec);
  EXPECT_EQ(outcome.faults, "");
  return outcome.recording;
}

std::string faults_of_record(std::string const& text) { return read_record(text).faults; }

TEST(Record, Without_the_block_nothing_is_kept_beside_outcomes) {
  Recording const recording = read_recording(std::nullopt, small_result());

  EXPECT_EQ(recording.summary_variables, Indices{});
  EXPECT_EQ(recording.history_variables, Indices{});
  EXPECT_EQ(recording.history_runs, 0);
  EXPECT_EQ(recording.event_runs, 0);
}

TEST(Record, An_empty_block_keeps_nothing_either) {
  Recording const recording = kept("{}");

  EXPECT_EQ(recording.summary_variables, Indices{});
  EXPECT_EQ(recording.history_runs, 0);
  EXPECT_EQ(recording.event_runs, 0);
}

TEST(RecordSummary, Default_takes_the_variables_marked_so) {
  EXPECT_EQ(kept("{summary: default}").summary_variables, (Indices{1, 3}));
}

TEST(RecordSummary, None_takes_nothing) { EXPECT_EQ(kept("{summary: none}").summary_variables, Indices{}); }

// Would catch: series laid out in the order of the list while readers go by the catalogue.
TEST(RecordSummary, A_list_is_taken_in_the_order_of_the_catalogue) {
  EXPECT_EQ(kept("{summary: [level, shock]}").summary_variables, (Indices{0, 3}));
}

TEST(RecordSummary, Another_word_is_refused) {
  EXPECT_EQ(faults_of_record("{summary: defualt}"),
            "x.yaml:1:19: error: record.summary: 'defualt' is not one of the choices (default or none was expected)\n"
            "record: {summary: defualt}\n"
            "                  ^\n"
            "hint: did you mean 'default'?");
}

/// A catalogue of so many variables v0, v1, ... and a list of all of them.
std::pair<ResultSpec, std::string> many(int count) {
  ResultSpec spec = small_result();
  spec.catalogue.variables.clear();
  std::string list;
  for (int v = 0; v < count; ++v) {
    spec.catalogue.variables.push_back({.name = fmt::format("v{}", v), .unit = "1", .meaning = "", .dimensions = {}});
    list += fmt::format("{}v{}", v > 0 ? "," : "", v);
  }
  return {spec, list};
}

TEST(RecordSummary, Takes_up_to_thirty_variables) {
  auto const [spec, list] = many(30);

  EXPECT_EQ(kept("{summary: [" + list + "]}", spec).summary_variables.size(), 30U);
}

TEST(RecordSummary, Refuses_more_than_thirty_variables) {
  auto const [spec, list] = many(31);

  std::string const faults = read_record("\n  summary: [" + list + "]", spec).faults;

  EXPECT_EQ(faults.substr(0, faults.find('\n')), "x.yaml:2:3: error: 31 variables in the summary (at most 30)");
}

TEST(RecordHistory, Takes_variables_of_the_first_runs_in_the_order_of_the_catalogue) {
  Recording const recording = kept("{history: {variables: [level, access, shock], runs: {first: 512}}}");

  EXPECT_EQ(recording.history_variables, (Indices{0, 2, 3}));
  EXPECT_EQ(recording.history_runs, 512);
  EXPECT_FALSE(recording.exact_histories);
}

TEST(RecordHistory, All_takes_every_variable) {
  EXPECT_EQ(kept("{history: {variables: all, runs: {first: 256}}}").history_variables, (Indices{0, 1, 2, 3}));
}

TEST(RecordHistory, All_takes_every_run_though_they_fill_no_block) {
  EXPECT_EQ(kept("{history: {variables: all, runs: {first: all}}}").history_runs, 1000);
}

TEST(RecordHistory, More_runs_than_there_are_means_all) {
  EXPECT_EQ(kept("{history: {variables: all, runs: {first: 5000}}}").history_runs, 1000);
  EXPECT_EQ(kept("{history: {variables: all, runs: {first: 1000}}}").history_runs, 1000);
}

TEST(RecordHistory, Of_no_run_keeps_no_variable) {
  Recording const recording = kept("{history: {variables: all, runs: {first: 0}}}");

  EXPECT_EQ(recording.history_runs, 0);
  EXPECT_EQ(recording.history_variables, Indices{});
}

TEST(RecordHistory, Precision_is_single_or_double) {
  EXPECT_FALSE(kept("{history: {variables: all, runs: {first: 256}, precision: single}}").exact_histories);
  EXPECT_TRUE(kept("{history: {variables: all, runs: {first: 256}, precision: double}}").exact_histories);
}

// Would catch: histories cut inside a block, which no chunk of the file can hold.
TEST(RecordHistory, Refuses_runs_that_end_within_a_block_and_names_the_next_end) {
  EXPECT_EQ(faults_of_record("{history: {variables: all, runs: {first: 300}}}"),
            "x.yaml:1:50: error: histories of 300 runs (a multiple of 256, or all)\n"
            "record: {history: {variables: all, runs: {first: 300}}}\n"
            "                                                 ^\n"
            "hint: first: 512");
}

TEST(RecordHistory, Names_all_where_the_next_end_lies_beyond_the_runs) {
  EXPECT_EQ(faults_of_record("{history: {variables: all, runs: {first: 800}}}"),
            "x.yaml:1:50: error: histories of 800 runs (a multiple of 256, or all)\n"
            "record: {history: {variables: all, runs: {first: 800}}}\n"
            "                                                 ^\n"
            "hint: first: all");
}

TEST(RecordHistory, Refuses_an_unknown_variable_with_the_nearest_one) {
  EXPECT_EQ(faults_of_record("{history: {variables: [trsut], runs: {first: 256}}}"),
            "x.yaml:1:32: error: record.history.variables[0]: 'trsut' is not one of the choices (shock, trust, access "
            "or level was expected)\n"
            "record: {history: {variables: [trsut], runs: {first: 256}}}\n"
            "                               ^\n"
            "hint: did you mean 'trust'?");
}

// Would catch: faults that follow from another fault, here a stand-in taken for a variable named before.
TEST(RecordHistory, Two_unknown_variables_are_two_faults) {
  EXPECT_EQ(faults_of_record("{history: {variables: [trsut, acces], runs: {first: 256}}}"),
            "x.yaml:1:32: error: record.history.variables[0]: 'trsut' is not one of the choices (shock, trust, access "
            "or level was expected)\n"
            "record: {history: {variables: [trsut, acces], runs: {first: 256}}}\n"
            "                               ^\n"
            "hint: did you mean 'trust'?\n"
            "x.yaml:1:39: error: record.history.variables[1]: 'acces' is not one of the choices (shock, trust, access "
            "or level was expected)\n"
            "record: {history: {variables: [trsut, acces], runs: {first: 256}}}\n"
            "                                      ^\n"
            "hint: did you mean 'access'?");
}

TEST(RecordHistory, Refuses_a_variable_named_twice) {
  EXPECT_EQ(faults_of_record("{history: {variables: [level, level], runs: {first: 256}}}"),
            "x.yaml:1:39: error: 'level' stands here twice (each once)\n"
            "record: {history: {variables: [level, level], runs: {first: 256}}}\n"
            "                                      ^");
}

TEST(RecordHistory, Another_word_than_all_is_refused) {
  EXPECT_EQ(faults_of_record("{history: {variables: default, runs: {first: 256}}}"),
            "x.yaml:1:31: error: record.history.variables: 'default' is not one of the choices (all was expected)\n"
            "record: {history: {variables: default, runs: {first: 256}}}\n"
            "                              ^");
}

TEST(RecordHistory, Needs_variables_and_runs) {
  EXPECT_EQ(faults_of_record("{history: {}}"),
            "x.yaml:1:10: error: missing key 'variables' (required in record.history)\n"
            "record: {history: {}}\n"
            "         ^\n"
            "x.yaml:1:10: error: missing key 'runs' (required in record.history)\n"
            "record: {history: {}}\n"
            "         ^");
}

TEST(RecordEvents, Takes_the_first_runs_at_most_all) {
  EXPECT_EQ(kept("{events: {first: 7}}").event_runs, 7);
  EXPECT_EQ(kept("{events: {first: all}}").event_runs, 1000);
  EXPECT_EQ(kept("{events: {first: 1000000}}").event_runs, 1000);
}

TEST(RecordEvents, Refuses_fewer_than_none) {
  EXPECT_EQ(
      faults_of_record("{events: {first: -1}}"),
      "x.yaml:1:26: error: record.events.first: -1 lies below 0 (a whole number from 0 to 2147483648 was expected)\n"
      "record: {events: {first: -1}}\n"
      "                         ^");
}

TEST(RecordEvents, Needs_a_number_of_runs) {
  EXPECT_EQ(faults_of_record("{events: all}"),
            "x.yaml:1:18: error: record.events: 'all' is not a map (a map with the key 'first' was expected)\n"
            "record: {events: all}\n"
            "                 ^");
}

/// Runs that are stored at once under `record: <text>`, and the faults.
std::pair<int, std::string> part_runs(std::string const& text) {
  ConfigTree tree = ConfigTree::parse("record: " + text + "\n", "x.yaml");
  int const runs = read_part_runs(tree.root().find("record"), small_result());
  tree.report_unknown_keys();
  try {
    tree.throw_if_errors();
  } catch (ConfigError const& error) {
    return {runs, error.what()};
  }
  return {runs, ""};
}

TEST(RecordPartRuns, Are_what_is_written_or_else_16384) {
  EXPECT_EQ(part_runs("{part_runs: 512}"), (std::pair<int, std::string>{512, ""}));
  EXPECT_EQ(part_runs("{}"), (std::pair<int, std::string>{16384, ""}));
  EXPECT_EQ(read_part_runs(std::nullopt, small_result()), 16384);
}

// Would catch: a part that ends within a block.
TEST(RecordPartRuns, Are_whole_blocks_and_the_hint_says_the_next_number) {
  std::string const faults = part_runs("{part_runs: 1000}").second;

  EXPECT_NE(faults.find("a multiple of 256"), std::string::npos) << faults;
  EXPECT_NE(faults.find("1024"), std::string::npos) << faults;
}

TEST(RecordPartRuns, Fewer_than_a_block_or_too_many_are_refused) {
  EXPECT_NE(part_runs("{part_runs: 255}").second, "");
  EXPECT_NE(part_runs("{part_runs: 524288}").second, "");
}

TEST(Record, Refuses_unknown_keys_at_every_depth) {
  EXPECT_EQ(faults_of_record("{evnts: {first: 1}, history: {variables: all, runs: {first: 0, last: 1}}}"),
            "x.yaml:1:10: error: unknown key 'evnts' (known here: events, history, summary)\n"
            "record: {evnts: {first: 1}, history: {variables: all, runs: {first: 0, last: 1}}}\n"
            "         ^\n"
            "hint: did you mean 'events'?\n"
            "x.yaml:1:72: error: unknown key 'last' (known here: first)\n"
            "record: {evnts: {first: 1}, history: {variables: all, runs: {first: 0, last: 1}}}\n"
            "                                                                       ^");
}

}  // namespace
}  // namespace detente
