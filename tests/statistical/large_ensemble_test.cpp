// The distribution of a whole ensemble against an independent implementation of the same equations with other luck.

#include "tests/statistical/reference_ensemble.hpp"

namespace detente {
namespace {

class LargeEnsemble : public testing::Test {
 protected:
  static void SetUpTestSuite() { ours_ = simulate(65'536, 20261122); }
  static inline std::map<std::string, std::vector<double>> ours_;
};

// n = 65,536 runs against 8,000 of theirs, whose error is now nearly all of it: half the error of the fast test.
// Would catch: any rate, share or count of the model that is off by about a twentieth of a standard deviation.
TEST_F(LargeEnsemble, Means_of_all_outcomes_agree_with_an_independent_implementation) { expect_means_agree(ours_); }

TEST_F(LargeEnsemble, Open_conflict_is_as_rare_as_elsewhere) { expect_conflict_agrees(ours_); }

}  // namespace
}  // namespace detente
