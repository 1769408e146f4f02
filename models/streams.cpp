#include "models/streams.hpp"

#include "engine/core/keyed_draws.hpp"

namespace detente {

StreamLayout::StreamLayout(Region const& region) {
  std::vector<std::string> const countries = ids_of(region.countries);
  std::vector<std::string> actor_countries;
  for (int e = 0; e < region.adversary_count(); ++e) {
    for (std::string const& country : countries) actor_countries.push_back(region.adversary(e).id + "/" + country);
  }

  // In the order of StreamSet.
  std::array<std::vector<std::string>, 5> const of_set{std::vector<std::string>{"world"}, countries, actor_countries,
                                                       ids_of(region.pairs), ids_of(region.disputes)};
  for (StreamInfo const& info : stream_table) {
    first_[static_cast<std::size_t>(info.stream)] = static_cast<int>(slots_.size());
    for (std::string const& id : of_set[static_cast<std::size_t>(info.set)]) {
      slots_.push_back({.stream = static_cast<std::uint32_t>(info.stream),
                        .entity = stable_hash(id),
                        .kind = info.kind,
                        .at_start_only = info.at_start_only});
    }
  }
}

}  // namespace detente
