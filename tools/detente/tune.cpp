#include "engine/config/config_tree.hpp"
#include "engine/io/durable_file.hpp"
#include "tools/detente/files/evidence_file.hpp"
#include "tools/detente/files/guarded_file.hpp"
#include "tools/detente/files/kept_work.hpp"
#include "tools/detente/next_step.hpp"
#include "tools/detente/options/evidence_options.hpp"
#include "tools/kernel/kernel.hpp"
#include "tools/search/tuning.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <memory>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

struct TuneOptions {
  WorkOptions work;
  std::string file;
  std::string out;  // empty: outputs/<name of the experiment>
  std::optional<int> generations;
  std::optional<std::int64_t> budget;
  std::int64_t seed = -1;  // below 0: that of the file
  std::string check;       // a result to be checked against the file as it is; empty: none
};

std::string command_text(TuneOptions const& options) {
  std::string text = fmt::format("detente tune {}", options.file);
  if (options.generations) text += fmt::format(" --generations {}", *options.generations);
  if (options.budget) text += fmt::format(" --budget {}", *options.budget);
  if (options.seed >= 0) text += fmt::format(" --seed {}", options.seed);
  return text;
}

/// What is kept of a search between sessions.
constexpr char const* search_file = "search.json";

void search(Tuning const& tuning, KeptWork const& folder, EvidenceSession& session, SearchState& state) {
  SearchProblem const problem = problem_of(tuning, [&session] { return session.work(); });
  while (!state.is_finished(tuning.settings)) {
    std::size_t const before = state.points.size();
    auto const start = std::chrono::steady_clock::now();
    try {
      next_generation(problem, tuning.settings, state);
    } catch (EvidenceStopped const&) {
      folder.write(search_file, as_json(state));  // with what the generation has evaluated so far
      throw;
    }
    folder.write(search_file, as_json(state));
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    auto const evaluated = static_cast<double>(state.points.size() - before);
    fmt::print(stderr, "generation {} of at most {}: {} points, {} on the front, {:.1f} evaluations/s\n",
               state.generations - 1, tuning.settings.generations, state.points.size(), front_size(state),
               evaluated / std::max(seconds, 1e-9));
  }
}

/// Files of a result that are there before tuning.json is, so that a session may have been killed between them.
constexpr std::array first_of_result{"policies_tuned.yaml", "experiment.yaml"};

/// Writes a file of a result; one that is there stays, and may only be the same. Throws IoError.
void write_first(std::string const& path, std::string const& text) {
  write_guarded(path, text, {.is_so = [&text](std::string const& there) { return is_text_of(there, text); }});
}

/// All files of a result; tuning.json is the last that is written.
void write_result(KeptWork const& folder, Tuning const& tuning, Json const& result, TuneOptions const& options) {
  write_first(folder.path(first_of_result[0]), policies_text(tuning, result, command_text(options)));
  write_first(folder.path(first_of_result[1]), experiment_text(tuning, result, first_of_result[0]));
  Json all = evidence_head("tuning", command_text(options), tuning.experiment);
  all["schema"] = "detente/tuning-result@1";
  all.update(result);
  write_text_file(folder.path("tuning.json"), all.dump(1) + "\n");
}

ExitCode compute(TuneOptions const& options, Tuning const& tuning) {
  std::string const out = options.out.empty() ? "outputs/" + tuning.experiment.result.name : options.out;
  require_kernel(options.work.target);
  KeptWork const folder(out, search_fingerprint(tuning), "tuning.json");
  SearchState state;
  if (std::optional<Json> const earlier = folder.read(search_file)) state = search_state(*earlier);
  bool const may_be_own = state.is_finished(tuning.settings);
  for (char const* const name : first_of_result) require_free(may_be_own ? "" : folder.path(name));
  EvidenceSession session(options.work);  // on points, each too short for a progress of its own
  try {
    search(tuning, folder, session, state);
    fmt::print(stderr, "the front is judged on {} fresh samples\n", tuning.final.samples);
    Json const result = tuning_result(tuning, state, [&session] { return session.work(); });
    write_result(folder, tuning, result, options);
    fmt::print("{}", tuning_text(result));
    print_next("run " + shell_word(folder.path("experiment.yaml")));
    return ExitCode::done;
  } catch (EvidenceStopped const&) {
    fmt::print(stderr, "stopped; the same command goes on where this one ended\n");
    return session.stopped();
  }
}

ExitCode tune(TuneOptions const& options) {
  Tuning const tuning = read_tuning(options.file, [&](ConfigTree& tree) {
    if (options.generations) tree.set("tune.algorithm.generations", std::to_string(*options.generations));
    if (options.budget) tree.set("tune.budget.runs", std::to_string(*options.budget));
    if (options.seed >= 0) tree.set("experiment.seed", std::to_string(options.seed));
  });
  if (!options.check.empty()) return check_fresh(options.check, "tuning", fingerprint(tuning.experiment));
  return compute(options, tuning);
}

}  // namespace

Subcommand add_tune(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("tune", "search numbers of a policy for several objectives at once");
  auto const values = std::make_shared<TuneOptions>();
  options->add_option("file", values->file, "search (YAML)")->required()->type_name("FILE");
  options->add_option("--out", values->out, "folder for what is found (default: outputs/ and the experiment's name)")
      ->type_name("FOLDER");
  options->add_option("--generations", values->generations, "generations at most")->check(CLI::Range(1, 100'000));
  options->add_option("--budget", values->budget, "runs of the search at most")->check(CLI::PositiveNumber);
  options->add_option("--seed", values->seed, "another seed: other luck, same search")->check(CLI::NonNegativeNumber);
  options->add_option("--check", values->check, "only say whether this tuning.json still rests on the file as it is")
      ->type_name("FILE");
  values->work.add_to(*options);
  return {options, [values] { return tune(*values); }};
}

}  // namespace detente
