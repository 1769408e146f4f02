#include "engine/core/block_plan.hpp"
#include "engine/io/io_error.hpp"
#include "engine/io/part_store.hpp"
#include "tools/detente/ensemble_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace detente {
namespace {

struct MergeOptions {
  std::string output;
  std::vector<std::string> shards;
  SessionOptions session;
};

/// Throws IoError that names the shards to go on with, if parts are missing.
void require_all_parts(PartStore const& parts, Experiment const& experiment, std::int64_t shards) {
  std::vector<std::int64_t> unfinished;
  std::size_t missing = 0;
  for (std::int64_t index = 0; index < shards; ++index) {
    std::size_t const lacking = missing_parts(experiment.result, parts, {index, shards}).size();
    missing += lacking;
    if (lacking > 0) unfinished.push_back(index);
  }
  if (missing == 0) return;
  throw IoError(fmt::format("{} of {} parts are missing: of shard {} of {}; resume or run it, and merge again", missing,
                            BlockPlan(experiment.result).parts(), fmt::join(unfinished, ", "), shards));
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
    for (std::string const& shard : options.shards) parts.take_from(OutputFolder::parts_path_in(shard));
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
