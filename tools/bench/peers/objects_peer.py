"""The model as agents in plain Python, one class per kind with step and advance, as in a Mesa model; no NumPy.

    python3 objects_peer.py WORLD.json --runs N --months T --seed S [--noise off] [--trace]

Prints JSON: seconds of the stepping alone, nanoseconds a run and month, outcomes as [mean, standard error]. WORLD.json is
what bench_world prints. All processes, derived quantities and costs of docs/model.md; events, histories and summaries are
left out, and these outcomes: first_at_4, first_at_5, episodes_at_2 .. episodes_at_5, episodes, episode_months,
episode_peak, spells_at_2, spell_months, spell_peak, settlements, breakdowns, relapse_24, relapse_60, months_to_deescalate,
surge, months_to_surge, surge_met, throughput_without, quality_per_meur, end.<x>, alignment_spread, trust_spread.
"""
import math

from objects_model import Model
from objects_outcomes import Outcomes
from peer_command import COST, STATE, Clock, Trace, checked, columns_of, options, report
from peer_world import labels_of

OWNERS = {"country": "countries", "adversary": "actors", "pair": "pairs", "dispute": "disputes", "mission": "missions",
          "segment": "segments"}


def add_to(trace, model, ledger):
    """A row of the trace, gathered from the agents."""
    def value(where, name):
        if where == COST:
            return [None] * (11 if name == "eu" else 1) if ledger is None else flat(getattr(ledger, name))
        if where != STATE or name not in ("pressure", "dependence"):
            for owner in (model.world, model.network):
                if hasattr(owner, name):
                    return flat(getattr(owner, name))
        kinds = [model.actors] if where == STATE and name in ("pressure", "dependence") else [
            model.countries, model.disputes, model.pairs, model.missions, model.segments]
        agents = next(kind for kind in kinds if hasattr(kind[0], name))
        return [entry for agent in agents for entry in flat(getattr(agent, name))]

    def flat(entry):
        return list(entry) if isinstance(entry, list) else [entry]
    trace.add(value)


def one_run(model, months, clock, trace=None):
    model.begin_run()
    outcomes = Outcomes(model, months)
    if trace:
        add_to(trace, model, None)
    clock.go_on()
    for _ in range(months):
        outcomes.observe_start()
        ledger = model.step()
        outcomes.observe_end(ledger)
        model.end_month()
        if trace:
            add_to(trace, model, ledger)
    clock.pause()
    return outcomes.finish()


def statistics(runs, labels):
    """Mean and standard error of every column over the runs."""
    result = {}
    for name, (entries, dimensions) in runs[0].items():
        for entity, column in enumerate(columns_of(name, dimensions, labels)):
            values = [run[name][0][entity] for run in runs]
            mean = math.fsum(values) / len(values)
            squares = math.fsum((value - mean) ** 2 for value in values)
            error = math.sqrt(squares / (len(values) - 1) / len(values)) if len(values) > 1 else math.nan
            result[column] = (mean, error)
    return result


def main():
    parser = options()
    chosen, file = checked(parser)
    if chosen.single:
        parser.error("--single: Python's floats are double")
    labels = labels_of(file, chosen.months)
    trace = Trace(labels) if chosen.trace else None
    model = Model(file, chosen.seed, has_noise=chosen.noise == "on")
    clock = Clock()
    runs = [one_run(model, chosen.months, clock, trace) for _ in range(chosen.runs)]
    report(chosen, clock, statistics(runs, labels), trace)


if __name__ == "__main__":
    main()
