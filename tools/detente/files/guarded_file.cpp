#include "tools/detente/files/guarded_file.hpp"

#include "engine/io/durable_file.hpp"
#include "engine/io/io_error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace detente {
namespace {

/// Also a link that leads nowhere.
bool is_taken(std::string const& path) { return std::filesystem::exists(std::filesystem::symlink_status(path)); }

bool may_be_replaced(std::string const& path, Replaceable const& replaceable) {
  return replaceable.is_so && replaceable.is_so(path);
}

[[noreturn]] void refuse_taken(std::string const& path, std::string const& as) {
  throw IoError(fmt::format("'{}' is there{} and was not overwritten; give another name, or move it away", path,
                            as.empty() ? " already" : ", is " + as),
                IoError::Kind::exists);
}

[[noreturn]] void fail_to_write(std::string const& path, int reason) {
  throw IoError(fmt::format("cannot write '{}' ({})", path, std::strerror(reason)));
}

/// Writes and flushes a file under the name under which it waits to get its own.
void write_waiting(std::string const& path, std::string const& waiting, std::string const& text) {
  std::FILE* const stream = std::fopen(waiting.c_str(), "we");
  if (stream == nullptr) fail_to_write(path, errno);
  bool const is_written = std::fwrite(text.data(), 1, text.size(), stream) == text.size() && std::fflush(stream) == 0 &&
                          fsync(fileno(stream)) == 0;
  int const reason = errno;
  bool const is_closed = std::fclose(stream) == 0;
  if (is_written && is_closed) return;
  int const last = is_written ? errno : reason;
  std::remove(waiting.c_str());
  fail_to_write(path, last);
}

/// Gives a file its name unless that is taken: 0, or the reason. Some file systems know one of the two ways.
int give_free_name(std::string const& waiting, std::string const& path) {
  if (renameat2(AT_FDCWD, waiting.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  if (link(waiting.c_str(), path.c_str()) != 0) return errno;
  std::remove(waiting.c_str());
  return 0;
}

void flush_folder_of(std::string const& path) {
  std::string const folder = std::filesystem::path(path).parent_path().string();
  int const descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);  // the file itself is safe
  close(descriptor);
}

void write_new(std::string const& path, std::string const& text) {
  std::string const waiting = fmt::format("{}.{}.tmp", path, getpid());  // two processes may write one path
  write_waiting(path, waiting, text);
  int const reason = give_free_name(waiting, path);
  if (reason == 0) return flush_folder_of(path);
  std::remove(waiting.c_str());
  if (reason == EEXIST) refuse_taken(path, "");
  fail_to_write(path, reason);
}

}  // namespace

void require_free(std::string const& path, Replaceable const& replaceable) {
  if (!path.empty() && is_taken(path) && !may_be_replaced(path, replaceable))
    refuse_taken(path, replaceable.refused_as);
}

void write_guarded(std::string const& path, std::string const& text, Replaceable const& replaceable) {
  // Looked at once: a file that appears from here on is nothing that was asked about, and write_new leaves it alone.
  if (is_taken(path) && may_be_replaced(path, replaceable)) return write_text_file(path, text);
  require_free(path, replaceable);
  write_new(path, text);
}

bool is_text_of(std::string const& path, std::string const& text) { return read_text_file(path) == text; }

}  // namespace detente
