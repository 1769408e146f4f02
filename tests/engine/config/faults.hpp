#pragma once

#include "engine/config/config_tree.hpp"

#include <string>

namespace detente {

inline ConfigTree tree_of(std::string const& text) { return ConfigTree::parse(text, "x.yaml"); }

/// What a user would read after `read` was given the root of the text (named x.yaml); empty if there is no fault.
template <class Read>
std::string faults_when_read(std::string const& text, Read read) {
  try {
    ConfigTree tree = tree_of(text);
    read(tree.root());
    tree.throw_if_errors();
  } catch (ConfigError const& error) {
    return error.what();
  }
  return "";
}

/// The same for a text that is only parsed.
inline std::string faults_of(std::string const& text) {
  return faults_when_read(text, [](ConfigNode) {});
}

/// The same for a tree that is at hand.
inline std::string faults_in(ConfigTree const& tree) {
  try {
    tree.throw_if_errors();
  } catch (ConfigError const& error) {
    return error.what();
  }
  return "";
}

}  // namespace detente
