#pragma once

#include <cstdint>
#include <string>

namespace detente {

// Private to engine/io: what the HDF5 C library reports, as exceptions.

/// Keeps the library from printing, and from loading code for filters that a file names.
void prepare_hdf5();

/// The innermost reason on the library's error stack of this thread, as a sentence; also the operating system's.
std::string hdf5_reason();

/// Throws IoError "what (reason)" for a negative status.
void require_hdf5(std::int64_t status, std::string const& what);

/// A closing function of the library as Hdf5Handle wants it.
template <auto close>
int hdf5_close(std::int64_t id) {
  return close(id);
}

}  // namespace detente
