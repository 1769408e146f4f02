#pragma once

#include <cstdint>

namespace detente {

/// The uniform in (0, 1), with 52 bits, that decides the value of one uncertain number in one sample: a pure function
/// of (seed, sample, number), where `number` is the stable hash of its key. More numbers or samples change no earlier
/// draw. Its stream is 0; those of models begin at 1.
double design_uniform(std::uint64_t seed, std::uint32_t sample, std::uint64_t number);

}  // namespace detente
