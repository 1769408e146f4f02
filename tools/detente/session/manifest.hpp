#pragma once

#include "engine/run/shard.hpp"
#include "models/experiment.hpp"

#include <cstdint>
#include <string>

namespace detente {

/// What an output folder is about (manifest.json): pinned when its ensemble first starts, enough to go on with it.
struct Manifest {
  std::string name;
  std::uint64_t digest = 0;  // of the configuration, the program and its revision
  std::string revision;
  std::string experiment, origins;  // resolved configuration, alone and with the origin of each value
  Shard shard;                      // what of the ensemble belongs here
  std::int64_t parts = 0;           // of the whole ensemble
  std::string whole = {};           // of a shard: the name of the folder that all shards are to be merged into

  /// What this program would pin for an experiment.
  static Manifest of(Experiment const& experiment, Shard const& shard = {}, std::string const& whole = "");
  /// Reads the manifest of a folder. Throws IoError: absent, damaged, of another version.
  static Manifest read(std::string const& folder);
  static bool exists(std::string const& folder);
  void write(std::string const& folder, ResultSpec const& result) const;
};

/// The experiment of a manifest, read anew. Throws IoError if this program would compute something else from it.
Experiment experiment_of(Manifest const& manifest, std::string const& folder);

}  // namespace detente
