// What is kept of long work between sessions: heads that old folders have, and what is refused.
#include "tools/detente/files/kept_work.hpp"

#include "engine/io/io_error.hpp"
#include "tests/tools/small_output.hpp"
#include "tools/detente/program.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>

namespace detente {
namespace {

IoError::Kind fault_of(std::function<void()> const& act) {
  try {
    act();
  } catch (IoError const& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was refused";
  return IoError::Kind::failed;
}

// The bytes are those of folders that were begun by earlier versions. Would catch: keys in another order or of another
// name, by which every search and fit that was begun is refused.
TEST(KeptWork, Has_the_head_that_folders_have_always_had) {
  ScratchFolder const folder("kept_head");
  KeptWork const kept(folder / "out", "0123456789abcdef", "end.json");

  kept.write("fit.json", {{"tolerance", 0.5}});

  EXPECT_EQ(
      read_text_file(folder / "out/fit.json"),
      fmt::format(R"({{"head":{{"fingerprint":"0123456789abcdef","revision":"{}"}},"content":{{"tolerance":0.5}}}})"
                  "\n",
                  program_revision()));
}

TEST(KeptWork, Goes_on_where_an_earlier_session_ended) {
  ScratchFolder const folder("kept_on");
  {
    KeptWork const first(folder / "out", "a", "end.json");
    EXPECT_FALSE(first.read("fit.json"));
    first.write("fit.json", {1, 2, 3});
  }

  KeptWork const second(folder / "out", "a", "end.json");

  EXPECT_EQ(second.read("fit.json").value(), nlohmann::ordered_json::array({1, 2, 3}));
}

// Would catch: a fit of other settings, or a file that is cut, taken for one's own and then overwritten.
TEST(KeptWork, Refuses_what_is_of_other_work_or_damaged) {
  ScratchFolder const folder("kept_other");
  KeptWork(folder / "out", "a", "end.json").write("fit.json", {1});
  KeptWork const other(folder / "out", "b", "end.json");

  EXPECT_EQ(fault_of([&] { other.read("fit.json"); }), IoError::Kind::exists);
  for (char const* const harm : {"", "{\"head\":", "[]", "{}"}) {
    write_text_file(other.path("fit.json"), harm);
    EXPECT_EQ(fault_of([&] { other.read("fit.json"); }), IoError::Kind::exists) << harm;
  }
}

TEST(KeptWork, Refuses_a_folder_of_finished_work_and_one_that_is_worked_in) {
  ScratchFolder const folder("kept_claimed");
  {
    KeptWork const mine(folder / "out");
    EXPECT_EQ(fault_of([&] { KeptWork(folder / "out"); }), IoError::Kind::exists);
    write_text_file(mine.path("end.json"), "{}");
  }

  EXPECT_EQ(fault_of([&] { KeptWork(folder / "out", "a", "end.json"); }), IoError::Kind::exists);
}

TEST(KeptWork, Knows_evidence_by_the_fingerprint_and_revision_in_it) {
  ScratchFolder const folder("kept_evidence");
  KeptWork const kept(folder / "out");
  auto const evidence = [](std::string const& revision) {
    return fmt::format(R"({{"kind":"claim","revision":"{}","fingerprint":"a"}})", revision);
  };
  write_text_file(kept.path("C01.json"), evidence(program_revision()));
  write_text_file(kept.path("C02.json"), evidence("older"));

  EXPECT_EQ(kept.read_evidence_of("a", "C01.json").value()["kind"].get<std::string>(), "claim");
  EXPECT_FALSE(kept.read_evidence_of("a", "C03.json"));
  EXPECT_EQ(fault_of([&] { kept.read_evidence_of("b", "C01.json"); }), IoError::Kind::exists);
  EXPECT_EQ(fault_of([&] { kept.read_evidence_of("a", "C02.json"); }), IoError::Kind::exists);
}

}  // namespace
}  // namespace detente
