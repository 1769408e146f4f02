#include "engine/core/block_plan.hpp"
#include "engine/io/durable_file.hpp"
#include "engine/io/io_error.hpp"
#include "engine/io/part_store.hpp"
#include "tools/detente/ensemble_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
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

/// Brings a part over: by a link where the file system has them, else by a copy that appears whole.
void take_part(std::string const& from, std::string const& to) {
  std::error_code failed;
  fs::create_hard_link(from, to, failed);
  if (!failed) return;
  std::string const temporary = to + ".tmp";
  std::ifstream source(from, std::ios::binary);
  std::ofstream copy(temporary, std::ios::binary | std::ios::trunc);
  // Not by copy_file, which calls a full disk an error of input and output. Nothing to copy would count as a failure.
  if (source.peek() != std::ifstream::traits_type::eof()) copy << source.rdbuf();
  copy.close();
  if (!source || !copy) throw IoError(fmt::format("cannot copy '{}' to '{}' ({})", from, to, std::strerror(errno)));
  make_durable(temporary, to);
}

/// Brings the parts of a shard over. What an earlier merge has brought stays if it is whole: a part that was damaged
/// then may have been computed again in its shard.
void take_parts(std::string const& from, PartStore const& parts) {
  std::error_code failed;
  for (fs::directory_entry const& entry : fs::directory_iterator(from + "/parts", failed)) {
    std::int64_t part = 0;
    if (std::sscanf(entry.path().filename().c_str(), "part-%ld", &part) != 1) continue;
    std::string const target = parts.path_of(part);
    if (entry.path().filename() != fs::path(target).filename()) continue;
    if (fs::exists(target)) {
      if (parts.has(part)) continue;
      fs::remove(target, failed);
    }
    take_part(entry.path().string(), target);
  }
}

/// Throws IoError that names the shards to go on with, if parts are missing.
void require_all_parts(PartStore const& parts, Experiment const& experiment, std::int64_t shards) {
  std::set<std::int64_t> unfinished;
  std::int64_t missing = 0;
  std::int64_t const all = BlockPlan(experiment.result).parts();
  for (std::int64_t part = 0; part < all; ++part) {
    if (parts.has(part)) continue;
    ++missing;
    unfinished.insert(part % shards);
  }
  if (missing == 0) return;
  throw IoError(fmt::format("{} of {} parts are missing: of shard {} of {}; resume or run it, and merge again", missing,
                            all, fmt::join(unfinished, ", "), shards));
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
    PartStore const parts(folder.parts_path(), experiment.result, folder.manifest().digest);
    for (std::string const& shard : options.shards) take_parts(shard, parts);
    require_all_parts(parts, experiment, first.shard.count);
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
  options->add_option("output", values->output, "folder of the result")->required()->type_name("FOLDER");
  options->add_option("shards", values->shards, "folders of all shards")->required()->type_name("FOLDER");
  options->add_flag("-q,--quiet", values->session.is_quiet, "results and errors only");
  return {options, [values] { return merge_shards(*values); }};
}

}  // namespace detente
