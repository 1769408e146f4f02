#include "tools/explain/antecedents.hpp"

#include "models/region.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace detente {
namespace {

constexpr int months_back = 24;
constexpr double stand_off = 3;  // reached from below, a dispute remembers it (E6)

/// To whom the earlier event happened, as seen from the dispute.
enum class Whom { itself, party, mission, neighbour, world };

/// How an event moves the driver's quantity.
enum class Push { rises_with_it, falls_with_it, raises, lowers, enters_cooperate, enters_defy, stands_off, holds };

struct Link {
  char const* driver;
  char const* kind;
  Whom whom;
  Push push;
};

// Direct effects only: what an event changes in the very variable that the driver is.
constexpr std::array links{
    Link{"tension", "election", Whom::party, Push::raises},              // ten_campaign (E1)
    Link{"tension", "stance", Whom::party, Push::enters_defy},           // ten_defy (E1)
    Link{"pressure", "regime", Whom::world, Push::rises_with_it},        // pres_us, vacuum (H1, H4)
    Link{"perceived_cost", "regime", Whom::world, Push::falls_with_it},  // c_us (E2)
    Link{"perceived_cost", "surge", Whom::mission, Push::raises},        // c_presence (E2)
    Link{"recency", "move", Whom::itself, Push::stands_off},             // (E6)
    Link{"campaign", "election", Whom::party, Push::raises},             // (D6)
    Link{"contagion", "move", Whom::neighbour, Push::rises_with_it},     // (E3)
    Link{"missions", "surge", Whom::mission, Push::raises},              // presence (N5)
    Link{"settlement", "settlement", Whom::itself, Push::holds},         // (E3)
    Link{"mediation", "move", Whom::itself, Push::rises_with_it},        // focus_eu (S4)
    Link{"mediation", "shock", Whom::world, Push::lowers},               // drain_shock (D5)
    Link{"cooperation", "stance", Whom::party, Push::enters_cooperate},  // (E4)
    Link{"defiance", "stance", Whom::party, Push::enters_defy},          // (Z1)
};

bool contains(std::vector<std::vector<int>> const& lists, int dispute, int member) {
  auto const d = static_cast<std::size_t>(dispute);
  return d < lists.size() && std::find(lists[d].begin(), lists[d].end(), member) != lists[d].end();
}

bool share_a_party(Ties const& ties, int one, int other) {
  auto const d = static_cast<std::size_t>(one);
  return d < ties.parties.size() && std::any_of(ties.parties[d].begin(), ties.parties[d].end(),
                                                [&](int country) { return contains(ties.parties, other, country); });
}

bool concerns(Ties const& ties, Whom whom, int dispute, int entity) {
  switch (whom) {
    case Whom::itself:
      return entity == dispute;
    case Whom::party:
      return contains(ties.parties, dispute, entity);
    case Whom::mission:
      return contains(ties.missions, dispute, entity);
    case Whom::neighbour:
      return entity != dispute && share_a_party(ties, dispute, entity);
    default:
      return true;
  }
}

/// 1 if the event raised the quantity, -1 if it lowered it, 0 if neither.
int effect_of(Push push, Event const& event) {
  auto const sign = [](double change) { return change > 0 ? 1 : change < 0 ? -1 : 0; };
  auto const enters = [&event](Stance stance) {
    auto const value = static_cast<double>(stance);
    return event.to == value ? 1 : event.from == value ? -1 : 0;
  };
  switch (push) {
    case Push::rises_with_it:
      return sign(event.to - event.from);
    case Push::falls_with_it:
      return -sign(event.to - event.from);
    case Push::raises:
      return event.to > 0 ? 1 : 0;  // a reinforcement that is over has gone to 0
    case Push::lowers:
      return -1;
    case Push::enters_cooperate:
      return enters(Stance::cooperate);
    case Push::enters_defy:
      return enters(Stance::defy);
    case Push::stands_off:
      return event.to >= stand_off && event.from < stand_off ? 1 : 0;
    default:
      return 1;
  }
}

/// Each of these events leaves its trace beside those of others; of all else the last one decides what holds.
bool adds_up(Push push) { return push == Push::stands_off || push == Push::lowers; }

bool still_holds(RunView const& run, std::size_t settlement, std::size_t event) {
  Event const& begun = run.events()[settlement];
  return std::none_of(run.events().begin() + static_cast<std::ptrdiff_t>(settlement),
                      run.events().begin() + static_cast<std::ptrdiff_t>(event), [&](Event const& between) {
                        return run.is_of(between, "breakdown") && between.entity == begun.entity;
                      });
}

/// The events that a link finds before an event, the latest first.
std::vector<std::size_t> found(RunView const& run, std::size_t event, Link const& link, bool is_above) {
  std::vector<std::size_t> list;
  std::set<int> seen;
  Event const& told = run.events()[event];
  for (std::size_t k = event; k-- > 0;) {
    Event const& earlier = run.events()[k];
    bool const is_recent = link.push == Push::holds || earlier.month >= told.month - months_back;
    if (!is_recent) break;
    bool const fits = earlier.month < told.month && run.is_of(earlier, link.kind) &&
                      concerns(run.ties(), link.whom, told.entity, earlier.entity);
    if (!fits || (!adds_up(link.push) && !seen.insert(earlier.entity).second)) continue;
    if (link.push == Push::holds && !still_holds(run, k, event)) continue;
    if (effect_of(link.push, earlier) == (is_above ? 1 : -1)) list.push_back(k);
  }
  return list;
}

/// The violence that ended an agreement came in the same month, before it in the order of kinds.
std::vector<Antecedent> violence_before(RunView const& run, std::size_t event) {
  Event const& told = run.events()[event];
  for (std::size_t k = event; k-- > 0 && run.events()[k].month == told.month;) {
    bool const is_move = run.is_of(run.events()[k], "move") && run.events()[k].entity == told.entity;
    if (is_move) return {{"level", k}};
  }
  return {};
}

}  // namespace

bool is_torn(RunView const& run, Event const& event) {
  std::optional<std::size_t> const level = position_of("level", run.drivers());
  std::span<float const> const contributions = run.contributions(event);
  return level && !contributions.empty() && contributions[*level] > 0;
}

bool stands_above(RunView const& run, Event const& event, Term const& term) {
  static constexpr std::array lower_up{"perceived_cost", "governance", "missions", "settlement", "reward"};
  static constexpr std::array lower_down{"pressure", "defiance"};
  bool const is_upward = run.is_of(event, "breakdown") || (run.is_of(event, "move") && event.to > event.from);
  bool const is_lowered = is_upward ? std::count(lower_up.begin(), lower_up.end(), term.driver) > 0
                                    : std::count(lower_down.begin(), lower_down.end(), term.driver) > 0;
  return (term.log_factor > 0) != is_lowered;
}

std::vector<Antecedent> antecedents_of(RunView const& run, std::size_t event, std::vector<Term> const& terms) {
  Event const& told = run.events()[event];
  if (is_torn(run, told)) return violence_before(run, event);
  std::vector<Antecedent> list;
  for (Term const& term : terms) {
    bool const is_above = stands_above(run, told, term);
    for (Link const& link : links) {
      if (link.driver != term.driver) continue;
      for (std::size_t const earlier : found(run, event, link, is_above)) list.push_back({term.driver, earlier});
    }
  }
  return list;
}

}  // namespace detente
