#include "models/streams.hpp"

namespace detente {

StreamLayout::StreamLayout(Region const& region) {
  std::vector<std::string> const world{"world"};
  std::vector<std::string> const countries = ids_of(region.countries);
  std::vector<std::string> const pairs = ids_of(region.pairs);
  std::vector<std::string> const disputes = ids_of(region.disputes);
  std::vector<std::string> actor_countries;
  for (int e = 0; e < region.adversary_count(); ++e) {
    for (std::string const& country : countries) actor_countries.push_back(region.adversary(e).id + "/" + country);
  }

  add(Stream::us_regime, DrawKind::uniform, world);
  add(Stream::war, DrawKind::normal, world);
  add(Stream::shock_arrival, DrawKind::uniform, world);
  add(Stream::shock_size, DrawKind::uniform, world);
  add(Stream::early_election, DrawKind::uniform, countries);
  add(Stream::initial_stance, DrawKind::uniform, countries);
  add(Stream::stance, DrawKind::uniform, countries);
  add(Stream::trust, DrawKind::normal, countries);
  add(Stream::pressure, DrawKind::normal, actor_countries);
  add(Stream::oversight, DrawKind::normal, countries);
  add(Stream::capture, DrawKind::normal, countries);
  add(Stream::resilience, DrawKind::normal, countries);
  add(Stream::fragmentation, DrawKind::normal, countries);
  add(Stream::stability, DrawKind::normal, countries);
  add(Stream::alignment, DrawKind::normal, countries);
  add(Stream::dependence, DrawKind::normal, actor_countries);
  add(Stream::spending, DrawKind::normal, countries);
  add(Stream::contract, DrawKind::uniform, countries);
  add(Stream::mistrust, DrawKind::normal, pairs);
  add(Stream::tension, DrawKind::normal, disputes);
  add(Stream::escalation, DrawKind::uniform, disputes);
  add(Stream::settlement, DrawKind::uniform, disputes);
}

void StreamLayout::add(Stream stream, DrawKind kind, std::vector<std::string> const& ids) {
  first_[static_cast<std::size_t>(stream)] = static_cast<int>(slots_.size());
  for (std::string const& id : ids)
    slots_.push_back({.stream = static_cast<std::uint32_t>(stream),
                      .entity = stable_hash(id),
                      .kind = kind,
                      .at_start_only = stream == Stream::initial_stance});
}

}  // namespace detente
