#pragma once

#include <vector>

namespace detente::bench {

/// What a peer's run can show of itself: for months 0 to T the values of all observables (models/observables.cpp), in
/// the order of their table, entities fastest. Costs are missing (NaN) in month 0.
struct Trace {
  std::vector<std::vector<double>> months;

  void begin_month() { months.emplace_back(); }
  void put(double value) { months.back().push_back(value); }
  template <class T>
  void put(std::vector<T> const& values) {
    for (T const& value : values) put(static_cast<double>(value));
  }
};

}  // namespace detente::bench
