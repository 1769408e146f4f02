#pragma once

#include <functional>
#include <string>

namespace detente {

/// Which file that is there may be replaced: one of which `is_so` holds. Any other is refused as what it is, as
/// "no report". Without `is_so` none may be.
struct Replaceable {
  std::function<bool(std::string const& path)> is_so = {};
  std::string refused_as = {};
};

/// Throws IoError of kind `exists` if there is something at the path that may not be replaced: to be asked before work
/// begins whose result is to go there. An empty path is none.
void require_free(std::string const& path, Replaceable const& replaceable = {});

/// Writes a text file, whole or not at all, and over nothing but what may be replaced: also not over what somebody else
/// puts there while this is written. Throws IoError.
void write_guarded(std::string const& path, std::string const& text, Replaceable const& replaceable = {});

/// Whether a file holds just this text.
bool is_text_of(std::string const& path, std::string const& text);

}  // namespace detente
