#include "engine/io/result_layout.hpp"

#include "engine/core/calendar.hpp"
#include "engine/core/missing.hpp"
#include "engine/core/series.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {
namespace {

std::vector<std::int32_t> counted(std::int64_t count, std::int32_t first = 0, std::int32_t step = 1) {
  std::vector<std::int32_t> numbers(static_cast<std::size_t>(count));
  for (std::size_t k = 0; k < numbers.size(); ++k) numbers[k] = first + static_cast<std::int32_t>(k) * step;
  return numbers;
}

std::vector<std::int32_t> numbers_of(std::vector<std::string> const& labels) {
  std::vector<std::int32_t> numbers;
  for (std::string const& label : labels) numbers.push_back(std::stoi(label));
  return numbers;
}

std::vector<std::size_t> inner_extents(Catalogue const& catalogue, std::vector<std::string> const& dimensions) {
  std::vector<std::size_t> extents;
  for (std::string const& name : dimensions) extents.push_back(catalogue.dimension(name).labels.size());
  return extents;
}

void write_coordinates(Hdf5Writer& file, ResultSpec const& spec) {
  file.text_coordinate("policy", spec.policies, "policies");
  file.text_coordinate("scenario", spec.scenarios, "scenarios");
  file.number_coordinate("run", counted(spec.runs()), "", "runs; run r of two arms shares its parameters and its luck");
  file.number_coordinate("sample", counted(spec.samples), "", "samples of the uncertain parameters");
  file.number_coordinate(
      "month", counted(spec.months + 1), "months",
      "0 is the start state; month m turns state m-1 into state m, and flows and events of that month carry m");
  if (spec.recording.history_runs > 0) {
    file.number_coordinate("history_run", counted(spec.recording.history_runs), "",
                           "runs whose histories are recorded: the first ones");
  }
  if (spec.recording.event_runs > 0) {
    file.number_coordinate("event_run", counted(spec.recording.event_runs), "",
                           "runs whose events are recorded: the first ones");
  }
  if (spec.months >= months_per_year) {
    file.number_coordinate("year_end", counted(spec.months / months_per_year, months_per_year, months_per_year),
                           "months", "last months of years");
  }
  file.real_coordinate("quantile", {summary_quantiles.begin(), summary_quantiles.end()}, "1", "share of runs below");
  file.text_coordinate("lever", spec.levers.names, "policy levers");
  for (Dimension const& dimension : spec.catalogue.dimensions) {
    if (dimension.labels.empty()) continue;
    if (dimension.numbers) {
      file.number_coordinate(dimension.name, numbers_of(dimension.labels), "", dimension.meaning);
    } else {
      file.text_coordinate(dimension.name, dimension.labels, dimension.meaning);
    }
  }
}

/// What goes along the coordinates in the root group.
void write_labels(Hdf5Writer& file, ResultSpec const& spec) {
  std::uint64_t const runs = static_cast<std::uint64_t>(spec.runs());
  std::vector<std::int32_t> replication(runs);
  std::vector<std::int32_t> sample(runs);
  for (std::size_t r = 0; r < runs; ++r) {
    replication[r] = static_cast<std::int32_t>(r % static_cast<std::size_t>(spec.replications));
    sample[r] = static_cast<std::int32_t>(r / static_cast<std::size_t>(spec.replications));
  }
  file.values("sample_of_run", sample, {{runs}, {"run"}, {}}, "", "sample that a run belongs to");
  file.values("replication_of_run", replication, {{runs}, {"run"}, {}}, "",
              "replication that a run is, within its sample");
  std::vector<std::string> dates;
  for (int month = 0; month <= spec.months; ++month) dates.push_back(to_string(YearMonth{spec.start.index + month}));
  file.texts("date", dates, {{dates.size()}, {"month"}, {}},
             "calendar month that begins when the state of this month number holds");
  for (Dimension const& dimension : spec.catalogue.dimensions) {
    if (dimension.long_names.empty()) continue;
    file.texts(dimension.name + "_name", dimension.long_names, {{dimension.long_names.size()}, {dimension.name}, {}},
               "name");
  }
}

void write_root_attributes(Hdf5Writer& file, ResultSpec const& spec) {
  file.attribute("/", "schema", std::string(result_schema));
  file.attribute("/", "schema_version", static_cast<std::int64_t>(result_schema_version));
  file.attribute("/", "title", spec.name);
  file.attribute("/", "Conventions", std::string("CF-1.10"));
  file.attribute_u64("/", "seed", spec.seed);
  file.attribute("/", "seed_text", std::to_string(spec.seed));
  file.attribute("/", "precision", spec.precision);
  file.attribute("/", "start", to_string(spec.start));
  file.attribute("/", "months", static_cast<std::int64_t>(spec.months));
  file.attribute("/", "samples", spec.samples);
  file.attribute("/", "replications", static_cast<std::int64_t>(spec.replications));
  file.attribute("/", "design", spec.design);
  file.attribute("/", "samples_per_observation", spec.samples_per_observation);
  file.attribute("/", "block_runs", static_cast<std::int64_t>(spec.block_runs));
  file.attribute("/", "part_runs", static_cast<std::int64_t>(spec.part_runs));
  file.attribute("/", "baseline_policy", spec.policies[static_cast<std::size_t>(spec.baseline_policy)]);
}

void write_inputs(Hdf5Writer& file, ResultSpec const& spec) {
  file.group("/parameters");
  for (SampledParameter const& parameter : spec.parameters) {
    std::string const path = "/parameters/" + parameter.name;
    std::vector<double> values;
    for (std::int64_t sample = 0; sample < spec.samples; ++sample) values.push_back(parameter.value(sample));
    file.values(path, values, {{values.size()}, {"sample"}, {}}, parameter.unit, "sampled parameter");
    file.attribute(path, "distribution", parameter.distribution);
    file.attribute(path, "status", parameter.status);
  }
  file.group("/levers");
  std::uint64_t const levers = spec.levers.names.size();
  std::uint64_t const instants = static_cast<std::uint64_t>(spec.months) + 1;
  std::vector<double> values;
  for (std::vector<double> const& arm : spec.levers.values) values.insert(values.end(), arm.begin(), arm.end());
  file.values(
      "/levers/value", values,
      {{spec.policies.size(), spec.scenarios.size(), instants, levers}, {"policy", "scenario", "month", "lever"}, {}},
      "", "value of each lever at the start of each month, in the unit of its lever");
  file.texts("/levers/unit", spec.levers.units, {{levers}, {"lever"}, {}}, "unit of a lever");
  file.group("/provenance");
  for (auto const& [name, text] : spec.provenance) file.text("/provenance/" + name, text);
}

}  // namespace

