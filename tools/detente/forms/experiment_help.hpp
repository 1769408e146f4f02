#pragma once

#include <string>
#include <vector>

namespace detente {

/// What a key of an experiment means, in a line or two; `*` is a name that the user gives.
struct KeyHelp {
  std::string path;
  std::string text;
};

/// The keys that an experiment itself has, for schema and for the experiment that `init` writes. What levers and
/// parameters mean stands in their own tables.
std::vector<KeyHelp> const& experiment_help();

}  // namespace detente
