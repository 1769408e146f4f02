#pragma once

#include "engine/config/source_text.hpp"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace detente {

/// The sources of a configuration and the faults found in them. Message form, each on its own line:
///   FILE:LINE:COLUMN: error: what is wrong (what was expected)
///   the source line
///   a caret below the place
///   hint: a way out, when there is one
/// Lines and columns count from 1, columns in characters. A message is kept once however often it is reported.
class Diagnostics {
 public:
  int add_source(SourceText source);
  SourceText const& source(int index) const { return sources_[static_cast<std::size_t>(index)]; }

  /// Adds a fault; `expected` and `hint` may be empty. Beyond 200 faults only their number grows.
  void report(Place const& place, std::string const& what, std::string const& expected, std::string const& hint = "");

  /// Takes back a fault that was reported without a hint, where another one says more. Not reported: nothing.
  void withdraw(Place const& place, std::string const& what, std::string const& expected);

  /// "FILE:LINE:COLUMN".
  std::string where(Place const& place) const;
  bool empty() const { return faults_.empty(); }
  /// In the order of their places.
  std::vector<std::string> messages() const;
  /// From here on faults are dropped.
  void mute() { is_mute_ = true; }

 private:
  struct Fault {
    Place place;
    std::string message;
    friend auto operator<=>(Fault const&, Fault const&) = default;
  };
  std::string excerpt(Place const& place) const;
  std::string message(Place const& place, std::string const& what, std::string const& expected,
                      std::string const& hint) const;

  std::deque<SourceText> sources_;
  std::vector<Fault> faults_;
  std::size_t left_out_ = 0;
  bool is_mute_ = false;
};

/// "did you mean 'xyz'?", or nothing.
std::string did_you_mean(std::optional<std::string> const& candidate);

/// "a, b or c"; with more than `most` names the rest becomes "...".
std::string listed(std::vector<std::string> const& names, std::size_t most = 8);

}  // namespace detente
