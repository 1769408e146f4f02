#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace detente {

/// Input that cannot be used: every fault of a stage at once, each with its place, the source line, a caret and a hint.
/// what() is the text for the terminal, ready to print.
class ConfigError : public std::runtime_error {
 public:
  explicit ConfigError(std::vector<std::string> messages);
  std::vector<std::string> const& messages() const { return messages_; }

 private:
  std::vector<std::string> messages_;
};

}  // namespace detente
