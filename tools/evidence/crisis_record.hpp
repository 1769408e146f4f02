#pragma once

#include "engine/core/calendar.hpp"
#include "models/region.hpp"
#include "tools/evidence/level_spells.hpp"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace detente {

/// Level from which a crisis is an episode of the record: what the record is complete in.
inline constexpr int recorded_level = 2;

/// Crises as they were, by dispute of a region, over some months.
struct CrisisRecord {
  struct LeftOut {
    std::string id, dispute, reason;
  };

  YearMonth first;
  int months = 0;
  /// By dispute of the region: spells at level 2 or more in order of time, months counted from `first`. Episodes that
  /// overlap or follow without a month between are one spell with the larger peak, as they would be in the model.
  std::vector<std::vector<LevelSpell>> spells;
  std::vector<LeftOut> left_out;  // rows of the window that stand for no dispute of the region
  YearMonth last_of_file = {};    // the last month of any row
};

/// Reads episodes that touch the window from a CSV file (RFC 4180) with a head line and the columns
///   id, dispute                     names
///   start_month, end_month          YYYY-MM, both inside the episode
///   peak_level                      1..5; episodes that peak at 1 are read and dropped
///   model_dispute                   the dispute of the region that the row stands for; empty: left out, and then
///   exclusion                       says why (else it is empty)
/// Other columns are not read. Without a column model_dispute, `codes` of another record (dispute_codes) say which
/// dispute a row stands for. Throws ConfigError with all faults and their places, IoError if the file cannot be read.
CrisisRecord read_crisis_record(std::string const& file, Region const& region, YearMonth first, int months,
                                std::vector<std::pair<std::string, std::string>> const& codes = {});

/// The file of a record as it can be opened, whose name stands in a configuration in `folder`; a file that is not there
/// is reported at its place.
std::string read_record_file(ConfigNode const& node, std::string const& folder);

/// What each code of a record's column `dispute` stands for, where its rows agree: (code, dispute of the region, empty
/// if left out).
std::vector<std::pair<std::string, std::string>> dispute_codes(std::string const& file);

/// A record of the same form as a run of the model would leave: the first `months` months lived on a path of levels
/// that begins with the level at the start.
std::vector<LevelSpell> spells_of_path(std::span<float const> path, int months);

}  // namespace detente
