// What the thread sanitizer is asked before it is believed: an ensemble whose model has a race, and one whose model has
// none. The number of runs is counted by all threads at once: in a plain int (`seen`), or in an atomic one (`none`).
//
// usage: planted_race seen|none

#include "engine/run/ensemble.hpp"
#include "engine/run/run_block.hpp"
#include "tests/engine/run/memory_sink.hpp"
#include "tests/engine/run/toy_model.hpp"

#include <atomic>
#include <cstdio>
#include <string>

namespace {

using namespace detente;

template <class Counter>
int count_runs() {
  ResultSpec spec = toy_spec(2000, 3, 13);
  spec.block_runs = 32;
  spec.part_runs = 64;
  ToyModel<double, 16> const model;
  MemorySink sink;
  Counter runs{0};
  run_ensemble(spec,
               [&](BlockId const& id) {
                 runs += id.runs;
                 return run_block(model, spec, id);
               },
               sink, {.threads = 4});
  std::printf("%d runs\n", static_cast<int>(runs));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  bool const has_race = argc == 2 && std::string(argv[1]) == "seen";
  return has_race ? count_runs<int>() : count_runs<std::atomic<int>>();
}
