#include "tools/detente/files/printed.hpp"

#include "engine/io/io_error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace detente {

void require_printed() {
  errno = 0;
  if (std::fflush(stdout) != 0 || is_print_lost()) throw IoError(lost_print(errno));
}

std::string lost_print(int reason) {
  return fmt::format("cannot print all of it ({}); files that were written before are whole",
                     reason == 0 ? "an earlier part is lost" : std::strerror(reason));
}

bool is_print_lost() { return std::ferror(stdout) != 0; }

}  // namespace detente
