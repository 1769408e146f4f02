#pragma once

#include "models/experiment.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace detente {

/// One KEY=YAML, taken apart. What is none has no key.
struct Setting {
  std::string key, yaml;
};
Setting setting_of(std::string const& text);

/// Whether the experiment's own number of runs has a say in a subcommand.
enum class OwnRuns { yes, no };

/// The options of every subcommand that reads an experiment: its file, and what the command line changes in it.
struct ExperimentOptions {
  std::string file;
  std::vector<std::string> sets, unsets;         // KEY=YAML, KEY
  std::vector<std::string> policies, scenarios;  // ids; empty: those of the file
  std::int64_t runs = 0;                         // samples x replications, keeping replications; 0: those of the file
  std::int64_t seed = -1;                        // below 0: that of the file

  /// Without OwnRuns there is no --runs.
  void add_to(CLI::App& options, OwnRuns own_runs = OwnRuns::yes);
  /// Reads the experiment with these changes, and after them with further ones. Throws ConfigError, UsageError.
  Experiment load(std::function<void(ConfigTree&)> const& further = {}) const;
  /// The file and the options as one would type them in a shell.
  std::string text() const;

 private:
  void edit(ConfigTree& tree) const;
};

}  // namespace detente
