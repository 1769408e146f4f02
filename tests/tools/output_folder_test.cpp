#include "tools/detente/session/output_folder.hpp"

#include "engine/io/io_error.hpp"
#include "tests/tools/small_output.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace detente {
namespace {

IoError::Kind kind_of_failure(std::string const& folder, IfExists if_exists, Experiment const& experiment) {
  try {
    OutputFolder const output(folder, if_exists, experiment);
  } catch (IoError const& error) {
    return error.kind();
  }
  ADD_FAILURE() << "no IoError";
  return IoError::Kind::failed;
}

TEST(OutputFolder, The_manifest_says_what_the_ensemble_is) {
  ScratchFolder const scratch("manifest");
  Experiment const experiment = small_experiment();

  OutputFolder const folder(scratch / "out", IfExists::error, experiment);

  nlohmann::json const manifest = nlohmann::json::parse(read_text_file(scratch / "out/manifest.json"));
  EXPECT_EQ(manifest["name"], "quickstart");
  EXPECT_EQ(manifest["seed"], "20261122");
  EXPECT_EQ(manifest["samples"], 20);
  EXPECT_EQ(manifest["experiment"], experiment.resolved);
  EXPECT_FALSE(folder.has_result());
}

// Would catch: a shard whose hint is made of its folder's name, which may be another by then.
TEST(OutputFolder, A_shard_knows_the_name_of_the_whole_wherever_it_lies) {
  ScratchFolder const scratch("shard");
  { OutputFolder const shard(scratch / "grid-shard-1-of-3", IfExists::error, small_experiment(), {1, 3}, "grid"); }
  std::filesystem::rename(scratch / "grid-shard-1-of-3", scratch / "second");

  Manifest const manifest = Manifest::read(scratch / "second");
  OutputFolder const resumed(scratch / "second", IfExists::resume, small_experiment(), {1, 3});

  EXPECT_EQ(manifest.whole, "grid");
  EXPECT_EQ(resumed.manifest().whole, "grid");
}

// Would catch: a division by zero, or parts that never end.
TEST(OutputFolder, A_manifest_of_a_shard_that_cannot_be_is_damaged) {
  ScratchFolder const scratch("noshard");
  { OutputFolder const started(scratch / "out", IfExists::error, small_experiment()); }
  std::string const path = scratch / "out/manifest.json";
  nlohmann::json manifest = nlohmann::json::parse(read_text_file(path));
  for (auto const& [index, count] : std::vector<std::pair<int, int>>{{0, 0}, {3, 3}, {-1, 3}, {0, -1}}) {
    manifest["shard"] = {{"index", index}, {"count", count}};
    write_text_file(path, manifest.dump());

    EXPECT_EQ(kind_of_failure(scratch / "out", IfExists::resume, small_experiment()), IoError::Kind::exists);
    EXPECT_THROW(Manifest::read(scratch / "out"), IoError) << index << "/" << count;
  }
}

// Would catch: a digest of names alone, which would mix parts of two experiments in one result.
TEST(OutputFolder, Anything_that_changes_numbers_changes_the_digest) {
  ScratchFolder const scratch("digest");
  std::uint64_t const digest = OutputFolder(scratch / "a", IfExists::error, small_experiment()).manifest().digest;

  for (auto const& [key, value] :
       std::vector<std::pair<std::string, std::string>>{{"experiment.seed", "1"},
                                                        {"experiment.precision", "single"},
                                                        {"design.replications", "2"},
                                                        {"region.countries.ALB.trust", "0.8"},
                                                        {"parameters.governance.gov_audit", "0.23"},
                                                        {"policies.from.align_and_comply.benchmark", "0.56"},
                                                        {"noise", "off"}}) {
    OutputFolder const other(scratch / key, IfExists::error, small_experiment({{key, value}}));
    EXPECT_NE(other.manifest().digest, digest) << key;
  }
}

TEST(OutputFolder, The_same_experiment_has_the_same_digest_wherever_it_lies) {
  ScratchFolder const scratch("same");

  OutputFolder const a(scratch / "a", IfExists::error, small_experiment());
  OutputFolder const b(scratch / "b", IfExists::error, small_experiment({{"experiment.seed", "20261122"}}));

  EXPECT_EQ(a.manifest().digest, b.manifest().digest);
}

TEST(OutputFolder, An_interrupted_ensemble_is_joined_with_its_own_origins) {
  ScratchFolder const scratch("join");
  Experiment const first = small_experiment();
  { OutputFolder const started(scratch / "out", IfExists::error, first); }

  // The same values, one of them now from the command line.
  OutputFolder const joined(scratch / "out", IfExists::resume, small_experiment({{"experiment.seed", "20261122"}}));

  EXPECT_EQ(joined.manifest().origins, first.origins);
}

TEST(OutputFolder, What_exists_is_refused_unless_asked_for) {
  ScratchFolder const scratch("exists");
  { OutputFolder const started(scratch / "out", IfExists::error, small_experiment()); }

  EXPECT_EQ(kind_of_failure(scratch / "out", IfExists::error, small_experiment()), IoError::Kind::exists);
  EXPECT_EQ(kind_of_failure(scratch / "out", IfExists::resume, small_experiment({{"experiment.seed", "3"}})),
            IoError::Kind::exists);
}

TEST(OutputFolder, A_damaged_manifest_is_refused_and_left_alone) {
  ScratchFolder const scratch("damaged");
  { OutputFolder const started(scratch / "out", IfExists::error, small_experiment()); }
  std::ofstream(scratch / "out/manifest.json") << "{\"digest\": ";

  EXPECT_EQ(kind_of_failure(scratch / "out", IfExists::resume, small_experiment()), IoError::Kind::exists);

  EXPECT_EQ(read_text_file(scratch / "out/manifest.json"), "{\"digest\": ");
}

// Would catch: a start that is interrupted before its manifest locks the name for ever.
TEST(OutputFolder, A_start_without_a_manifest_can_be_started_again) {
  ScratchFolder const scratch("halfstart");
  std::filesystem::create_directories(scratch / "out");
  { FolderLock const lock(scratch / "out"); }

  OutputFolder const folder(scratch / "out", IfExists::error, small_experiment());

  EXPECT_TRUE(std::filesystem::exists(scratch / "out/manifest.json"));
}

TEST(OutputFolder, Two_processes_do_not_work_on_one_output) {
  ScratchFolder const scratch("claimed");
  OutputFolder const first(scratch / "out", IfExists::error, small_experiment());

  EXPECT_EQ(kind_of_failure(scratch / "out", IfExists::resume, small_experiment()), IoError::Kind::exists);
}

TEST(OutputFolder, A_new_name_is_the_first_free_one) {
  ScratchFolder const scratch("new");
  OutputFolder const first(scratch / "out", IfExists::take_new, small_experiment());
  OutputFolder const second(scratch / "out", IfExists::take_new, small_experiment());
  OutputFolder const third(scratch / "out", IfExists::take_new, small_experiment());

  EXPECT_EQ(first.path(), scratch / "out");
  EXPECT_EQ(second.path(), scratch / "out-2");
  EXPECT_EQ(third.path(), scratch / "out-3");
}

}  // namespace
}  // namespace detente
