#include "engine/io/summary_table.hpp"

#include "engine/core/calendar.hpp"
#include "engine/core/missing.hpp"
#include "engine/core/series.hpp"
#include "engine/core/summary.hpp"
#include "engine/io/chunk_codec.hpp"
#include "engine/io/result_layout.hpp"

#include <span>

namespace detente {
namespace {

void write_arm(Hdf5Writer& file, std::string const& path, Arm const& arm, std::size_t axes,
               std::vector<double> const& values) {
  std::vector<std::uint64_t> offset(axes, 0);
  offset[0] = static_cast<std::uint64_t>(arm.policy);
  offset[1] = static_cast<std::uint64_t>(arm.scenario);
  file.write_chunk(path, offset, encode_chunk(std::span<double const>(values)));
}

}  // namespace

SummaryTable::SummaryTable(Hdf5Writer& file, ResultSpec const& spec)
    : file_(file),
      spec_(spec),
      years_(static_cast<std::size_t>(spec.months) / months_per_year),
      runs_of_arm_(spec.policies.size() * spec.scenarios.size()) {
  file.group("/summary");
  SeriesTable const series(spec.catalogue, spec.recording.summary_variables);
  for (SeriesTable::Of const& of : series.variables()) {
    VariableInfo const& info = spec.catalogue.variables[static_cast<std::size_t>(of.variable)];
    Variable variable{&info, "/summary/" + info.name, of.count, of.first, {}};
    for (std::string const& name : info.dimensions)
      variable.inner.push_back(spec.catalogue.dimension(name).labels.size());
    if (variable.series == 0) continue;
    declare(variable);
    variables_.push_back(std::move(variable));
  }
}

void SummaryTable::declare(Variable const& variable) {
  VariableInfo const& info = *variable.info;
  auto const shape_of = [&](std::vector<std::uint64_t> const& middle, std::vector<std::string> const& names) {
    Shape shape{{spec_.policies.size(), spec_.scenarios.size()}, {"policy", "scenario"}, {1, 1}};
    shape.extent.insert(shape.extent.end(), middle.begin(), middle.end());
    shape.chunk.insert(shape.chunk.end(), middle.begin(), middle.end());
    shape.dimensions.insert(shape.dimensions.end(), names.begin(), names.end());
    for (std::size_t k = 0; k < variable.inner.size(); ++k) {
      shape.extent.push_back(variable.inner[k]);
      shape.chunk.push_back(variable.inner[k]);
      shape.dimensions.push_back(info.dimensions[k]);
    }
    return shape;
  };
  Shape const monthly = shape_of({static_cast<std::uint64_t>(spec_.months) + 1}, {"month"});
  file_.dataset(variable.path + "_mean", NumberType::float64, monthly, info.unit, "mean over runs: " + info.meaning,
                missing);
  file_.dataset(variable.path + "_sd", NumberType::float64, monthly, info.unit,
                "standard deviation over runs: " + info.meaning, missing);
  if (years_ == 0) return;
  Shape const yearly = shape_of({years_, summary_quantiles.size()}, {"year_end", "quantile"});
  file_.dataset(variable.path + "_quantile", NumberType::float64, yearly, info.unit,
                "quantile over runs at the ends of years: " + info.meaning, missing);
  file_.attribute(variable.path + "_quantile", "bin_width", bin_width(info.lowest, info.highest));
  file_.attribute(variable.path + "_quantile", "lowest", info.lowest);
  file_.attribute(variable.path + "_quantile", "highest", info.highest);
}

void SummaryTable::add(PartRecord const& part) {
  runs_ += part.runs - static_cast<std::int64_t>(part.failures.size());
  sum_.resize(part.sum.size());
  sum_of_squares_.resize(part.sum_of_squares.size());
  counts_.resize(part.counts.size());
  for (std::size_t k = 0; k < sum_.size(); ++k) {
    sum_[k] += part.sum[k];
    sum_of_squares_[k] += part.sum_of_squares[k];
  }
  for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k] += part.counts[k];
}

void SummaryTable::write_moments(Variable const& variable, Arm const& arm) {
  std::size_t const instants = static_cast<std::size_t>(spec_.months) + 1;
  VariableInfo const& info = *variable.info;
  double const centre = (info.lowest + info.highest) / 2;
  std::vector<double> mean(instants * variable.series, missing);
  std::vector<double> sd = mean;
  for (std::size_t month = info.timing == Timing::flow ? 1 : 0; month < instants; ++month) {
    for (std::size_t s = 0; s < variable.series; ++s) {
      std::size_t const at = (variable.first_series + s) * instants + month;
      Moments const moments{static_cast<double>(runs_), sum_[at], sum_of_squares_[at]};
      mean[month * variable.series + s] = moments.mean(centre);
      sd[month * variable.series + s] = moments.sd();
    }
  }
  std::size_t const axes = 3 + variable.inner.size();
  write_arm(file_, variable.path + "_mean", arm, axes, mean);
  write_arm(file_, variable.path + "_sd", arm, axes, sd);
}

void SummaryTable::write_quantiles(Variable const& variable, Arm const& arm) {
  std::vector<double> values;
  for (std::size_t year = 0; year < years_; ++year) {
    for (double const p : summary_quantiles) {
      for (std::size_t s = 0; s < variable.series; ++s) {
        std::size_t const at = ((variable.first_series + s) * years_ + year) * histogram_bins;
        std::span<std::uint64_t const> const counts =
            std::span<std::uint64_t const>(counts_).subspan(at, histogram_bins);
        values.push_back(histogram_quantile(counts, p, variable.info->lowest, variable.info->highest));
      }
    }
  }
  write_arm(file_, variable.path + "_quantile", arm, 4 + variable.inner.size(), values);
}

void SummaryTable::finish_arm(int arm) {
  Arm const& place = spec_.arms[static_cast<std::size_t>(arm)];
  for (Variable const& variable : variables_) {
    write_moments(variable, place);
    if (years_ > 0) write_quantiles(variable, place);
  }
  runs_of_arm_[static_cast<std::size_t>(place.policy) * spec_.scenarios.size() +
               static_cast<std::size_t>(place.scenario)] = runs_;
  runs_ = 0;
  sum_.clear();
  sum_of_squares_.clear();
  counts_.clear();
}

void SummaryTable::finish() {
  file_.values("/summary/runs", runs_of_arm_,
               {{spec_.policies.size(), spec_.scenarios.size()}, {"policy", "scenario"}, {}}, "",
               "runs that the summary is over: those that came to a result in this arm");
}

}  // namespace detente
