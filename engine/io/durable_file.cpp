#include "engine/io/durable_file.hpp"

#include "engine/io/io_error.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/file.h>
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

}  // namespace

void make_durable(std::string const& temporary, std::string const& path) {
  flush_to_disk(temporary, O_RDONLY);
  if (std::rename(temporary.c_str(), path.c_str()) != 0) {
    throw IoError(fmt::format("cannot rename '{}' to '{}' ({})", temporary, path, std::strerror(errno)));
  }
  std::string const folder = std::filesystem::path(path).parent_path().string();
  flush_to_disk(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
}

void write_text_file(std::string const& path, std::string const& text) {
  std::string const temporary = path + ".tmp";
  std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw IoError(fmt::format("cannot write '{}' ({})", path, std::strerror(errno)));
  make_durable(temporary, path);
}

std::string read_text_file(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw IoError(fmt::format("cannot read '{}' ({})", path, std::strerror(errno)));
  std::string text;
  std::array<char, 65536> piece{};
  while (file.read(piece.data(), piece.size()) || file.gcount() > 0) {
    text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) throw IoError(fmt::format("cannot read '{}' ({})", path, std::strerror(errno)));
  return text;
}

FolderLock::FolderLock(std::string const& folder) {
  std::string const path = folder + "/.lock";
  descriptor_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0) throw IoError(fmt::format("cannot write in '{}' ({})", folder, std::strerror(errno)));
  if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    close(descriptor_);
    throw IoError(fmt::format("another process is working on '{}'; wait for it, or give another --out", folder),
                  IoError::Kind::exists);
  }
}

FolderLock::~FolderLock() { close(descriptor_); }

}  // namespace detente
