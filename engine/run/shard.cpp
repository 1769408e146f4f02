#include "engine/run/shard.hpp"

namespace detente {
namespace {

std::string suffix_of(std::string const& index, std::int64_t count) {
  return "-shard-" + index + "-of-" + std::to_string(count);
}

}  // namespace

std::vector<std::int64_t> Shard::parts(std::int64_t all) const {
  std::vector<std::int64_t> parts;
  for (std::int64_t part = index; part < all; part += count) parts.push_back(part);
  return parts;
}

std::string Shard::suffix() const { return is_whole() ? "" : suffix_of(std::to_string(index), count); }

std::string Shard::suffix_pattern() const { return suffix_of("*", count); }

}  // namespace detente
