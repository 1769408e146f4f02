#include "engine/run/ensemble.hpp"
#include "tools/detente/options/experiment_options.hpp"
#include "tools/detente/program.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/kernel/installation.hpp"
#include "tools/kernel/kernel.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <unistd.h>

namespace detente {
namespace {

namespace fs = std::filesystem;

/// What was looked at. `wrong` keeps the program from its work, `absent` something beside it.
struct Answer {
  enum class State { good, absent, wrong };
  std::string subject;
  State state = State::good;
  std::string found, remedy = {};
};

std::string to_text(Answer::State state) {
  if (state == Answer::State::good) return "ok";
  return state == Answer::State::absent ? "absent" : "wrong";
}

constexpr char const* quickstart = "configs/western_balkans/experiments/quickstart.yaml";

Answer look_at_program() {
  std::string libraries;
  for (auto const& [name, version] : library_versions()) libraries += fmt::format(", {} {}", name, version);
  return {.subject = "program", .found = fmt::format("{} ({}){}", program_version(), program_revision(), libraries)};
}

Answer look_at_kernels() {
  std::vector<std::string> installed, missing;
  for (Target const target : all_targets()) {
    if (is_installed(target)) installed.push_back(to_text(target));
    if (runs_here(target) && !is_installed(target)) missing.push_back(to_text(target));
  }
  Answer finding{.subject = "kernels",
                 .found = fmt::format("{}; used here: {}", fmt::join(installed, ", "), to_text(best_target()))};
  if (!missing.empty()) {
    finding.state = Answer::State::absent;
    finding.found += fmt::format("; this machine runs {} too", fmt::join(missing, ", "));
    finding.remedy = "runs take longer, to the same bits: build with DETENTE_TARGETS=ON, install lib/detente too";
  }
  return finding;
}

Answer look_at_machine() {
  double const gigabytes =
      static_cast<double>(sysconf(_SC_AVPHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 30);
  return {.subject = "machine",
          .found = fmt::format("{} threads, {:.1f} GB of memory free", machine_threads(), gigabytes)};
}

Answer look_at_configurations() {
  std::string const folder = shipped_configuration("configs");
  bool const is_whole = fs::exists(folder + "/parameters.yaml") && fs::exists(shipped_configuration(quickstart));
  if (is_whole) return {.subject = "configs", .found = folder};
  return {.subject = "configs",
          .state = Answer::State::wrong,
          .found = "neither here nor beside the program",
          .remedy = "call detente in a source tree, or install it with `cmake --install` (share/detente/configs)"};
}

/// The folder results go to unless a command says otherwise.
Answer look_at_outputs() {
  std::string const folder = fs::exists("outputs") ? "outputs" : ".";
  std::error_code failed;
  double const gigabytes = static_cast<double>(fs::space(folder, failed).available) / (1 << 30);
  if (access(folder.c_str(), W_OK) != 0) {
    return {.subject = "outputs",
            .state = Answer::State::wrong,
            .found = fmt::format("{} cannot be written ({})", fs::absolute(folder).string(), std::strerror(errno)),
            .remedy = "go to a folder of yours, or give --out"};
  }
  return {.subject = "outputs",
          .found = fmt::format("{} can be written, {:.1f} GB free", fs::absolute(folder).string(), gigabytes)};
}

template <class Number>
bool same_bytes(std::vector<Number> const& a, std::vector<Number> const& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(Number)) == 0);
}

/// A block of the quickstart by the kernel that is used here and by the baseline's: the same bits, and no failed run.
Answer look_at_run() try {
  ExperimentOptions options;
  options.file = shipped_configuration(quickstart);
  options.sets = {"experiment.months=24", "record.history.runs.first=0"};
  options.policies = {"status_quo"};
  options.runs = 256;
  Experiment const experiment = options.load();
  BlockId const block{.index = 0, .part = 0, .arm = 0, .first_run = 0, .runs = 256, .last_of_part = true};
  auto const record_of = [&](Target target) {
    return make_kernel({experiment.model, experiment.result}, target)(block);
  };
  BlockRecord const expected = record_of(Target::baseline), computed = record_of(best_target());
  bool const agree =
      same_bytes(expected.outcomes, computed.outcomes) && same_bytes(expected.summary.sum, computed.summary.sum);
  Answer finding{.subject = "a run",
                 .found = "256 futures of two years, all come to a result, the same bits by every kernel used"};
  if (agree && expected.failures.empty()) return finding;
  finding.state = Answer::State::wrong;
  finding.found = agree ? fmt::format("{} of 256 futures come to no result", expected.failures.size())
                        : "the kernel of this machine gives other bits than the baseline";
  finding.remedy = "please report it, with what else stands here; --target baseline does without";
  return finding;
} catch (std::exception const& error) {
  return {.subject = "a run", .state = Answer::State::wrong, .found = error.what(), .remedy = "see the lines above"};
}

/// First line that a command of the shell prints; nothing if it fails.
std::optional<std::string> first_line(char const* command) {
  std::FILE* const stream = popen(command, "r");
  if (stream == nullptr) return std::nullopt;
  std::array<char, 200> line{};
  bool const is_read = std::fgets(line.data(), static_cast<int>(line.size()), stream) != nullptr;
  if (pclose(stream) != 0 || !is_read) return std::nullopt;
  std::string const text = line.data();
  return text.substr(0, text.find('\n'));
}

/// Something beside the program, which a command of the shell finds.
Answer look_for(char const* subject, char const* command, char const* lack, char const* remedy) {
  std::optional<std::string> const line = first_line(command);
  if (line) return {.subject = subject, .found = *line};
  return {.subject = subject, .state = Answer::State::absent, .found = lack, .remedy = remedy};
}

std::vector<Answer> look() {
  return {
      look_at_program(),
      look_at_kernels(),
      look_at_machine(),
      look_at_configurations(),
      look_at_outputs(),
      look_at_run(),
      look_for(
          "python",
          "python3 -c 'import sys, xarray, numpy, h5netcdf; print(f\"{sys.executable} {sys.version.split()[0]}, "
          "xarray {xarray.__version__}\")' 2>/dev/null",
          "python3 on the PATH has no xarray with h5netcdf",
          "Debian: python3-xarray python3-h5netcdf; with a python3 of your own on the PATH, call /usr/bin/python3"),
      look_for(
          "R",
          "Rscript -e 'cat(R.version.string, \", ncdf4 \", format(packageVersion(\"ncdf4\")), sep = \"\")' 2>/dev/null",
          "no Rscript with ncdf4", "Debian: r-base-core r-cran-ncdf4"),
      look_for("MPI", "command -v detente-mpi", "no detente-mpi on the PATH",
               "docs/cluster.md: only for jobs over several machines")};
}

nlohmann::ordered_json to_json(std::vector<Answer> const& findings) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (Answer const& finding : findings) {
    list.push_back({{"subject", finding.subject},
                    {"state", to_text(finding.state)},
                    {"found", finding.found},
                    {"remedy", finding.remedy}});
  }
  return {{"schema", "detente/doctor@1"}, {"findings", list}};
}

void print(std::vector<Answer> const& findings) {
  for (Answer const& finding : findings) {
    fmt::print("{:6}  {:8}  {}\n", to_text(finding.state), finding.subject, finding.found);
    if (!finding.remedy.empty()) fmt::print("{:18}{}\n", "", finding.remedy);
  }
}

ExitCode doctor(bool is_json) {
  std::vector<Answer> const findings = look();
  if (is_json) {
    fmt::print("{}\n", to_json(findings).dump(1));
  } else {
    print(findings);
  }
  bool const is_well = std::none_of(findings.begin(), findings.end(),
                                    [](Answer const& each) { return each.state == Answer::State::wrong; });
  return is_well ? ExitCode::done : ExitCode::target_not_reached;
}

}  // namespace

Subcommand add_doctor(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("doctor", "what is here and what is missing: kernels, configurations, readers; a small run");
  auto const is_json = std::make_shared<bool>(false);
  options->add_flag("--json", *is_json, "as data (detente/doctor@1)");
  return {options, [is_json] { return doctor(*is_json); }};
}

}  // namespace detente
