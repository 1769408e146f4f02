#pragma once

#include "engine/core/record.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace detente {

/// Who stands behind a dispute, by position: what the catalogue does not say.
struct Ties {
  std::vector<std::vector<int>> parties;   // countries of each dispute
  std::vector<std::vector<int>> missions;  // missions at each dispute
};

/// Position of a name in a list; nothing if it is not there.
std::optional<std::size_t> position_of(std::string const& name, std::vector<std::string> const& names);

/// One run with the names of what is in it. The record holds this run alone, with every variable of the catalogue and
/// every event. Refers to what it is made of, which must outlive it.
class RunView {
 public:
  RunView(ResultSpec const& spec, BlockRecord const& record, Ties const& ties);

  ResultSpec const& spec() const { return *spec_; }
  Ties const& ties() const { return *ties_; }
  std::int64_t number() const { return record_->id.first_run; }
  std::size_t arm() const { return static_cast<std::size_t>(record_->id.arm); }
  std::string const& policy() const;
  std::string const& scenario() const;
  /// Calendar month that begins when the state of this month holds: "2026-01".
  std::string date(int month) const { return to_string(YearMonth{spec_->start.index + month}); }

  /// In the order of time.
  std::vector<Event> const& events() const { return record_->events; }
  EventKind const& kind_of(Event const& event) const;
  bool is_of(Event const& event, std::string const& kind) const { return kind_of(event).name == kind; }
  /// Id of whom it happened to; "" for the world.
  std::string entity_of(Event const& event) const;
  /// The same as people write it.
  std::string name_of(Event const& event) const;
  /// What each driver added to the log hazard; empty if the kind has none.
  std::span<float const> contributions(Event const& event) const;
  /// Names of the drivers; empty if the catalogue knows none.
  std::vector<std::string> const& drivers() const { return drivers_; }

  /// A variable of one entity, months 0..months; empty if there is none of the name.
  std::span<double const> series(std::string const& variable, std::size_t entity = 0) const;
  /// An outcome; NaN if there is none of the name.
  double outcome(std::string const& name, std::size_t label = 0) const;
  /// Ids of a dimension; empty if there is none of the name.
  std::vector<std::string> labels(std::string const& dimension) const;
  /// A label as people write it.
  std::string long_name(std::string const& dimension, std::size_t label) const;

 private:
  Dimension const* find(std::string const& dimension) const;

  ResultSpec const* spec_;
  BlockRecord const* record_;
  Ties const* ties_;
  std::vector<std::string> drivers_;
};

}  // namespace detente
