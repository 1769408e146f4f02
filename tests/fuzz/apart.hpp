#pragma once

#include <cstddef>
#include <cstdint>

namespace detente {

using Trial = void (*)(std::uint8_t const* data, std::size_t size);

/// To be called before the fuzzer reads its corpus (LLVMFuzzerInitialize): the process that forks the children is then
/// small.
void prepare_apart(Trial trial);

/// Tries an input in a child process, where a library that crashes takes nothing along. A crash whose innermost calls
/// are those of libhdf5 is noted (in the folder that FUZZ_FINDINGS names: a line in upstream.log, and for a new place
/// the input and the report), and fuzzing goes on; any other, and an exception, is thrown as BrokenProperty. Without a
/// fuzzer (replay.cpp) the trial is called as it is.
void try_apart(Trial trial, std::uint8_t const* data, std::size_t size);

}  // namespace detente
