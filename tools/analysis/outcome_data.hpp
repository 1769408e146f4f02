#pragma once

#include "engine/io/result_file.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace detente {

/// One number a run: an outcome, or one label of it.
struct OutcomeColumn {
  std::string name;     // "crisis_cost", "peak_level[BEL_PRI]"
  std::string outcome;  // the dataset it stands in
  std::size_t label = 0;
  std::string unit, meaning;
};

/// The outcomes of a result, arm by arm, as statistics take them. The result must outlive them.
class OutcomeData {
 public:
  /// Throws IoError.
  explicit OutcomeData(ResultFile const& result);
  explicit OutcomeData(ResultFile&&) = delete;

  ResultFile const& file() const { return file_; }
  std::vector<OutcomeColumn> const& columns() const { return columns_; }
  /// Throws std::out_of_range.
  OutcomeColumn const& column(std::string const& name) const;
  std::vector<std::string> names() const;
  /// By run; NaN where a run failed, or the outcome never happened.
  std::vector<double> runs(OutcomeColumn const& column, std::size_t policy, std::size_t scenario) const;
  /// Consecutive runs that form one independent observation.
  int cluster() const { return file_.runs_per_observation(); }
  /// The baseline's position among the policies.
  std::size_t baseline() const;

 private:
  ResultFile const& file_;
  std::vector<OutcomeColumn> columns_;
};

/// Every run says that something happened (1) or not (0): the mean is a probability. Missing ones are left out.
bool is_indicator(std::vector<double> const& runs);

}  // namespace detente
