#include "tools/evidence/evidence_head.hpp"

#include "tests/tools/evidence/quickstart.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> keys_of(Json const& json) {
  std::vector<std::string> keys;
  for (auto at = json.begin(); at != json.end(); ++at) keys.push_back(at.key());
  return keys;
}

// Would catch: evidence that does not say which region it is of; another order, in which no committed file is written.
TEST(EvidenceHead, Names_the_region_after_what_it_is) {
  Json const head = evidence_head("magnitudes", "detente magnitudes mine.yaml", quickstart());

  EXPECT_EQ(keys_of(head), (std::vector<std::string>{"schema", "kind", "region", "revision", "processor", "command"}));
  EXPECT_EQ(head.at("kind"), "magnitudes");
  EXPECT_EQ(head.at("region"), "Western Balkans");
  EXPECT_EQ(head.at("command"), "detente magnitudes mine.yaml");
}

// Would catch: a region known by its path or by an id in the program.
TEST(EvidenceHead, Takes_the_name_that_the_region_has_in_its_file) {
  Json const head = evidence_head("claims", "", quickstart({{"region.name", "Elsewhere"}}));

  EXPECT_EQ(named_region(head), "Elsewhere");
  EXPECT_EQ(region_line(head), "Evidence of the region Elsewhere\n");
}

// Would catch: evidence of before it named a region that counts as of the region in use, or cannot be read.
TEST(EvidenceHead, Without_a_name_is_of_an_unnamed_region) {
  for (char const* const text : {R"({"kind": "claims"})", R"({"region": ""})", R"({"region": 7})", "[]"}) {
    Json const evidence = Json::parse(text);
    EXPECT_EQ(named_region(evidence), "") << text;
    EXPECT_EQ(of_region(evidence), "of an unnamed region") << text;
  }
}

// Would catch: a name from somebody else's file that moves the cursor of a terminal.
TEST(EvidenceHead, Prints_no_control_character_of_a_name) {
  std::string const line = region_line(Json::parse(R"({"region": "a\u001b[2Jb"})"));

  EXPECT_EQ(line.find('\x1b'), std::string::npos) << line;
}

}  // namespace
}  // namespace detente
