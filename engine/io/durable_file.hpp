#pragma once

#include <string>

namespace detente {

/// Gives a finished temporary file its name so that a crash leaves either the old state or the new: flushes it to the
/// disk, renames it, flushes the folder. Throws IoError.
void make_durable(std::string const& temporary, std::string const& path);

/// Writes a small text file in the same way. Throws IoError.
void write_text_file(std::string const& path, std::string const& text);

/// The content of a text file. Throws IoError.
std::string read_text_file(std::string const& path);

/// An exclusive claim on a folder, held until it goes out of scope or the process ends. Throws IoError if somebody else
/// holds it.
class FolderLock {
 public:
  explicit FolderLock(std::string const& folder);
  ~FolderLock();
  FolderLock(FolderLock const&) = delete;
  FolderLock& operator=(FolderLock const&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace detente
