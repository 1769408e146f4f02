#pragma once

#include <string>

namespace detente {

/// The law of one uncertain number.
struct Distribution {
  enum class Kind {
    uniform,     // between lowest and highest
    triangular,  // with its mode
    normal,      // lowest and highest hold its middle 95 %; truncated there
  };

  Kind kind = Kind::uniform;
  double lowest = 0, highest = 1;
  double mode = 0.5;            // of the triangular law
  bool is_logarithmic = false;  // the law is that of the logarithm; all numbers are then above 0

  /// Value at u in (0, 1): lowest at 0, highest at 1. The same bits on every machine.
  double quantile(double u) const;
  /// "uniform 0.5 to 2", "log-normal, 95 % within 0.04 to 0.1, truncated there".
  std::string text() const;
};

}  // namespace detente
