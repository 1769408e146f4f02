// The peer that has its own luck against the kernel, in more runs than a fast test can have.
#include "tests/tools/bench/peer_means.hpp"

namespace detente::bench {
namespace {

// n = 4,000 runs of each. Would catch: a hazard of the ladder off by a twentieth, noise a fifth too loud, contracts
// drawn without their appeal. Would not catch: what hardly ever happens, as an agreement that survives a war.
TEST(ObjectsPeer, With_its_own_luck_agrees_with_the_kernel_in_many_runs) { expect_the_same_distribution(4000); }

}  // namespace
}  // namespace detente::bench
