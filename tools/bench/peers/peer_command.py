"""What the two peers share as programs: options, names of columns, the JSON they print."""
import argparse
import json
import math
import time

from peer_world import labels_of, read_world

# Variables of a trace: name, where it is kept, its name there, its dimensions. Those of results, in their order.
STATE = "state"
DERIVED = "derived"
COST = "cost"
VARIABLES = [
    *[(name, STATE, name, ()) for name in
      ("us_regime", "us_attention", "war_intensity", "shock", "eu_bandwidth", "crossings")],
    *[(name, STATE, name, ("country",)) for name in
      ("cooperate", "hedge", "defy", "oversight", "capture", "alignment", "trust", "access", "resilience",
       "fragmentation", "stability", "campaign", "spending", "contract", "peacekeepers", "experience", "propensity")],
    ("stock", STATE, "stock", ("country", "supplier")),
    ("industry", STATE, "industry", ("country", "product")),
    ("pressure", STATE, "pressure", ("adversary", "country")),
    ("dependence", STATE, "dependence", ("adversary", "country")),
    ("mistrust", STATE, "mistrust", ("pair",)),
    *[(name, STATE, name, ("dispute",)) for name in ("tension", "level", "recency", "settlement")],
    *[(name, STATE, name, ("mission",)) for name in ("strength", "legacy")],
    ("quality", STATE, "quality", ("segment",)),
    *[(name, DERIVED, here, ("country",)) for name, here in
      (("governance", "governance"), ("leak", "leakage"), ("leak_eu", "leakage_eu"),
       ("infoleak", "information_leakage"), ("total_pressure", "pressure"), ("total_dependence", "dependence"),
       ("interoperability", "interoperability"), ("western_share", "western_share"), ("eligibility", "eligibility"),
       ("gap", "gap"), ("reward", "reward"), ("crisis_load", "crisis_load"), ("closure", "closure"))],
    *[(name, DERIVED, name, ("dispute",)) for name in
      ("presence", "effort", "perceived_cost", "up_rate", "down_rate", "settle_rate", "unsettle_rate")],
    ("throughput", DERIVED, "throughput", ()),
    ("throughput_without", DERIVED, "throughput_without", ("closed",)),
    *[(name, DERIVED, name, ()) for name in ("robust_throughput", "redundancy", "transit_hours", "border_wait")],
    ("crisis_cost", COST, "crisis", ()),
    ("cost", COST, "eu", ("component",)),
]


def columns_of(name, dimensions, labels):
    """name.label.label, the last dimension fastest."""
    names = [name]
    for dimension in dimensions:
        names = [f"{start}.{label}" for start in names for label in labels[dimension]]
    return names


class Trace:
    """Every variable of one run, month by month. A row is the state at a month's start and what follows from it, with
    the cost of the month that ended there (none in the first row)."""

    def __init__(self, labels):
        self.columns = [column for name, _, _, dimensions in VARIABLES for column in columns_of(name, dimensions, labels)]
        self.rows = []

    def add(self, value):
        """`value(where, name)` gives the numbers of a variable in the order of its columns."""
        self.rows.append([number for _, where, name, _ in VARIABLES for number in value(where, name)])


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("world", help="the JSON of bench_world")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--months", type=int, help="default: those of the world file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--single", action="store_true", help="single precision, where the peer knows one")
    parser.add_argument("--noise", choices=("on", "off"), default="on")
    parser.add_argument("--trace", action="store_true", help="one run month by month; noise must be off")
    return parser


def checked(parser):
    """The options and the world, or an end with the parser's message."""
    chosen = parser.parse_args()
    world = read_world(chosen.world)
    chosen.months = chosen.months or world.months
    if not 0 < chosen.months <= world.months:
        parser.error(f"--months {chosen.months} (the world file has 1 to {world.months})")
    if chosen.runs < 1:
        parser.error(f"--runs {chosen.runs} (at least 1)")
    if chosen.trace and (chosen.noise == "on" or chosen.runs > 1):
        parser.error("--trace is of one run with --noise off")
    return chosen, world


class Clock:
    """Wall-clock time between go_on and pause, and beside it processor time, which the load of others hardly touches."""

    def __init__(self):
        self.wall = self.processor = 0.0

    def go_on(self):
        self.since = time.perf_counter(), time.process_time()

    def pause(self):
        self.wall += time.perf_counter() - self.since[0]
        self.processor += time.process_time() - self.since[1]


def report(chosen, clock, outcomes, trace):
    """`outcomes` are {name: (mean, standard error)}; None stands for what is no number."""
    result = {"runs": chosen.runs, "months": chosen.months, "seconds": clock.wall, "cpu_seconds": clock.processor,
              "ns_per_run_month": 1e9 * clock.wall / (chosen.runs * chosen.months),
              "outcomes": {name: [number if math.isfinite(number) else None for number in pair]
                           for name, pair in outcomes.items()}}
    if trace:
        result["columns"] = trace.columns
        result["rows"] = trace.rows
    print(json.dumps(result))