ResultLayout::ResultLayout(ResultSpec const& spec) : spec_(spec) {
  std::uint64_t const policies = spec.policies.size();
  std::uint64_t const scenarios = spec.scenarios.size();
  auto const add = [&](ChunkedDataset dataset, std::vector<std::string> const& dimensions) {
    dataset.inner = inner_extents(spec.catalogue, dimensions);
    dataset.series = spec.catalogue.size_of(dimensions);
    for (std::size_t k = 0; k < dimensions.size(); ++k) {
      dataset.shape.dimensions.push_back(dimensions[k]);
      dataset.shape.extent.push_back(dataset.inner[k]);
      dataset.shape.chunk.push_back(1);
    }
    return dataset;
  };
  for (OutcomeInfo const& outcome : spec.catalogue.outcomes) {
    std::uint64_t const runs = static_cast<std::uint64_t>(spec.runs());
    ChunkedDataset base{"/outcomes/" + outcome.name,
                        NumberType::float64,
                        {{policies, scenarios, runs},
                         {"policy", "scenario", "run"},
                         {1, 1, static_cast<std::uint64_t>(outcome_chunk_runs())}},
                        outcome.unit,
                        outcome.meaning,
                        1,
                        columns_,
                        {}};
    ChunkedDataset const dataset = add(std::move(base), outcome.dimensions);
    if (dataset.series == 0) continue;
    columns_ += dataset.series;
    outcomes_.push_back(dataset);
  }
  if (spec.recording.history_runs == 0) return;
  SeriesTable const series(spec.catalogue, spec.recording.history_variables);
  for (SeriesTable::Of const& of : series.variables()) {
    VariableInfo const& info = spec.catalogue.variables[static_cast<std::size_t>(of.variable)];
    std::uint64_t const instants = static_cast<std::uint64_t>(spec.months) + 1;
    ChunkedDataset base{"/history/" + info.name,
                        spec.recording.exact_histories ? NumberType::float64 : NumberType::float32,
                        {{policies, scenarios, static_cast<std::uint64_t>(spec.recording.history_runs), instants},
                         {"policy", "scenario", "history_run", "month"},
                         {1, 1, static_cast<std::uint64_t>(history_chunk_runs()), instants}},
                        info.unit,
                        info.meaning,
                        1,
                        of.first,
                        {}};
    ChunkedDataset const dataset = add(std::move(base), info.dimensions);
    if (dataset.series == 0) continue;
    histories_.push_back(dataset);
  }
}

ChunkedDataset const& ResultLayout::dataset(std::size_t index) const {
  return index < outcomes_.size() ? outcomes_[index] : histories_.at(index - outcomes_.size());
}

std::int64_t ResultLayout::outcome_chunk_runs() const { return std::min<std::int64_t>(spec_.part_runs, spec_.runs()); }

std::int64_t ResultLayout::history_chunk_runs() const {
  return std::min<std::int64_t>(spec_.block_runs, spec_.recording.history_runs);
}

std::vector<std::uint64_t> ResultLayout::chunk_offset(ChunkedDataset const& dataset, Arm const& arm,
                                                      std::int64_t first_run, std::size_t series) const {
  std::vector<std::uint64_t> offset(dataset.shape.extent.size(), 0);
  offset[0] = static_cast<std::uint64_t>(arm.policy);
  offset[1] = static_cast<std::uint64_t>(arm.scenario);
  offset[2] = static_cast<std::uint64_t>(first_run);
  for (std::size_t k = dataset.inner.size(); k-- > 0;) {
    offset[offset.size() - dataset.inner.size() + k] = series % dataset.inner[k];
    series /= dataset.inner[k];
  }
  return offset;
}

void write_frame(Hdf5Writer& file, ResultSpec const& spec, ResultLayout const& layout) {
  write_root_attributes(file, spec);
  write_coordinates(file, spec);
  write_labels(file, spec);
  file.group("/outcomes");
  for (ChunkedDataset const& dataset : layout.outcomes()) {
    file.dataset(dataset.path, dataset.type, dataset.shape, dataset.unit, dataset.meaning, missing);
  }
  if (!layout.histories().empty()) file.group("/history");
  for (ChunkedDataset const& dataset : layout.histories()) {
    file.dataset(dataset.path, dataset.type, dataset.shape, dataset.unit, dataset.meaning, missing);
    // The name that netCDF gives to the number of leading bits, the first one counted.
    if (spec.recording.history_bits > 0)
      file.attribute(dataset.path, "_QuantizeBitRoundNumberOfSignificantBits",
                     static_cast<std::int64_t>(spec.recording.history_bits));
  }
  write_inputs(file, spec);
}

}  // namespace detente
