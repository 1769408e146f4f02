#include "tools/cluster/shared_numbers.hpp"

#include <algorithm>

namespace detente {
namespace {

constexpr int keeper = 0;

}  // namespace

SharedNumbers::SharedNumbers() {
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  int const size = static_cast<int>(sizeof(std::int64_t));
  MPI_Win_allocate(rank == keeper ? shared_numbers * size : 0, size, MPI_INFO_NULL, MPI_COMM_WORLD, &numbers_,
                   &window_);
  MPI_Win_lock_all(0, window_);
  if (rank == keeper) std::fill_n(numbers_, shared_numbers, 0);
  MPI_Win_sync(window_);
  MPI_Barrier(MPI_COMM_WORLD);  // nobody counts before they are zero
}

SharedNumbers::~SharedNumbers() {
  MPI_Win_unlock_all(window_);
  MPI_Win_free(&window_);
}

std::int64_t SharedNumbers::add(SharedNumber which, std::int64_t change, int offset) const {
  std::int64_t before = 0;
  MPI_Fetch_and_op(&change, &before, MPI_INT64_T, keeper, static_cast<MPI_Aint>(which) + offset, MPI_SUM, window_);
  MPI_Win_flush(keeper, window_);
  return before;
}

}  // namespace detente
