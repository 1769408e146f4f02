#include "engine/run/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace detente {
namespace {

TEST(InParallel, Does_every_piece_of_work_once_with_any_number_of_threads) {
  for (int const threads : {1, 2, 4}) {
    std::vector<std::atomic<int>> done(100);

    in_parallel(100, threads, [&](std::int64_t k) { ++done[static_cast<std::size_t>(k)]; });

    for (std::atomic<int> const& times : done) EXPECT_EQ(times, 1);
  }
}

TEST(InParallel, Nothing_to_do_is_done) {
  in_parallel(0, 2, [](std::int64_t) { FAIL(); });
}

TEST(InParallel, Passes_on_what_goes_wrong) {
  EXPECT_THROW(in_parallel(10, 2,
                           [](std::int64_t k) {
                             if (k == 7) throw std::runtime_error("piece 7");
                           }),
               std::runtime_error);
}

}  // namespace
}  // namespace detente
