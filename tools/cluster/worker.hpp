#pragma once

#include "tools/cluster/rank_crew.hpp"

namespace detente {

/// What a rank does that does not lead: computes its share of an assignment, if one comes, says nothing, and gives back
/// the exit code of all.
int serve(RankCrew& crew);

}  // namespace detente
