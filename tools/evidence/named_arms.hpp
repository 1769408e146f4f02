#pragma once

#include "models/experiment.hpp"

#include <string>
#include <utility>
#include <vector>

namespace detente {

/// The arms that a file of evidence compares: `arms: {name: [policy, scenario], ...}`.
class NamedArms {
 public:
  NamedArms() = default;
  NamedArms(ConfigNode const& node, ResultSpec const& spec);

  std::vector<std::string> const& names() const { return names_; }
  /// Position of the arm that a node names; 0 if there is a fault, which is reported.
  std::size_t choose(ConfigNode const& node) const;
  /// Leaves an experiment these arms alone, in their order.
  void keep_only_these(Experiment& experiment) const;

 private:
  std::vector<std::string> names_;
  std::vector<std::size_t> arms_;  // of the experiment as read
};

}  // namespace detente
