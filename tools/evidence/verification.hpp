#pragma once

#include "tools/evidence/checks/check_row.hpp"
#include "tools/evidence/evidence_head.hpp"

namespace detente {

/// What the checks are made on, and how much of each.
struct Verification {
  Experiment const& experiment;  // under its default coefficients
  Uncertainty const& extremes;   // whose ends the check of bounds goes to
  std::int64_t samples = 120;    // extreme ones
  std::int64_t first_sample = 0;
};

/// A limit in which the solution is known by other means.
struct KnownLimit {
  std::string name;   // "relax", as in --only
  std::string title;  // "index chains against their exact law"
  std::vector<CheckRow> (*check)(Verification const& verification);
};

/// All of them, in the order of the report.
std::vector<KnownLimit> const& known_limits();

/// The rows of a check under its title, at most 80 columns wide.
std::string verification_text(KnownLimit const& limit, std::vector<CheckRow> const& rows);
nlohmann::ordered_json as_json(CheckRow const& row);
/// "44 checks: 43 agree, 1 differs".
std::string verification_summary(std::vector<CheckRow> const& rows);

}  // namespace detente
