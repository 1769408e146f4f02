#include "models/experiment.hpp"
#include "tools/bench/candidates.hpp"
#include "tools/bench/world_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <utility>

namespace detente::bench {
namespace {

/// What a command prints. Throws std::runtime_error if it fails.
std::string output_of(std::string const& command) {
  FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error(fmt::format("cannot start {}", command));
  std::string text;
  std::array<char, 4096> buffer{};
  while (std::size_t const read = std::fread(buffer.data(), 1, buffer.size(), pipe)) text.append(buffer.data(), read);
  if (pclose(pipe) != 0) throw std::runtime_error(fmt::format("failed: {}", command));
  return text;
}

Candidate candidate(std::string name, std::string meaning, std::string const& command, int rounds) {
  return {.name = std::move(name),
          .meaning = std::move(meaning),
          .ns_per_month =
              [command] {
                nlohmann::json const result = nlohmann::json::parse(output_of(command));
                double const months = result.at("runs").get<double>() * result.at("months").get<double>();
                return 1e9 * result.at("cpu_seconds").get<double>() / months;
              },
          .most_rounds = rounds};
}

}  // namespace

std::vector<Candidate> python_candidates(Experiment const& experiment, std::string const& folder,
                                         std::string const& peers) {
  std::string const world = folder + "/world.json";
  std::ofstream(world) << world_json(experiment.model.arms.front(), experiment.model.months);
  auto const command = [&](char const* peer, char const* options) {
    return fmt::format("/usr/bin/python3 '{}/{}_peer.py' '{}' {}", peers, peer, world, options);
  };
  return {candidate("peer.numpy.double", "NumPy across runs, double precision",
                    command("numpy", "--runs 4096 --months 12"), 3),
          candidate("peer.numpy.single", "NumPy across runs, single precision",
                    command("numpy", "--runs 4096 --months 12 --single"), 3),
          candidate("peer.python", "plain Python objects", command("objects", "--runs 4 --months 60"), 2)};
}

}  // namespace detente::bench
