#include "models/events.hpp"

namespace detente {

std::vector<EventKind> event_kinds() {
  return {
      {"move", "a dispute moves on the ladder", "dispute", "level", true},
      {"settlement", "a dispute is settled", "dispute", "agreement holds", true},
      {"breakdown", "an agreement fails; a contribution of `level` alone: violence ended it", "dispute",
       "agreement holds", true},
      {"regime", "US engagement changes", "", "regime: 0 engaged, 1 transactional, 2 disengaged", false},
      {"shock", "a shock arrives", "", "shocks felt before and after", false},
      {"election", "a campaign starts", "country", "from: 0 by the calendar, 1 early; to: 1", false},
      {"contract", "a government changes its main arms supplier", "country", "position in the coordinate supplier",
       false},
      {"surge", "a mission is reinforced (to above from) or the reinforcement is over (to 0)", "mission",
       "persons called from the reserve", false},
      {"stance", "a government changes its stance", "country", "stance: 0 cooperate, 1 hedge, 2 defy", false},
  };
}

std::vector<std::string> driver_names() {
  return {"base",     "offset",    "tension",  "pressure",   "perceived_cost", "governance",       "recency",
          "campaign", "contagion", "missions", "settlement", "mediation",      "interoperability", "cooperation",
          "reward",   "defiance",  "level"};
}

}  // namespace detente
