#include "tools/detente/program.hpp"

#include "engine/io/chunk_codec.hpp"
#include "engine/io/hdf5_file.hpp"
#include "engine/run/ensemble.hpp"

#include <Eigen/Core>
#include <fmt/format.h>

#include <revision.hpp>

namespace detente {

std::string program_version() { return DETENTE_VERSION; }
std::string program_revision() { return source_revision; }

std::vector<std::pair<std::string, std::string>> library_versions() {
  return {{"HDF5", hdf5_version()},
          {"libdeflate", libdeflate_version()},
          {"Eigen", fmt::format("{}.{}.{}", EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION)},
          {"oneTBB", thread_library_version()}};
}

}  // namespace detente
