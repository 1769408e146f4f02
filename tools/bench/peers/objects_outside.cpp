#include "tools/bench/peers/objects_world.hpp"

namespace detente::bench {

double OutsideWorld::free_bandwidth(ObjectWorld& world) const {
  DriversParameters<double> const& p = world.p().drivers;
  double crises = 0;
  for (auto const& dispute : world.disputes) crises += dispute->facts.weight * dispute->level_felt / 5;
  double const drain = p.bandwidth_drain_level * crises + p.bandwidth_drain_war * war_intensity.now +
                       p.bandwidth_drain_shock * shock.now;
  return std::clamp(1 - drain, 0.0, 1.0);
}

void OutsideWorld::set_reference(ObjectWorld& world) {
  Region const& region = world.region();
  DriversParameters<double> const& p = world.p().drivers;
  us_regime.begin(static_cast<int>(region.us_regime));
  us_attention.begin(p.us_levels[static_cast<std::size_t>(region.us_regime)]);
  war_intensity.begin(region.war_intensity);
  shock.begin(in_a_month(p.shock_rate) * p.shock_mean / in_a_month(p.shock_decay));  // (0a)
  crossings.begin(region.crossings);
  for (auto& dispute : world.disputes) dispute->observe_level(world);
  eu_bandwidth.begin(free_bandwidth(world));  // (0c)
  shock_reference_ = shock.now;
  for (detente::Country const& country : region.countries)
    mean_alignment_reference_ += country.alignment / region.country_count();
}

void OutsideWorld::begin(ObjectWorld& world) {
  if (world.scenario().us_hold) us_regime.begin(static_cast<int>(*world.scenario().us_hold));
  war_intensity.set_speed(world.p().drivers.war_rate, world.p().drivers.war_vol);
}

void OutsideWorld::change_regime(ObjectWorld& world) {
  us_regime.next = us_regime.now;
  if (world.scenario().us_hold) return;
  int const now = static_cast<int>(us_regime.now);
  std::array<double, us_regimes> const& rate = world.p().drivers.us_rates[now];
  double total = 0;
  for (int to = 0; to < us_regimes; ++to) total += to == now ? 0 : rate[to];
  if (!world.dice.happens(in_a_month(total))) return;
  double point = world.dice.uniform() * total;
  for (int to = 0; to < us_regimes; ++to) {
    if (to == now) continue;
    us_regime.next = to;
    point -= rate[to];
    if (point < 0) return;
  }
}

void OutsideWorld::step_crossings(ObjectWorld& world) {
  ContributionsParameters<double> const& p = world.p().contributions;
  double const officers = world.levers().frontex_officers / std::max(world.settings.usual_levers.frontex_officers, 1.0);
  double const change = officers * world.mean_alignment() - mean_alignment_reference_;
  double const deterred = std::exp(std::min(-p.cross_elast * change, 50.0));
  double const pushed = (1 + p.cross_shock * shock.now) / (1 + p.cross_shock * shock_reference_);
  crossings.next = crossings.now + in_a_month(p.cross_rate) * (deterred * pushed - crossings.now);  // (B3)
}

void OutsideWorld::step(ObjectWorld& world) {
  DriversParameters<double> const& p = world.p().drivers;
  change_regime(world);  // (D1)
  double const level = p.us_levels[static_cast<std::size_t>(us_regime.now)];
  us_attention.next = us_attention.now + in_a_month(p.us_relax_rate) * (level - us_attention.now);  // (D2)
  double const path = world.is_held() ? world.region().war_intensity : world.scenario().war_path.at(world.date());
  war_intensity.step_to(path, world.dice.normal());  // (D3)
  shock.next = shock.now;
  if (!world.is_held()) {
    shock.next *= std::exp(-p.shock_decay / 12);
    if (world.dice.happens(in_a_month(p.shock_rate))) shock.next += world.dice.exponential(p.shock_mean);  // (D4)
  }
  eu_bandwidth.next =
      eu_bandwidth.now + in_a_month(p.bandwidth_rate) * (free_bandwidth(world) - eu_bandwidth.now);  // (D5)
  step_crossings(world);
}

void OutsideWorld::advance() {
  for (Staged* value : {&us_regime, &us_attention, &shock, &eu_bandwidth, &crossings}) value->advance();
  war_intensity.advance();
}

}  // namespace detente::bench
