#pragma once

#include <cstdint>
#include <functional>

namespace detente {

/// Calls work(0), work(1), ... work(count - 1), each once, in any order, on up to `threads` threads (0: as many as the
/// machine has). Rethrows the first exception.
void in_parallel(std::int64_t count, int threads, std::function<void(std::int64_t)> const& work);

}  // namespace detente
