// The distribution of a whole ensemble against an independent implementation of the same equations with other luck.

#include "tests/statistical/reference_ensemble.hpp"

namespace detente {
namespace {

class Ensemble : public testing::Test {
 protected:
  static void SetUpTestSuite() { ours_ = simulate(2048, 20261122); }
  static inline std::map<std::string, std::vector<double>> ours_;
};

// n = 2,048 runs against 8,000 of theirs. z = difference / sqrt(sd^2 / 8000 + sd^2 / n), n counting the runs that have
// the outcome. Would catch: any rate, share or count of the model that is off by about a tenth of a standard deviation.
TEST_F(Ensemble, Means_of_all_outcomes_agree_with_an_independent_implementation) { expect_means_agree(ours_); }

TEST_F(Ensemble, Open_conflict_is_as_rare_as_elsewhere) { expect_conflict_agrees(ours_); }

}  // namespace
}  // namespace detente
