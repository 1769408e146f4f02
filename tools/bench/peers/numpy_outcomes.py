"""Outcomes: one number a run, or one per dispute, country .. where named. Sums over months are in double precision."""
import math

import numpy as np

from numpy_economy import spending_meur
from peer_world import CRISIS_COMPONENTS, DT

MEANS = [  # name, of the state or of what follows from it, name there
    *[(name, "state", name) for name in ("oversight", "capture", "alignment", "trust", "access", "resilience",
                                         "fragmentation", "stability", "spending", "mistrust", "tension")],
    *[(name, "derived", here) for name, here in (
        ("g", "governance"), ("pressure", "pressure"), ("dependence", "dependence"),
        ("interoperability", "interoperability"), ("western_share", "western_share"), ("leak", "leakage"),
        ("leak_eu", "leakage_eu"), ("infoleak", "information_leakage"), ("perceived_cost", "perceived_cost"))]]
WORLD_MEANS = [("throughput", "derived", "throughput"), ("robust_throughput", "derived", "robust_throughput"),
               ("redundancy", "derived", "redundancy"), ("transit_hours", "derived", "transit_hours"),
               ("border_wait", "derived", "border_wait"), ("mean.eu_bandwidth", "state", "eu_bandwidth"),
               ("mean.crossings", "state", "crossings")]
LEAST_WAR = 0.01


class Outcomes:
    def __init__(self, w, reference, months, runs):
        self.w, self.reference, self.months = w, reference, months
        disputes, countries = len(w.file.disputes), len(w.file.countries)
        double = lambda *shape: np.zeros((*shape, runs))
        self.component, self.payer = double(CRISIS_COMPONENTS), double(3)
        self.by_dispute, self.by_country = double(disputes), double(countries)
        self.year = double((months + 11) // 12)
        self.crisis, self.policy, self.asset, self.output, self.ammunition_output = double(5)
        self.peacekeeper_years, self.ukraine_support, self.spending_meur = double(3)
        sizes = {"mistrust": len(w.file.pairs), "tension": disputes, "perceived_cost": disputes}
        self.means = {name: double(sizes.get(name, countries)) for name, _, _ in MEANS}
        self.means.update({name: double() for name, _, _ in WORLD_MEANS})
        self.stance = double(3)
        self.throughput_min = np.full(runs, np.inf)
        self.peak, self.months_at_2, self.months_at_3, self.settled = (double(disputes) for _ in range(4))
        self.ammunition = w.array([[product in ("ammunition", "propellant")] for product in w.file.products])

    def observe(self, month, s, d, l, nxt, cost):
        discount = math.exp(-self.w.parameters.cost.discount_rate * DT * month)
        self.component += discount * cost.eu[:CRISIS_COMPONENTS]
        self.payer += discount * cost.part[:CRISIS_COMPONENTS].sum(axis=0)
        crisis = discount * cost.crisis
        self.crisis += crisis
        self.year[month // 12] += crisis
        self.policy += discount * cost.eu[CRISIS_COMPONENTS]
        self.by_dispute += discount * cost.by_dispute
        self.by_country += discount * cost.by_country
        self.observe_assets(discount, s, d)
        self.observe_means(s, d)
        np.maximum(self.peak, nxt.level, out=self.peak)
        self.months_at_2 += nxt.level >= 2
        self.months_at_3 += nxt.level >= 3
        self.settled += nxt.settlement

    def observe_assets(self, discount, s, d):
        """At the shadow prices."""
        w, start, prices = self.w, self.reference, self.w.parameters.shadow_prices
        usable = d.interoperability * s.alignment
        output = (s.industry.sum(axis=1) * usable).sum(axis=0)
        ammunition = ((s.industry * self.ammunition).sum(axis=1) * usable).sum(axis=0)
        peacekeepers = s.peacekeepers.sum(axis=0)
        war = s.war_intensity / np.maximum(start.state.war_intensity, LEAST_WAR)
        will = s.alignment / np.maximum(start.state.alignment, LEAST_WAR)
        support = (w.support * will * s.spending).sum(axis=0) * war
        phi0 = start.derived.throughput
        throughput = np.where(phi0 > 0, d.throughput / np.maximum(phi0, w.tiny), 0)
        self.asset += discount / 12 * (prices.output * output + prices.throughput * throughput
                                       + prices.peacekeeper_year * peacekeepers + prices.support * support)
        self.output += output
        self.ammunition_output += ammunition
        self.peacekeeper_years += peacekeepers / 12
        self.ukraine_support += support / 12

    def observe_means(self, s, d):
        for name, where, here in MEANS + WORLD_MEANS:
            self.means[name] += getattr(s if where == "state" else d, here)
        self.spending_meur += spending_meur(self.w, s, 0).sum(axis=0)
        self.stance += np.stack([s.cooperate, s.hedge, s.defy]).sum(axis=1)
        np.minimum(self.throughput_min, d.throughput, out=self.throughput_min)

    def finish(self):
        """{name: ([entity, run] or [run], dimensions)}"""
        months, countries = self.months, len(self.w.file.countries)
        none, dispute = (), ("dispute",)
        dimension = {"mistrust": ("pair",), "tension": dispute, "perceived_cost": dispute}
        return {
            "crisis_cost": (self.crisis, none), "policy_cost": (self.policy, none), "asset_value": (self.asset, none),
            "net_position": (self.asset - self.crisis, none),
            "crisis_cost.component": (np.concatenate([self.component, self.policy[None]]), ("component",)),
            "crisis_cost.dispute": (self.by_dispute, dispute), "crisis_cost.country": (self.by_country, ("country",)),
            "crisis_cost.year": (self.year, ("year",)), "cost.payer": (self.payer, ("payer",)),
            "usable_output": (self.output / months, none), "usable_ammunition": (self.ammunition_output / months, none),
            "peacekeeper_years": (self.peacekeeper_years, none), "ukraine_support": (self.ukraine_support, none),
            "peak_level": (self.peak, dispute), "months_at_2": (self.months_at_2, dispute),
            "months_at_3": (self.months_at_3, dispute), "settled": (self.settled / months, dispute),
            "open_conflict": ((self.peak >= 5).any(axis=0).astype(float), none),
            "throughput_min": (self.throughput_min, none),
            **{name: (self.means[name] / months, none) for name, _, _ in WORLD_MEANS},
            **{"mean." + name: (self.means[name] / months, dimension.get(name, ("country",))) for name, _, _ in MEANS},
            "mean.spending_meur": (self.spending_meur / months, none),
            "stance_share": (self.stance / (months * countries), ("stance",))}
