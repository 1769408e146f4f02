#pragma once

#include "tools/evidence/evidence_head.hpp"
#include "tools/search/tuning_file.hpp"

namespace detente {

/// The search as boxes and objectives. Every point runs the same samples in the same luck: those of the experiment. Its
/// `evaluate` throws EvidenceStopped. `tuning` must outlive it.
SearchProblem problem_of(Tuning const& tuning, std::function<EvidenceWork()> work);

/// What changes when the search does, whatever its budget, its generations and the final runs: 16 hexadecimal digits.
std::string search_fingerprint(Tuning const& tuning);

/// Points of the search that are judged on fresh runs: those that no other dominates, but not the policy as
/// it stood; at most as many as `final.points`, in the order of the first objective.
std::vector<SearchPoint> front_points(Tuning const& tuning, SearchState const& state);

/// How many points no other dominates.
std::size_t front_size(SearchState const& state);

/// "tuned_01", ...: what a point of the front is called, from 0.
std::string point_name(std::size_t at, std::size_t count);

/// Judges the front, the policy searched and those it is compared with on fresh runs in the same luck (docs/tuning.md):
/// estimates with intervals, changes to the policy searched, what dominates what, what is within noise of what, and how
/// much better than now the search had thought each point to be. Throws EvidenceStopped.
nlohmann::ordered_json tuning_result(Tuning const& tuning, SearchState const& state,
                                     std::function<EvidenceWork()> const& work);

/// A number of a result in texts: three digits, or all before the point if these are more; "-" for what is not known.
std::string shown(nlohmann::ordered_json const& number);
/// A text of a result; throws if it is none.
std::string text_of(nlohmann::ordered_json const& json);

/// The result as text, at most 80 columns wide.
std::string tuning_text(nlohmann::ordered_json const& result);

/// The policies of a result as a file (schema detente/policies@1): those compared, and the points of the front with a
/// comment on what each came to. `command` made it.
std::string policies_text(Tuning const& tuning, nlohmann::ordered_json const& result, std::string const& command);

/// The experiment that repeats the final runs with `policies_file`, relative to its own folder (schema
/// detente/experiment@1).
std::string experiment_text(Tuning const& tuning, nlohmann::ordered_json const& result,
                            std::string const& policies_file);

/// A search that was begun, as JSON and back; the same to the bit.
nlohmann::ordered_json as_json(SearchState const& state);
SearchState search_state(nlohmann::ordered_json const& json);

}  // namespace detente
