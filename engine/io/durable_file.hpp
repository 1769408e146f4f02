#pragma once

#include <cstdint>
#include <string>

namespace detente {

/// A folder and those above it, where they are not there yet. Throws IoError.
void make_folder(std::string const& folder);

/// Gives a finished temporary file its name so that a crash leaves either the old state or the new: flushes it to the
/// disk, renames it, flushes the folder. Throws IoError.
void make_durable(std::string const& temporary, std::string const& path);

/// Writes a small text file in the same way. Throws IoError.
void write_text_file(std::string const& path, std::string const& text);

/// The same without the flushes: a reader sees the old text or the new, but a crash of the machine may lose both.
void replace_text_file(std::string const& path, std::string const& text);

/// The content of a text file. Throws IoError.
std::string read_text_file(std::string const& path);

/// CRC32 of a file. Throws IoError.
std::int64_t file_checksum(std::string const& path);

/// An exclusive claim on a folder, held until it goes out of scope or the process ends.
class FolderLock {
 public:
  /// Throws IoError: of kind `exists` if somebody else holds it, else if the folder cannot be written or locked.
  explicit FolderLock(std::string const& folder);
  /// True while somebody else holds the folder. Changes nothing in it.
  static bool is_held(std::string const& folder);
  ~FolderLock();
  FolderLock(FolderLock const&) = delete;
  FolderLock& operator=(FolderLock const&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace detente
