#include "tools/bench/modules/bench_module.hpp"

extern "C" {

[[gnu::visibility("default")]] void detente_bench_floor(detente::bench::FloorInput const& input,
                                                        detente::bench::FloorYear& year) {
  year = detente::bench::compiled_floor(input);
}

[[gnu::visibility("default")]] void detente_bench_profile(detente::KernelInput const& input, int rounds,
                                                          std::vector<detente::bench::ProcessTime>& times) {
  times = detente::bench::compiled_profile(input, rounds);
}
}
