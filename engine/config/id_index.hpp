#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace detente {

/// Ids with their positions, for sets that are referred to so often that each reference must not look through all.
class IdIndex {
 public:
  explicit IdIndex(std::vector<std::string> ids);

  std::vector<std::string> const& ids() const { return ids_; }
  /// The first of those of this name; -1 if there is none.
  int position(std::string const& id) const;

 private:
  std::vector<std::string> ids_;
  std::unordered_map<std::string, int> positions_;
};

}  // namespace detente
