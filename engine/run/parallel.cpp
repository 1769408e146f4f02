#include "engine/run/parallel.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace detente {

void in_parallel(std::int64_t count, int threads, std::function<void(std::int64_t)> const& work) {
  tbb::task_arena arena(threads > 0 ? threads : tbb::task_arena::automatic);
  tbb::global_control const allowed(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(arena.max_concurrency()));
  arena.execute([&] { tbb::parallel_for(std::int64_t{0}, count, work, tbb::simple_partitioner()); });
}

}  // namespace detente
