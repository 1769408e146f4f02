#include "tools/detente/session/progress_file.hpp"

#include "engine/io/durable_file.hpp"
#include "engine/io/io_error.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace detente {
namespace {

constexpr char const* progress_schema = "detente/progress@1";
constexpr std::chrono::seconds between_writings(1);

std::string path_in(std::string const& folder) { return folder + "/progress.json"; }

}  // namespace

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

std::string utc_now() {
  std::time_t const now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

ProgressFile::ProgressFile(std::string const& folder, int threads)
    : path_(path_in(folder)),
      working_{.host = host_name(), .process = getpid(), .threads = threads, .started = utc_now()},
      start_(std::chrono::steady_clock::now()) {}

ProgressFile::~ProgressFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

void ProgressFile::show(Progress const& progress) {
  auto const now = std::chrono::steady_clock::now();
  bool const is_first = written_ == std::chrono::steady_clock::time_point();
  if (!is_first && now - written_ < between_writings) return;
  written_ = now;
  double const seconds = std::chrono::duration<double>(now - start_).count();
  nlohmann::ordered_json const json{
      {"schema", progress_schema},
      {"host", working_.host},
      {"process", working_.process},
      {"threads", working_.threads},
      {"started", working_.started},
      {"updated", utc_now()},
      {"runs_done", progress.runs_done},
      {"runs", progress.runs},
      {"failed_runs", progress.failed_runs},
      {"runs_per_second", static_cast<double>(progress.runs_done) / std::max(seconds, 1e-3)}};
  try {
    replace_text_file(path_, json.dump(2) + "\n");
  } catch (IoError const&) {
    // Only a courtesy to who looks on: a full disk is reported where it loses something.
  }
}

std::optional<Working> ProgressFile::read(std::string const& folder) try {
  nlohmann::json const json = nlohmann::json::parse(read_text_file(path_in(folder)));
  if (json.at("schema") != progress_schema) return std::nullopt;
  Working working{.host = json.at("host"),
                  .process = json.at("process"),
                  .threads = json.at("threads"),
                  .started = json.at("started"),
                  .updated = json.at("updated"),
                  .progress = {},
                  .runs_per_second = json.at("runs_per_second")};
  working.progress.runs_done = json.at("runs_done");
  working.progress.runs = json.at("runs");
  working.progress.failed_runs = json.at("failed_runs");
  return working;
} catch (IoError const&) {
  return std::nullopt;
} catch (nlohmann::json::exception const&) {
  return std::nullopt;
}

}  // namespace detente
