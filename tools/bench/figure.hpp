#pragma once

#include <optional>
#include <string>
#include <vector>

namespace detente {
struct Experiment;
}

namespace detente::bench {

/// One number that is no time of a month, with what it is to be, if the project set itself that.
struct Figure {
  std::string name;     // unique, of the JSON: "memory.many"
  std::string meaning;  // of the table
  std::string unit;
  double value;
  std::optional<double> goal = {};
};

/// What writing histories costs, in one thread: beside the bare compressor on the same bytes, in turn, the best of so
/// many rounds; of the variables whose histories the experiment keeps. Files go below `folder`.
std::vector<Figure> writer_figures(Experiment const& experiment, std::string const& folder, int rounds);

/// Bytes on the disk of a run: its outcomes, its histories and its events, by what stores grow by.
std::vector<Figure> size_figures(Experiment const& experiment, std::string const& folder);

/// Whole programs: how long `check` takes, and a program that reads the experiment and lives one month; the memory that
/// `run` takes at its height for some runs of one policy and for four times as many. The experiment is that of the file
/// as it stands. Outputs go below `folder`.
std::vector<Figure> program_figures(std::string const& experiment_file, std::string const& policy,
                                    std::string const& folder, int rounds);

}  // namespace detente::bench
