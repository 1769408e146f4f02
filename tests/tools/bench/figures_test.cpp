// What the benchmark says beside the times of months.
#include "tests/tools/bench/peer_runs.hpp"
#include "tools/bench/bench_report.hpp"
#include "tools/bench/child_program.hpp"

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

namespace detente::bench {
namespace {

std::map<std::string, double> by_name(std::vector<Figure> const& figures) {
  std::map<std::string, double> values;
  for (Figure const& figure : figures) values[figure.name] = figure.value;
  return values;
}

Experiment with_histories() {
  return read({.head = "experiment: {name: figures, seed: 7, months: 180, precision: double}",
               .policies = "policies: {from: ../policies.yaml, use: [status_quo, conditional_credible]}",
               .more = "record: {history: {variables: [alignment, level], runs: {first: 256}}}"});
}

// Would catch: memory in the wrong unit (the program holds 200 MB, and an interpreter of some ten), or that of the
// largest child so far.
TEST(ChildProgram, Tells_memory_at_its_height_and_time_to_the_end) {
  ProgramCost const large = run_program({"/usr/bin/python3", "-c", "x = bytearray(200 * 1000 * 1000)"});
  ProgramCost const slow = run_program({"/bin/sleep", "0.2"});

  EXPECT_GT(large.peak_bytes, 200e6);
  EXPECT_LT(large.peak_bytes, 300e6);
  EXPECT_LT(slow.peak_bytes, 50e6);
  EXPECT_GE(slow.wall_ns, 0.2e9);
}

TEST(ChildProgram, Throws_if_the_program_fails_or_is_not_there) {
  EXPECT_THROW(run_program({"/bin/false"}), std::runtime_error);
  EXPECT_THROW(run_program({"/nowhere/program"}), std::runtime_error);
}

// Outcomes are doubles that compress little or much, histories floats: a run takes no more than its numbers do, and
// what is all noise not less than a tenth. Would catch: bytes of all runs, or of what was recorded besides.
TEST(SizeFigures, Lie_between_the_numbers_of_a_run_and_a_tenth_of_them) {
  Experiment const experiment = with_histories();
  Catalogue const& catalogue = experiment.result.catalogue;
  double series = 0;
  for (int const k : experiment.result.recording.history_variables)
    series += static_cast<double>(catalogue.size_of(catalogue.variables[static_cast<std::size_t>(k)].dimensions));
  double const outcome_bytes = 8.0 * static_cast<double>(experiment.result.columns());
  double const history_bytes = 4.0 * series * (experiment.model.months + 1);
  TemporaryFolder const folder("figures");

  std::map<std::string, double> const sizes = by_name(size_figures(experiment, folder.path()));

  EXPECT_LT(sizes.at("size.outcomes"), outcome_bytes);
  EXPECT_GT(sizes.at("size.outcomes"), 0.1 * outcome_bytes);
  EXPECT_LT(sizes.at("size.history"), history_bytes);
  EXPECT_GT(sizes.at("size.history"), 0.1 * history_bytes);
  EXPECT_GT(sizes.at("size.events"), 1);
}

// Would catch: a compressor that is given other bytes than the writer's, or fewer; it does a part of the writer's work.
TEST(WriterFigures, The_bare_compressor_does_a_part_of_the_work) {
  TemporaryFolder const folder("figures");

  std::map<std::string, double> const speeds = by_name(writer_figures(with_histories(), folder.path(), 3));

  EXPECT_GT(speeds.at("writer.ratio"), 0.05);
  EXPECT_LT(speeds.at("writer.ratio"), 1.05);
  EXPECT_NEAR(speeds.at("writer.ratio"), speeds.at("writer.history") / speeds.at("writer.compressor"), 1e-9);
}

// Would catch: the inverse of a ratio.
TEST(BenchReport, Sets_the_floor_beside_the_kernel_and_goals_beside_figures) {
  Findings findings;
  findings.timings = {{"kernel.v3.double", "kernel", {200, 210}}, {"floor.v3.double", "floor", {130, 125}}};
  findings.figures = {{"start.check", "check", "s", 0.03, 0.05}};
  findings.counts.month.divisions = 638.6;

  std::string const table = as_table(findings);
  std::string const json = as_json(findings, "none");

  ASSERT_EQ(ratios_of(findings.timings).size(), 1U);
  EXPECT_DOUBLE_EQ(ratios_of(findings.timings).front().value, 0.625);
  EXPECT_DOUBLE_EQ(ratios_of(findings.timings).front().goal, 0.70);
  EXPECT_NE(table.find("0.030    0.05  s"), std::string::npos) << table;
  EXPECT_NE(table.find("638.6"), std::string::npos) << table;
  EXPECT_NE(json.find("\"goal\": 0.05"), std::string::npos) << json;
}

}  // namespace
}  // namespace detente::bench
