#include "engine/io/io_error.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(IoErrors, Carry_their_sentence_and_mean_a_failure_unless_told_otherwise) {
  IoError const error("cannot write 'a' (no space left on device)");

  EXPECT_STREQ(error.what(), "cannot write 'a' (no space left on device)");
  EXPECT_EQ(error.kind(), IoError::Kind::failed);
}

// The command tells them apart by their kind. Would catch: a folder that is in use reported as a broken disk.
TEST(IoErrors, Keep_the_kind_they_are_given) {
  EXPECT_EQ(IoError("a", IoError::Kind::exists).kind(), IoError::Kind::exists);
  EXPECT_EQ(IoError("a", IoError::Kind::foreign).kind(), IoError::Kind::foreign);
}

}  // namespace
}  // namespace detente
