#include "tools/detente/forms/experiment_help.hpp"

#include "models/levers.hpp"
#include "models/policy.hpp"

namespace detente {
namespace {

/// What stands in a lever that reacts, wherever one may.
std::vector<KeyHelp> rule_help() {
  std::vector<KeyHelp> const keys{
      {".base", "Its setting while no rule acts: a number or a dated path; today's if absent."},
      {".when", "Rules, asked at the start of every month; the first one in force acts."},
      {".when.[]", "One rule."},
      {".when.[].if",
       "When: comparisons of variables that can be recorded, as level[DISPUTE] >= 3, stability[self] < alarm or "
       "max(level) > 2, joined by and, or, not and parentheses."},
      {".when.[].where", "Numbers that the condition names."},
      {".when.[].set", "What the lever is set to."},
      {".when.[].for", "Months that it acts from the last in which the condition held; 1 if absent."}};
  std::vector<KeyHelp> table;
  for (LeverInfo const& lever : lever_table()) {
    for (std::string const place : {"policies.*.", "policies.from.*."}) {
      for (std::string const entity : {"", ".*"}) {
        for (KeyHelp const& key : keys)
          table.push_back({place + std::string(lever.name) + entity + key.path, key.text});
      }
    }
  }
  return table;
}

std::vector<KeyHelp> key_help() {
  std::vector<KeyHelp> table{
      {"region", "Who there is, and where everything stands today: a file, or its content written here."},
      {"region.status_quo", "Every lever with today's setting."},
      {"parameters", "The coefficients of the equations, with their evidence (`detente params` prints them)."},
      {"experiment", "What the result is called, how long it runs, and what decides its luck."},
      {"experiment.name", "The result goes to outputs/<name>/."},
      {"experiment.seed",
       "Fixes all luck: the same file gives the same result, bit for bit. Another one is other luck."},
      {"experiment.months", "Length of every run, from the start that the region names; 180 are 15 years."},
      {"experiment.precision", "double; or single, which is faster and keeps 7 digits, not 16; double if absent."},
      {"noise", "on; or off, the skeleton without chance, where every run is the same."},
      {"policies",
       "What the Union and its partners set. Every policy runs in every scenario, run by run in the same luck."},
      {"policies.from", "A file of named policies."},
      {"policies.use", "Those that are run; all that are named if absent."},
      {"policies.*",
       "A policy of your own. It names only the levers that it changes, each with a number, a dated path "
       "like {2028-01: 0.9}, a map by id, or rules by which it reacts; the others stay as today."},
      {"baseline", "The policy that the others are compared with; the first one if absent."},
      {"scenarios", "What happens to the region that nobody in it chooses."},
      {"scenarios.from", "A file of named scenarios."},
      {"scenarios.use", "Those that are run; all that are named if absent."},
      {"scenarios.*", "A scenario of your own."},
      {"scenarios.*.hold", "reference: the outside world stands still. Takes the place of war_path."},
      {"scenarios.*.war_path",
       "The war next door (in Ukraine, for the regions that come with the program), 1 being its worst year; a number "
       "or a dated path."},
      {"scenarios.*.us_hold",
       "engaged, transactional or disengaged, held throughout; without it the regime changes at "
       "random."},
      {"scenarios.*.capacity", "Factor on the effort of an outside actor; one for all, or by id."},
      {"scenarios.*.plans", "Factor on the countries' plans of spending."},
      {"scenarios.*.deployments", "Factor on the countries' peacekeepers."},
      {"scenarios.*.coproduction", "Factor on the money of joint ventures."},
      {"scenarios.*.appeal", "Added to the appeal of an arms supplier; one for all, or by id."},
      {"scenarios.*.shift",
       "Added to starting values, and to the anchors that hold them there; one for all, or by id."},
      {"scenarios.*.shift.oversight", "Oversight of defence."},
      {"scenarios.*.shift.capture", "State capture."},
      {"scenarios.*.shift.alignment", "Alignment with the Union."},
      {"scenarios.*.shift.trust", "Trust in the Union."},
      {"scenarios.*.shift.resilience", "Resilience to hybrid pressure."},
      {"scenarios.*.shift.fragmentation", "Fragmentation of authority."},
      {"scenarios.*.shift.stability", "Political stability."},
      {"scenarios.*.shift.quality", "Quality of roads and railways, by segment or corridor."},
      {"scenarios.*.shift.up_offset", "Readiness of a dispute to move up the ladder."},
      {"scenarios.*.shift.settlement", "1 settles a dispute, -1 undoes its agreement."},
      {"scenarios.*.shift.strength", "Persons of a mission at the start, by id; its mandate is the policy's."},
      {"scenarios.*.follow",
       "Paths that oversight and capture of countries go by in place of their equations, as {oversight: {COUNTRY: "
       "{2026-01: 0.6, 2030-01: 0.7}}}."},
      {"scenarios.*.parameters", "Other coefficients, as {drivers.shock.rate: 0.7}."},
      {"scenarios.*.region",
       "Other facts of the region, as {countries.COUNTRY.trust: 0.5}: another place, not another fate."},
      {"uncertainties", "What is not known, and is another in every sample (docs/uncertainty.md)."},
      {"uncertainties.from_evidence",
       "Beginnings of keys that move as their evidence says: groups or keys of the parameters, and region."},
      {"uncertainties.posterior", "A fit whose rows are drawn whole."},
      {"uncertainties.escalation", "A law of your own for one coefficient, for example."},
      {"uncertainties.escalation.b_ten", "By its key, as `detente params` prints it."},
      {"uncertainties.escalation.b_ten.distribution", "uniform, triangular or normal."},
      {"uncertainties.escalation.b_ten.min", "Least value; of a normal law the lower end of its middle 95 %."},
      {"uncertainties.escalation.b_ten.max", "Greatest value, or the upper end."},
      {"uncertainties.escalation.b_ten.mode", "Most likely value, of a triangular law alone."},
      {"uncertainties.escalation.b_ten.scale", "linear; or logarithmic, the law is then that of the logarithm."},
      {"uncertainties.correlations", "Numbers that are not known go together: pairs with their rank correlation."},
      {"uncertainties.correlations.[]", "One pair."},
      {"uncertainties.correlations.[].between", "Two keys of what is uncertain."},
      {"uncertainties.correlations.[].rank", "Spearman's correlation, between -1 and 1."},
      {"design", "How many runs, and how their samples are chosen (docs/experiments.md)."},
      {"design.type",
       "mc: each by chance. lhs, sobol: spread evenly, for means of what is uncertain. factorial: all combinations. "
       "list: "
       "from a file. morris, saltelli: which of the uncertain numbers matter."},
      {"design.samples", "Samples; a mean is known four times better with 16 times as many."},
      {"design.batch",
       "Of lhs and sobol: samples that are spread together; intervals rest on batches, so have 8 or more."},
      {"design.replications", "Rolls of the dice at each sample."},
      {"design.levels", "Of factorial: levels of each number, one for all or a list; of morris: of the grid, even."},
      {"design.trajectories", "Of morris, in place of samples."},
      {"design.base", "Of saltelli, in place of samples: base points, whole batches of a power of two."},
      {"design.from", "Of list, in place of samples: a CSV file, a column for each number, a row for each sample."},
      {"design.from.columns", "The same written here: keys of numbers, as `detente params` prints them."},
      {"design.from.columns.[]", "A key."},
      {"design.from.rows", "Values, a list for each sample."},
      {"design.from.rows.[]", "One sample."},
      {"stop", "When enough is known, before max_samples; the first check comes after design.samples."},
      {"stop.max_samples", "At the most."},
      {"stop.check_every", "Samples between checks: whole batches, and whole blocks of 256 runs."},
      {"stop.confidence", "Of the intervals that are judged; 0.95 if absent."},
      {"stop.until", "All of these have to be reached."},
      {"stop.until.[]", "One target, of every policy in every scenario."},
      {"stop.until.[].estimate", "mean; or probability, of an outcome that is 0 or 1."},
      {"stop.until.[].outcome", "An outcome, with its label if it has one."},
      {"stop.until.[].relative_to", "baseline: the difference to it, run by run."},
      {"stop.until.[].half_width", "How narrow the interval is to be, to either side."},
      {"stop.until.[].half_width.relative", "As a share of the mean; for a difference, of the baseline's mean."},
      {"stop.until.[].half_width.absolute", "In the unit of the outcome."},
      {"stop.until.[].min_events",
       "Of a probability: runs in which it happened, and in which it did not; 30 if absent."},
      {"analysis", "What `detente analyze` computes; nothing here changes the runs."},
      {"analysis.confidence", "Of all intervals; 0.95 if absent."},
      {"analysis.outcome", "What policies are ranked by, lower is better; crisis_cost if absent."},
      {"analysis.robustness", "Of mean, p95, cvar95 (mean of the worst 5 % of runs), minimax_regret, satisficing."},
      {"analysis.satisficing", "What is good enough."},
      {"analysis.satisficing.all", "Conditions on outcomes, as crisis_cost <= 2500, that all have to hold."},
      {"analysis.exceedance", "Outcomes whose curves P(X >= x) are drawn."},
      {"analysis.discover", "When does a policy fail?"},
      {"analysis.discover.[]", "One question."},
      {"analysis.discover.[].policy", "Of which policy."},
      {"analysis.discover.[].scenario", "In which scenario; may be left out where there is only one."},
      {"analysis.discover.[].fails", "What failure is, as crisis_cost > 9000."},
      {"record", "What is kept beside the outcomes, one number a run, which always are."},
      {"record.summary", "Means and quantiles over all runs, month by month: default, none, or a list of variables."},
      {"record.history", "Variables of the first runs, month by month."},
      {"record.history.variables", "A list, or all."},
      {"record.history.runs", "Of which runs."},
      {"record.history.runs.first", "A multiple of 256, or all."},
      {"record.history.precision", "single; or double, twice as large."},
      {"record.history.keep_bits",
       "Significant bits of single precision that are kept, 1 to 23, which makes files smaller; all if absent."},
      {"record.events", "Moves on the ladder with what drove them, agreements, shocks, elections, contracts, stances."},
      {"record.events.first", "Of so many runs, the first ones; or all."},
      {"record.part_runs",
       "Runs of an arm that are stored at once and are lost at most; a multiple of 256. Fewer for many processes."},
      {"on_run_failure", "What to do about runs that come to no result: an outcome that is no number."},
      {"on_run_failure.policy", "record: count them and leave them out in all arms; abort: stop at the first."},
      {"on_run_failure.abort_if_more_than", "Stop if they are more than this share of all runs."},
  };
  std::vector<KeyHelp> const rules = rule_help();
  table.insert(table.end(), rules.begin(), rules.end());
  return table;
}

}  // namespace

std::vector<KeyHelp> const& experiment_help() {
  static std::vector<KeyHelp> const table = key_help();
  return table;
}

}  // namespace detente
