// detente._engine: runs in a process of Python, for the package in tools/analysis/python. What it promises stands in
// simulation.py there.
#include "engine/config/config_error.hpp"
#include "engine/config/config_tree.hpp"
#include "engine/run/outcome_table.hpp"
#include "models/experiment.hpp"
#include "tools/kernel/kernel.hpp"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <future>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <revision.hpp>

namespace detente {
namespace {

namespace py = pybind11;

constexpr int protocol = 1;
constexpr int part_runs = 2048;  // it ends after a part when it is told to
constexpr std::chrono::milliseconds between_checks(100);

/// One policy in one scenario, every run a sample. Throws ConfigError, std::invalid_argument.
Experiment read_arm(std::string const& text, std::string const& name) {
  Experiment experiment = read_experiment(ConfigTree::parse(text, name));
  ResultSpec& result = experiment.result;
  if (result.arms.size() != 1 || result.replications != 1 || experiment.stopping) {
    throw std::invalid_argument(
        fmt::format("{}: one policy in one scenario and one replication are wanted here, without `stop`; this "
                    "experiment has {} arms and {} replications",
                    name, result.arms.size(), result.replications));
  }
  result.part_runs = part_runs;
  result.recording = {};  // outcomes alone
  return experiment;
}

/// The label of a position along a dimension, as the coordinate in a result has it.
py::object label_of(Dimension const& dimension, std::size_t position) {
  std::string const& label = dimension.labels[position];
  return dimension.numbers ? py::object(py::int_(std::stol(label))) : py::object(py::str(label));
}

py::list outcome_table(std::string const& text, std::string const& name) {
  Catalogue const catalogue = read_arm(text, name).result.catalogue;
  py::list table;
  for (OutcomeInfo const& outcome : catalogue.outcomes) {
    std::string const dimension = outcome.dimensions.empty() ? "" : outcome.dimensions.front();
    py::list labels;
    if (!dimension.empty()) {
      Dimension const& along = catalogue.dimension(dimension);
      for (std::size_t k = 0; k < along.labels.size(); ++k) labels.append(label_of(along, k));
    }
    table.append(py::make_tuple(outcome.name, outcome.unit, outcome.meaning, dimension, labels));
  }
  return table;
}

/// Computes in another thread, while this one lets Python handle its signals; a signal ends it after the parts begun.
/// Throws what the kernel throws, or the Python exception of the signal.
OutcomeTable compute(Experiment const& experiment, int threads) {
  std::atomic<bool> stops{false};
  bool is_interrupted = false;
  auto computed = std::async(std::launch::async, [&] {
    EnsembleOptions options;
    options.threads = threads;
    options.should_stop = [&] { return stops.load(); };
    return compute_outcomes(experiment.result, make_kernel({experiment.model, experiment.result}), options);
  });
  {
    py::gil_scoped_release const released;
    while (computed.wait_for(between_checks) != std::future_status::ready) {
      if (is_interrupted) continue;
      py::gil_scoped_acquire const held;
      is_interrupted = PyErr_CheckSignals() != 0;
      stops = is_interrupted;
    }
  }
  if (is_interrupted) throw py::error_already_set();
  return computed.get();
}

/// (runs) or (runs, labels), in C order.
py::array_t<double> array_of(OutcomeTable const& table, std::size_t first_column, std::size_t labels,
                             bool is_labelled) {
  auto const runs = static_cast<std::size_t>(table.runs());
  std::vector<std::size_t> shape{runs};
  if (is_labelled) shape.push_back(labels);
  py::array_t<double> array(shape);
  double* const numbers = array.mutable_data();
  for (std::size_t label = 0; label < labels; ++label) {
    auto const column = table.column(0, first_column + label);
    for (std::size_t run = 0; run < runs; ++run) numbers[run * labels + label] = column[run];
  }
  return array;
}

py::dict simulate(std::string const& text, std::string const& name, int threads) {
  if (threads < 0) throw std::invalid_argument(fmt::format("threads: {} is below 0", threads));
  Experiment const experiment = read_arm(text, name);
  OutcomeTable const table = compute(experiment, threads);
  py::dict numbers;
  std::size_t column = 0;
  for (OutcomeInfo const& outcome : experiment.result.catalogue.outcomes) {
    std::size_t const labels = experiment.result.catalogue.size_of(outcome.dimensions);
    numbers[py::str(outcome.name)] = array_of(table, column, labels, !outcome.dimensions.empty());
    column += labels;
  }
  return numbers;
}

}  // namespace
}  // namespace detente

PYBIND11_MODULE(_engine, module) {
  module.doc() = "Runs of detente in this process; use detente.Simulation.";
  module.attr("PROTOCOL") = detente::protocol;
  module.attr("revision") = source_revision;
  pybind11::register_exception<detente::ConfigError>(module, "ConfigError");
  module.def("outcome_table", &detente::outcome_table, pybind11::arg("experiment"), pybind11::arg("name"));
  module.def("simulate", &detente::simulate, pybind11::arg("experiment"), pybind11::arg("name"),
             pybind11::arg("threads") = 0);
}
