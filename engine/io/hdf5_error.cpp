#include "engine/io/hdf5_error.hpp"

#include "engine/io/io_error.hpp"

#include <fmt/format.h>
#include <hdf5.h>

namespace detente {
namespace {

herr_t keep_innermost(unsigned position, H5E_error2_t const* error, void* text) {
  if (position == 0 && error->desc != nullptr) *static_cast<std::string*>(text) = error->desc;
  return 0;
}

}  // namespace

void prepare_hdf5() {
  // First of all. A file that could not be closed, on a full disk, crashes the library when it cleans up at the end of
  // the process; all that is open is closed before that by its owner.
  H5dont_atexit();
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  H5PLset_loading_state(0);
}

std::string hdf5_reason() {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_innermost, &reason);
  std::size_t const system = reason.find("error message = '");
  if (system != std::string::npos) {
    std::size_t const from = system + std::string("error message = '").size();
    return reason.substr(from, reason.find('\'', from) - from);
  }
  return reason.empty() ? "HDF5 gave no reason" : reason;
}

void require_hdf5(std::int64_t status, std::string const& what) {
  if (status < 0) throw IoError(fmt::format("{} ({})", what, hdf5_reason()));
}

}  // namespace detente
