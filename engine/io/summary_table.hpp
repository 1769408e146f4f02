#pragma once

#include "engine/core/record.hpp"
#include "engine/io/hdf5_file.hpp"
#include "engine/io/part_file.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace detente {

/// The summary over all runs of an arm that did not fail in it, in the group /summary: of each variable the mean and
/// standard deviation by month and, at the ends of years, quantiles. Arms come one after the other, the parts of an arm
/// in order.
class SummaryTable {
 public:
  SummaryTable(Hdf5Writer& file, ResultSpec const& spec);
  void add(PartRecord const& part);
  /// All parts of the arm have been added: writes it.
  void finish_arm(int arm);
  /// All arms are finished.
  void finish();

 private:
  struct Variable {
    VariableInfo const* info;
    std::string path;
    std::size_t series, first_series;
    std::vector<std::size_t> inner;  // extents of its own dimensions
  };
  void declare(Variable const& variable);
  void write_moments(Variable const& variable, Arm const& arm);
  void write_quantiles(Variable const& variable, Arm const& arm);

  Hdf5Writer& file_;
  ResultSpec const& spec_;
  std::vector<Variable> variables_;
  std::size_t years_;
  std::int64_t runs_ = 0;                  // of the arm under way, without those that failed in it
  std::vector<std::int64_t> runs_of_arm_;  // [policy, scenario]
  std::vector<double> sum_, sum_of_squares_;
  std::vector<std::uint64_t> counts_;
};

}  // namespace detente
