#include "engine/io/durable_file.hpp"
#include "engine/io/io_error.hpp"
#include "engine/io/part_store.hpp"
#include "tools/detente/ensemble_commands.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <set>

namespace detente {
namespace {

namespace fs = std::filesystem;

struct MergeOptions {
  std::string output;
  std::vector<std::string> shards;
  SessionOptions session;
};

/// Brings the parts of a shard over: by a link where the file system has them, else by a copy that appears whole.
void take_parts(std::string const& from, std::string const& to) {
  std::error_code failed;
  for (fs::directory_entry const& entry : fs::directory_iterator(from + "/parts", failed)) {
    if (entry.path().extension() != ".h5") continue;
    fs::path const target = fs::path(to) / entry.path().filename();
    if (fs::exists(target)) continue;
    fs::create_hard_link(entry.path(), target, failed);
    if (!failed) continue;
    std::string const temporary = target.string() + ".tmp";
    if (!fs::copy_file(entry.path(), temporary, fs::copy_options::overwrite_existing, failed)) {
      throw IoError(
          fmt::format("cannot copy '{}' to '{}' ({})", entry.path().string(), target.string(), failed.message()));
    }
    make_durable(temporary, target.string());
  }
}

/// Throws IoError that names the shards to go on with, if parts are missing.
void require_all_parts(OutputFolder const& folder, Experiment const& experiment, std::int64_t shards) {
  PartStore const parts(folder.parts_path(), experiment.result, folder.manifest().digest);
  std::set<std::int64_t> unfinished;
  std::int64_t missing = 0;
  for (std::int64_t part = 0; part < experiment.result.parts(); ++part) {
    if (parts.has(part)) continue;
    ++missing;
    unfinished.insert(part % shards);
  }
  if (missing == 0) return;
  throw IoError(fmt::format("{} of {} parts are missing: of shard {} of {}; resume or run it, and merge again", missing,
                            experiment.result.parts(), fmt::join(unfinished, ", "), shards));
}

ExitCode merge_shards(MergeOptions const& options) {
  for (std::string const& shard : options.shards) require_output(shard);
  Manifest const first = Manifest::read(options.shards.front());
  for (std::string const& shard : options.shards) {
    if (Manifest::read(shard).digest == first.digest) continue;
    throw IoError(fmt::format("'{}' and '{}' are of different experiments or revisions of the program",
                              options.shards.front(), shard),
                  IoError::Kind::exists);
  }
  Experiment experiment = experiment_of(first, options.shards.front());
  OutputFolder const folder(options.output, IfExists::resume, experiment);
  if (!folder.has_result()) {
    fs::create_directories(folder.parts_path());
    for (std::string const& shard : options.shards) take_parts(shard, folder.parts_path());
    require_all_parts(folder, experiment, first.shard.count);
    StopReason const reason = merge(folder, experiment);
    if (reason != StopReason::none) return exit_of(reason);
  }
  show_result(options.session, folder);
  return ExitCode::done;
}

}  // namespace

Subcommand add_merge(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("merge", "make one result of the shards of an ensemble; the shards stay");
  auto const values = std::make_shared<MergeOptions>();
  options->add_option("output", values->output, "folder of the result")->required();
  options->add_option("shards", values->shards, "folders of all shards")->required();
  options->add_flag("-q,--quiet", values->session.is_quiet, "results and errors only");
  return {options, [values] { return merge_shards(*values); }};
}

}  // namespace detente
