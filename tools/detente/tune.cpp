#include "engine/io/durable_file.hpp"
#include "engine/io/io_error.hpp"
#include "tools/detente/evidence_file.hpp"
#include "tools/detente/evidence_options.hpp"
#include "tools/search/tuning.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

struct TuneOptions {
  EvidenceOptions evidence;
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

/// What is kept of a search between sessions: search.json in its folder.
class SearchFile {
 public:
  SearchFile(std::string path, std::string const& fingerprint)
      : path_(std::move(path)),
        head_(Json::object({{"fingerprint", fingerprint}, {"revision", evidence_head("tuning", "").at("revision")}})) {}

  /// Where an earlier session ended. Throws IoError if it was another search.
  SearchState read() const {
    if (!std::filesystem::exists(path_)) return {};
    Json const json = Json::parse(read_text_file(path_), nullptr, false);
    if (!json.is_discarded() && json.is_object() && json.value("head", Json()) == head_)
      return search_state(json["content"]);
    throw IoError(fmt::format("'{}' is of another search or another version of the program; nothing was overwritten: "
                              "move it away, or name another folder with --out",
                              path_),
                  IoError::Kind::exists);
  }
  void write(SearchState const& state) const {
    write_text_file(path_, Json{{"head", head_}, {"content", as_json(state)}}.dump() + "\n");
  }

 private:
  std::string path_;
  Json head_;
};

/// Work on one point: too short for a progress of its own.
EvidenceWork silent_work(EvidenceSession& session) {
  EvidenceWork work = session.work();
  work.progress = {};
  return work;
}

void search(Tuning const& tuning, SearchFile const& file, EvidenceSession& session, SearchState& state) {
  SearchProblem const problem = problem_of(tuning, [&session] { return silent_work(session); });
  while (!state.is_finished(tuning.settings)) {
    std::size_t const before = state.points.size();
    auto const start = std::chrono::steady_clock::now();
    try {
      next_generation(problem, tuning.settings, state);
    } catch (EvidenceStopped const&) {
      file.write(state);  // with what the generation has evaluated so far
      throw;
    }
    file.write(state);
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
  if (std::filesystem::exists(path) && read_text_file(path) == text) return;
  require_absent(path);
  write_text_file(path, text);
}

/// All files of a result; tuning.json is the last that is written.
void write_result(std::string const& folder, Tuning const& tuning, Json const& result, TuneOptions const& options) {
  auto const path = [&](std::size_t k) { return fmt::format("{}/{}", folder, first_of_result[k]); };
  write_first(path(0), policies_text(tuning, result, command_text(options)));
  write_first(path(1), experiment_text(tuning, result, first_of_result[0]));
  Json all = evidence_head("tuning", command_text(options));
  all["schema"] = "detente/tuning-result@1";
  all.update(result);
  write_text_file(folder + "/tuning.json", all.dump(1) + "\n");
}

ExitCode compute(TuneOptions const& options, Tuning const& tuning) {
  std::string const out = options.out.empty() ? "outputs/" + tuning.experiment.result.name : options.out;
  make_folder(out);
  FolderLock const lock(out);
  require_absent(out + "/tuning.json");
  SearchFile const file(out + "/search.json", search_fingerprint(tuning));
  SearchState state = file.read();
  bool const may_be_own = state.is_finished(tuning.settings);
  for (char const* const name : first_of_result) require_absent(may_be_own ? "" : fmt::format("{}/{}", out, name));
  EvidenceSession session(options.evidence);
  try {
    search(tuning, file, session, state);
    fmt::print(stderr, "the front is judged on {} fresh samples\n", tuning.final.samples);
    Json const result = tuning_result(tuning, state, [&session] { return silent_work(session); });
    write_result(out, tuning, result, options);
    fmt::print("{}", tuning_text(result));
    std::fflush(stdout);
    fmt::print(stderr, "next: detente run {}/experiment.yaml\n", out);
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
  values->evidence.add_to(*options);
  return {options, [values] { return tune(*values); }};
}

}  // namespace detente
