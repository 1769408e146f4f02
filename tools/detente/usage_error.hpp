#pragma once

#include <stdexcept>

namespace detente {

/// A command line that cannot be followed. what() is the sentence for the terminal.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace detente
