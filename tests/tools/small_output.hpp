#pragma once

#include "engine/config/config_tree.hpp"
#include "models/experiment.hpp"

#include <filesystem>
#include <string>
#include <unistd.h>

namespace detente {

/// A folder of its own for one test, removed at the end.
class ScratchFolder {
 public:
  explicit ScratchFolder(std::string const& name)
      : path_(std::filesystem::temp_directory_path() / ("detente_" + name + "_" + std::to_string(getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  ScratchFolder(ScratchFolder const&) = delete;
  ScratchFolder& operator=(ScratchFolder const&) = delete;

  std::string operator/(std::string const& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// The quickstart with a few runs of a year, and edits (dotted key, YAML).
inline Experiment small_experiment(std::vector<std::pair<std::string, std::string>> const& edits = {}) {
  return read_experiment(ConfigTree::load(DETENTE_SOURCE_DIR "/configs/western_balkans/experiments/quickstart.yaml"),
                         [&](ConfigTree& tree) {
                           tree.set("experiment.months", "24");
                           tree.set("policies.use", "[status_quo, align_and_comply]");
                           tree.set("design.samples", "20");
                           for (auto const& [key, yaml] : edits) tree.set(key, yaml);
                         });
}

}  // namespace detente
