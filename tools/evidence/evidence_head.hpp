#pragma once

#include "engine/run/outcome_table.hpp"
#include "engine/statistics/estimate.hpp"
#include "models/experiment.hpp"
#include "tools/kernel/target.hpp"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <optional>
#include <string>

namespace detente {

/// How evidence is computed; nothing here changes it.
struct EvidenceWork {
  int threads = 0;               // 0: as many as the machine has
  std::optional<Target> target;  // none: the best that the machine runs
  std::function<void(Progress const&)> progress = {};
  std::function<bool()> should_stop = {};
};

/// A computation was stopped before its end.
struct EvidenceStopped {};

/// The outcomes of an experiment as it stands, in memory. Throws EvidenceStopped.
OutcomeTable outcomes_of(Experiment const& experiment, EvidenceWork const& work);

/// What every file of evidence begins with: what it is, of which region and revision, made where and by which command.
nlohmann::ordered_json evidence_head(std::string const& kind, std::string const& command, Experiment const& experiment);

/// The region of an experiment by the name that its file gives it. What is found about one region says nothing of
/// another, so evidence carries this name. A change of numbers leaves it alone: that is the fingerprint's business.
std::string const& region_name(Experiment const& experiment);

/// The region that evidence names; empty where it names none, as before files did.
std::string named_region(nlohmann::ordered_json const& evidence);

/// "of the region Western Balkans", or "of an unnamed region".
std::string of_region(nlohmann::ordered_json const& evidence);

/// The first line of evidence as text: "Evidence of the region Western Balkans\n".
std::string region_line(nlohmann::ordered_json const& evidence);

/// A number that changes when the configuration in use does: 16 hexadecimal digits.
std::string fingerprint(Experiment const& experiment);

/// {value, lower, upper, n}; null for what is not known.
nlohmann::ordered_json as_json(Estimate const& estimate);

}  // namespace detente
