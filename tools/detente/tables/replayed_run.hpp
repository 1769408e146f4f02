#pragma once

#include "tools/detente/tables/opened_result.hpp"
#include "tools/explain/run_view.hpp"
#include "tools/kernel/target.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace detente {

/// Which run of an output is wanted. An empty scenario means the only one.
struct WantedRun {
  std::string policy, scenario;
  std::int64_t run = 0;
};

/// The arm of a wanted run. Throws UsageError with the nearest name, the scenarios to choose from, or the runs there
/// are.
int arm_of(ResultSpec const& spec, WantedRun const& wanted);

/// Computes one run of an arm again, bit for bit, with every variable and every event. From then on `source` has a
/// recording of everything.
BlockRecord replay_run(OpenedResult& source, int arm, std::int64_t run, std::optional<Target> target);

/// Who stands behind the disputes of a region.
Ties ties_of(Region const& region);

/// Whether a run is the one of the result; true too where there is none to compare with.
bool agrees_with_result(OpenedResult const& source, BlockRecord const& record);

/// What is said where nothing is wrong.
enum class Agreement { said, silent };

/// Says, on standard error, whether a run is the one of the result; true unless it is another.
bool compare_with_result(OpenedResult const& source, BlockRecord const& record, Agreement agreement);

}  // namespace detente
