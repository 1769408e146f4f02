#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace detente {

/// One of `count` shares of an ensemble: the parts whose number leaves `index` when divided by `count`. The only one of
/// one is the whole. Valid: 0 <= index < count.
struct Shard {
  std::int64_t index = 0, count = 1;

  bool is_whole() const { return count == 1; }
  bool has(std::int64_t part) const { return part % count == index; }
  /// Its parts in an ensemble of `all` parts, ascending, and how many they are.
  std::vector<std::int64_t> parts(std::int64_t all) const;
  std::int64_t size(std::int64_t all) const { return (all - index + count - 1) / count; }
  /// What its folder's name has behind that of the whole: "-shard-0-of-3"; nothing if it is the whole.
  std::string suffix() const;
  /// The suffixes of all shards at once, as a shell matches them: "-shard-*-of-3".
  std::string suffix_pattern() const;
  friend bool operator==(Shard const&, Shard const&) = default;
};

}  // namespace detente
