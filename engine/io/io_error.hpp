#pragma once

#include <stdexcept>
#include <string>

namespace detente {

/// Something outside the program that did not work: a file, a folder, a disk. what() is a sentence with the reason and
/// a way out, as "cannot write 'outputs/a/result.h5' (no space left on device); free some and run again, nothing is
/// lost".
class IoError : public std::runtime_error {
 public:
  enum class Kind { failed, exists, foreign };  // cannot read or write; output is there already; not a file of ours

  explicit IoError(std::string const& message, Kind kind = Kind::failed) : std::runtime_error(message), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

}  // namespace detente
