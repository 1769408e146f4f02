#pragma once

#include "engine/io/durable_file.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace detente {

/// Work that takes several sessions: files of a folder, which nobody else works in while this lives. A file goes on
/// only with the settings and the program that it was begun with; any other is refused, and nothing is overwritten.
class KeptWork {
 public:
  /// Makes the folder and claims it. Throws IoError, of kind `exists` if somebody else holds it.
  explicit KeptWork(std::string folder);
  /// Of one fingerprint, which ends with the file `last`: one that is there is an error of kind `exists` too.
  KeptWork(std::string folder, std::string const& fingerprint, std::string const& last);

  std::string path(std::string const& name) const { return folder_ + "/" + name; }

  /// What an earlier session wrote; nothing if there is none. Throws IoError of kind `exists` if it is of other work.
  std::optional<nlohmann::ordered_json> read(std::string const& name) const;
  void write(std::string const& name, nlohmann::ordered_json const& content) const;

  /// The same for a file that names its own fingerprint and revision, as evidence does.
  std::optional<nlohmann::ordered_json> read_evidence_of(std::string const& fingerprint, std::string const& name) const;

 private:
  std::string folder_;
  FolderLock lock_;
  nlohmann::ordered_json head_;
};

}  // namespace detente
