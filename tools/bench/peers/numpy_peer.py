"""The model as a skilled modeller would write it with NumPy: vectorised over runs and over entities, a month at a time.

    python3 numpy_peer.py WORLD.json --runs N --months T --seed S [--single] [--noise off] [--trace]

Prints JSON: seconds of the stepping alone, nanoseconds a run and month, outcomes as [mean, standard error]. WORLD.json is
what bench_world prints. All processes, derived quantities and costs of docs/model.md; events, histories and summaries are
left out, and these outcomes: first_at_4, first_at_5, episodes_at_2 .. episodes_at_5, episodes, episode_months,
episode_peak, spells_at_2, spell_months, spell_peak, settlements, breakdowns, relapse_24, relapse_60, months_to_deescalate,
surge, months_to_surge, surge_met, throughput_without, quality_per_meur, end.<x>, alignment_spread, trust_spread.
"""
import os

for library in ("OPENBLAS", "MKL", "OMP", "BLIS"):  # one core, as the kernel beside it
    os.environ.setdefault(library + "_NUM_THREADS", "1")

import ctypes
import types

import numpy as np

from numpy_conditions import cost_predictor, derive, rates
from numpy_cost import month_cost
from numpy_outcomes import Outcomes
from numpy_processes import Luck, start_stances, step
from numpy_reference import Reference
from numpy_world import World, sigmoid
from peer_command import COST, STATE, Clock, Trace, checked, columns_of, options, report
from peer_world import labels_of


class Ensemble:
    """One arm, advanced a block of runs at a time."""

    def __init__(self, file, real, months, has_noise):
        self.w = World(file, real)
        self.reference = Reference(self.w)
        self.months, self.has_noise = months, has_noise

    def derive(self, state, levers):
        w, p = self.w, self.w.parameters
        derived = derive(w, p, state, levers, usual=w.file.held and not self.has_noise)
        predictor = self.reference.cost_anchor + cost_predictor(w, p.escalation, state, derived)
        derived.perceived_cost = sigmoid(predictor)  # (E2)
        rates(w, p, state, derived, self.reference.view)
        return derived

    def run(self, runs, generator, trace=None):
        w = self.w
        state = types.SimpleNamespace(**{
            name: np.repeat(values, runs, axis=-1) for name, values in vars(self.reference.start).items()})
        start_stances(w, generator, state, runs)
        luck = Luck(w, generator, runs)
        outcomes = Outcomes(w, self.reference, self.months, runs)
        derived = self.derive(state, w.levers[0])
        add_to(trace, state, derived, None)
        for month in range(self.months):
            luck.begin_month()
            following = step(w, self.reference, state, derived, w.levers[month], month, luck, self.has_noise)
            cost = month_cost(w, self.reference, state, derived, w.levers[month], following)
            outcomes.observe(month, state, derived, w.levers[month], following, cost)
            state = following
            derived = self.derive(state, w.levers[month + 1])
            add_to(trace, state, derived, cost)
        return outcomes.finish()


def add_to(trace, state, derived, cost):
    if trace is None:
        return

    def value(where, name):
        if where == COST:
            return [None] * 11 if cost is None and name == "eu" else [None] if cost is None else values(cost, name)
        return values(state if where == STATE else derived, name)

    def values(holder, name):
        return np.asarray(getattr(holder, name), float).ravel().tolist()
    trace.add(value)


def statistics(blocks, labels):
    """Mean and standard error of every column over the runs of all blocks."""
    result = {}
    for name, (_, dimensions) in blocks[0].items():
        values = np.concatenate([np.atleast_2d(block[name][0]) for block in blocks], axis=1)
        runs = values.shape[1]
        mean = values.mean(axis=1)
        error = values.std(axis=1, ddof=1) / runs**0.5 if runs > 1 else np.full_like(mean, np.nan)
        for column, *pair in zip(columns_of(name, dimensions, labels), mean.tolist(), error.tolist()):
            result[column] = pair
    return result


def keep_freed_memory():
    """Temporary arrays come from pages that stay, not from fresh ones each time: a third faster (glibc alone)."""
    trim_threshold, mmap_threshold = -1, -3
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(trim_threshold, 2**30)
        mallopt(mmap_threshold, 2**25)


def main():
    keep_freed_memory()
    parser = options()
    parser.add_argument("--block", type=int, default=4096, help="runs that advance together")
    chosen, file = checked(parser)
    has_noise = chosen.noise == "on"
    labels = labels_of(file, chosen.months)
    trace = Trace(labels) if chosen.trace else None
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        ensemble = Ensemble(file, np.float32 if chosen.single else np.float64, chosen.months, has_noise)
        generator = np.random.Generator(np.random.Philox(chosen.seed)) if has_noise else None
        clock = Clock()
        clock.go_on()
        blocks = [ensemble.run(min(chosen.block, chosen.runs - first), generator, trace)
                  for first in range(0, chosen.runs, chosen.block)]
        clock.pause()
    report(chosen, clock, statistics(blocks, labels), trace)


if __name__ == "__main__":
    main()
