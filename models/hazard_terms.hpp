#pragma once

#include "models/events.hpp"

#include <array>
#include <cstddef>

namespace detente {

/// The terms of a log hazard, by driver; all are 0 at first.
template <class P>
class HazardTerms {
 public:
  HazardTerms() { terms_.fill(P::Zero()); }

  P& operator[](Driver driver) { return terms_[static_cast<std::size_t>(driver)]; }
  P const& operator[](Driver driver) const { return terms_[static_cast<std::size_t>(driver)]; }
  /// The log hazard: their sum, in the order of Driver.
  P sum() const {
    P sum = terms_[0];
    for (std::size_t k = 1; k < terms_.size(); ++k) sum += terms_[k];
    return sum;
  }

 private:
  std::array<P, drivers> terms_;
};

/// Reports an event with the contributions of its drivers for every lane in which `happened` is 1.
template <class P>
void record_with_terms(EventSink& sink, EventCode code, int dispute, P const& happened, P const& from, P const& to,
                       HazardTerms<P> const& terms) {
  for (int lane = 0; lane < static_cast<int>(happened.size()); ++lane) {
    if (happened[lane] == 0) continue;
    std::array<float, drivers> contributions;
    for (int k = 0; k < drivers; ++k) contributions[k] = static_cast<float>(terms[static_cast<Driver>(k)][lane]);
    sink.record(static_cast<int>(code), lane, dispute, static_cast<double>(from[lane]), static_cast<double>(to[lane]),
                contributions);
  }
}

}  // namespace detente
