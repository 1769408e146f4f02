#include "engine/io/durable_file.hpp"

#include "engine/io/chunk_codec.hpp"
#include "engine/io/io_error.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <span>
#include <unistd.h>

namespace detente {
namespace {

void flush_to_disk(std::string const& path, int flags) {
  int const descriptor = open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) throw IoError(fmt::format("cannot open '{}' ({})", path, std::strerror(errno)));
  int const status = fsync(descriptor);
  int const reason = errno;
  close(descriptor);
  if (status != 0 && reason != EINVAL)
    throw IoError(fmt::format("cannot flush '{}' ({})", path, std::strerror(reason)));
}

/// Writes a text to the name under which it waits to get its own.
void write_temporary(std::string const& path, std::string const& text) {
  std::ofstream file(path + ".tmp", std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw IoError(fmt::format("cannot write '{}' ({})", path, std::strerror(errno)));
}

/// The whole of the lock file, claimed for one open file and not for the process: a second claim in it fails too.
struct flock whole_file() {
  struct flock range {};
  range.l_type = F_WRLCK;
  range.l_whence = SEEK_SET;
  return range;
}

std::string lock_path(std::string const& folder) { return folder + "/.lock"; }

constexpr std::size_t largest_text_file = std::size_t{1} << 30;

/// The path itself, unless something else stands there: to open a pipe is to wait for ever, and /dev/zero has no end.
std::string const& path_of_regular_file(std::string const& path) {
  std::error_code failed;
  std::filesystem::file_status const status = std::filesystem::status(path, failed);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    throw IoError(fmt::format("cannot read '{}' (not a regular file)", path));
  return path;
}

}  // namespace

void make_folder(std::string const& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) throw IoError(fmt::format("cannot make the folder '{}' ({})", folder, failed.message()));
}

void make_durable(std::string const& temporary, std::string const& path) {
  flush_to_disk(temporary, O_RDONLY);
  if (std::rename(temporary.c_str(), path.c_str()) != 0) {
    throw IoError(fmt::format("cannot rename '{}' to '{}' ({})", temporary, path, std::strerror(errno)));
  }
  std::string const folder = std::filesystem::path(path).parent_path().string();
  flush_to_disk(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
}

void write_text_file(std::string const& path, std::string const& text) {
  write_temporary(path, text);
  make_durable(path + ".tmp", path);
}

void replace_text_file(std::string const& path, std::string const& text) {
  write_temporary(path, text);
  if (std::rename((path + ".tmp").c_str(), path.c_str()) != 0)
    throw IoError(fmt::format("cannot write '{}' ({})", path, std::strerror(errno)));
}

std::string read_text_file(std::string const& path) {
  std::ifstream file(path_of_regular_file(path), std::ios::binary);
  if (!file) throw IoError(fmt::format("cannot read '{}' ({})", path, std::strerror(errno)));
  std::string text;
  std::array<char, 65536> piece{};
  while (file.read(piece.data(), piece.size()) || file.gcount() > 0) {
    text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() > largest_text_file)
      throw IoError(fmt::format("cannot read '{}' (more than {} MB)", path, largest_text_file >> 20));
  }
  if (file.bad()) throw IoError(fmt::format("cannot read '{}' ({})", path, std::strerror(errno)));
  return text;
}

std::int64_t file_checksum(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw IoError(fmt::format("cannot read '{}' ({})", path, std::strerror(errno)));
  std::uint32_t sum = 0;
  std::array<char, 65536> piece{};
  while (file.read(piece.data(), piece.size()) || file.gcount() > 0)
    sum = checksum(std::as_bytes(std::span(piece).first(static_cast<std::size_t>(file.gcount()))), sum);
  if (file.bad()) throw IoError(fmt::format("cannot read '{}' ({})", path, std::strerror(errno)));
  return sum;
}

FolderLock::FolderLock(std::string const& folder) {
  descriptor_ = open(lock_path(folder).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0) throw IoError(fmt::format("cannot write in '{}' ({})", folder, std::strerror(errno)));
  struct flock range = whole_file();
  if (fcntl(descriptor_, F_OFD_SETLK, &range) == 0) return;
  int const reason = errno;
  close(descriptor_);
  if (reason != EAGAIN && reason != EACCES)
    throw IoError(fmt::format("cannot lock '{}' ({})", folder, std::strerror(reason)));
  throw IoError(fmt::format("another process is working on '{}'; wait for it, or give another --out", folder),
                IoError::Kind::exists);
}

bool FolderLock::is_held(std::string const& folder) {
  int const descriptor = open(lock_path(folder).c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  struct flock range = whole_file();
  bool const is_known = fcntl(descriptor, F_OFD_GETLK, &range) == 0;
  close(descriptor);
  return is_known && range.l_type != F_UNLCK;
}

FolderLock::~FolderLock() { close(descriptor_); }

}  // namespace detente
