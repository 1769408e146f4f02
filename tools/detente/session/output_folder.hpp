#pragma once

#include "engine/io/durable_file.hpp"
#include "tools/detente/session/manifest.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace detente {

/// What to do where there is an output already: stop; go on with it, or show it, if it is of the same experiment; take
/// a new name beside it.
enum class IfExists { error, resume, take_new };

/// The folder of one ensemble: manifest.json (what it is), parts/, result.h5, run.json. Claimed by one process at a
/// time.
class OutputFolder {
 public:
  /// Makes or joins the folder. One that is made for a shard notes `whole`, the name of the folder of all. An output of
  /// another experiment is never touched. Throws IoError of kind `exists`.
  OutputFolder(std::string folder, IfExists if_exists, Experiment const& experiment, Shard const& shard = {},
               std::string const& whole = "");

  /// Where things are in any folder of an ensemble, claimed or not.
  static std::string parts_path_in(std::string const& folder) { return folder + "/parts"; }
  static std::string result_path_in(std::string const& folder) { return folder + "/result.h5"; }

  std::string const& path() const { return path_; }
  std::string parts_path() const { return parts_path_in(path_); }
  std::string result_path() const { return result_path_in(path_); }
  bool has_result() const;
  /// What was pinned when the ensemble first started.
  Manifest const& manifest() const { return manifest_; }

  struct RunReport {
    std::string target = {};  // instruction set of the kernel, in the process that leads
    int processes = 1;
    int threads = 0;  // of all processes
    double wall_seconds = 0;
    std::int64_t runs_computed = 0;
    std::string end = {};  // why the process ended: "complete", "interrupted", ...
  };
  /// Writes run.json: all that may differ between two ways to the same result.
  void write_report(RunReport const& report) const;

 private:
  void join(IfExists if_exists);
  void start(Experiment const& experiment);

  std::string path_;
  Manifest manifest_;
  std::unique_ptr<FolderLock> lock_;
};

}  // namespace detente
