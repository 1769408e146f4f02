#pragma once

#include <string>

namespace detente {

struct SyntaxFault {
  std::string what, expected;
  bool is_unclosed = false;  // a bracket: its opening is the place to show, not the end of the file
};

/// A message of the YAML parser in words that say what to do about it.
SyntaxFault reworded(std::string const& message);

}  // namespace detente
