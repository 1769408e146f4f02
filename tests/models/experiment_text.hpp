#pragma once

#include "engine/config/config_error.hpp"
#include "engine/config/config_tree.hpp"
#include "models/experiment.hpp"
#include "models/input_sampler.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

namespace detente {

inline std::string const configs = DETENTE_SOURCE_DIR "/configs/western_balkans";

/// A small experiment with one block a line, as if it stood beside the experiments of the configs: a test replaces a
/// line and can count where a message must point.
struct ExperimentText {
  std::string region = "region: ../region.yaml";                                                   // line 2
  std::string parameters = "parameters: ../../parameters.yaml";                                    // line 3
  std::string head = "experiment: {name: small, seed: 7, months: 24, precision: double}";          // line 4
  std::string policies = "policies: {from: ../policies.yaml, use: [status_quo, missions_first]}";  // line 5
  std::string scenarios = "scenarios: {from: ../scenarios.yaml, use: [baseline]}";                 // line 6
  std::string design = "design: {type: mc, samples: 1024}";                                        // line 7
  std::string more = "";                                                                           // from line 8
  std::string schema = "schema: detente/experiment@1";                                             // line 1

  std::string text() const {
    std::string all;
    for (std::string const& line : {schema, region, parameters, head, policies, scenarios, design, more})
      all += line + "\n";
    return all;
  }
  ConfigTree tree(std::string const& folder = configs + "/experiments") const {
    return ConfigTree::parse(text(), "x.yaml", folder);
  }
};

inline Experiment read(ExperimentText const& text, std::function<void(ConfigTree&)> const& edit = {}) {
  return read_experiment(text.tree(), edit);
}

/// What a user reads when `make` makes an experiment; empty if there is no fault. Names of files begin in the configs.
template <class Make>
std::string faults_when(Make make) {
  try {
    static_cast<void>(make());
  } catch (ConfigError const& error) {
    std::string message = error.what();
    std::string const folder = configs + "/";
    for (std::size_t at = message.find(folder); at != std::string::npos; at = message.find(folder))
      message.erase(at, folder.size());
    return message;
  }
  return "";
}

inline std::string faults_of(ExperimentText const& text, std::function<void(ConfigTree&)> const& edit = {}) {
  return faults_when([&] { return read(text, edit); });
}

/// A folder of files for one test, removed at the end.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(std::string const& name)
      : path_(std::filesystem::temp_directory_path() / ("detente_" + name + "_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;

  /// Writes a file and returns its path.
  std::string write(std::string const& name, std::string const& text) const {
    std::string const file = (path_ / name).string();
    std::ofstream(file) << text;
    return file;
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// A dispute of an arm by its id.
inline Dispute const& dispute(ArmInputs const& arm, std::string const& id) {
  std::vector<Dispute> const& all = arm.inputs.region.disputes;
  return *std::find_if(all.begin(), all.end(), [&](Dispute const& one) { return one.id == id; });
}

/// Value of a lever at the start of a month in an arm: lever(experiment, 0, "access.mobility.ALB", 12).
inline double lever(Experiment const& experiment, std::size_t arm, std::string const& name, std::size_t month) {
  LeverPaths const& paths = experiment.result.levers;
  auto const at = std::find(paths.names.begin(), paths.names.end(), name);
  if (at == paths.names.end()) throw std::out_of_range("no lever " + name);
  return paths.values.at(arm).at(month * paths.names.size() + static_cast<std::size_t>(at - paths.names.begin()));
}

/// What a sample of an experiment computes with, in its first arm.
inline Inputs sample_of(Experiment const& experiment, std::uint32_t sample) {
  return InputSampler(experiment.model.uncertainty).sample(experiment.model.arms.front().inputs, sample);
}

}  // namespace detente
