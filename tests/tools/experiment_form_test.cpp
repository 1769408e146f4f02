#include "tools/detente/forms/experiment_form.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

std::string const quickstart = DETENTE_SOURCE_DIR "/configs/western_balkans/experiments/quickstart.yaml";

// Catches a key that the reader asks for where no guise takes it: the schema would allow anything there.
TEST(ExperimentForm, Every_key_that_is_asked_for_is_read_as_something) {
  EXPECT_EQ(unread(experiment_form()), std::vector<std::string>{});
}

TEST(ExperimentForm, The_same_with_an_experiment_at_hand) {
  EXPECT_EQ(unread(experiment_form(quickstart)), std::vector<std::string>{});
}

TEST(ExperimentForm, Branches_deep_in_the_files_are_seen) {
  Form form = experiment_form();

  EXPECT_NE(form.find("region.actors.*.elsewhere"), nullptr);  // only where adversity is above 0
  EXPECT_NE(form.find("region.pairs.[].rivalry.[]"), nullptr);
  EXPECT_NE(form.find("policies.from.*.access.mobility.*"), nullptr);
  EXPECT_NE(form.find("policies.*.access.mobility.*"), nullptr);
  EXPECT_NE(form.find("record.history.variables.[]"), nullptr);
  EXPECT_EQ(form.find("scenarios.*.region")->overrides, "region");
}

}  // namespace
}  // namespace detente
