#pragma once

#include <cstdint>
#include <mpi.h>

namespace detente {

/// What ranks count together.
enum class SharedNumber : int { next_part, blocks_done, runs_done, failed_runs, stops };
inline constexpr int shared_numbers = 10;  // `stops` is the first of several, one for each reason

/// Numbers in the memory of rank 0 that every rank reads and changes, each in one indivisible step and without rank 0
/// doing anything. All ranks make one, and let it go, together.
class SharedNumbers {
 public:
  SharedNumbers();
  ~SharedNumbers();
  SharedNumbers(SharedNumbers const&) = delete;
  SharedNumbers& operator=(SharedNumbers const&) = delete;

  // Sums only: Open MPI 4.1 crashes in other indivisible steps where it has to emulate them.
  /// Adds to a number and gives back what it was; `offset` counts from it.
  std::int64_t add(SharedNumber which, std::int64_t change, int offset = 0) const;
  std::int64_t get(SharedNumber which, int offset = 0) const { return add(which, 0, offset); }

 private:
  MPI_Win window_ = MPI_WIN_NULL;
  std::int64_t* numbers_ = nullptr;
};

}  // namespace detente
