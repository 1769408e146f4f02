"""Constants of one arm as NumPy arrays, entities in rows so that runs can stand in columns, and the small arithmetic that
all processes share."""
import math
import types

import numpy as np

from peer_world import DT, differ_in_nato, flows_of_situations, neighbours, shares_after_war


def rho(rate):
    """Share covered in a month at this rate [1/year]; also the probability of an event of this hazard."""
    return -math.expm1(-DT * rate)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def clip01(x):
    return np.minimum(np.maximum(x, 0), 1)


class Largest:
    """Largest weighted value by group: out[g] = max(0, max over its entries of weight values[entry])."""

    def __init__(self, groups):
        self.groups = len(groups)
        self.entries = [(g, k, weight) for g, own in enumerate(groups) for k, weight in own]

    def __call__(self, values):
        out = np.zeros((self.groups, values.shape[1]), values.dtype)
        for g, k, weight in self.entries:
            np.maximum(out[g], values[k] if weight == 1 else weight * values[k], out=out[g])
        return out


class World:
    """The arrays; the structure of the file itself stays in `file`."""

    def __init__(self, file, real):
        self.file, self.real, self.spaces = file, real, {}
        self.tiny = np.finfo(real).tiny
        self.base = self.parameters_of(file.base)
        self.parameters = self.parameters_of(file.parameters)
        self.status_quo = self.levers_of(file.status_quo)
        self.levers = [self.levers_of(levers) for levers in file.levers]
        self.set_countries()
        self.set_actors_and_suppliers()
        self.set_disputes_and_pairs()
        self.set_missions()
        self.set_network()

    def space(self, name, shape):
        """An array to work in, made once for every shape."""
        if (name, shape) not in self.spaces:
            self.spaces[name, shape] = np.empty(shape, self.real)
        return self.spaces[name, shape]

    def array(self, values):
        return np.array(values, self.real)

    def column(self, entities, name):
        return self.array([getattr(entity, name) for entity in entities]).reshape(len(entities), -1)

    def parameters_of(self, groups):
        """Numbers stay numbers, lists become arrays."""
        def convert(value):
            return self.array(value) if isinstance(value, list) else value
        return types.SimpleNamespace(**{
            group: types.SimpleNamespace(**{name: convert(value) for name, value in vars(names).items()})
            for group, names in vars(groups).items()})

    def levers_of(self, levers):
        return types.SimpleNamespace(**{
            name: self.array(value)[:, None] if isinstance(value, list) else value for name, value in vars(levers).items()})

    def set_countries(self):
        countries = self.file.countries
        for name in ("gdp", "growth", "nato", "nationalism", "early_election", "usual_crisis", "spending_share",
                     "equipment_share", "support"):
            setattr(self, name, self.column(countries, name))
        full = self.parameters.contributions.n_ref_per_million / 1e6
        self.full_deployment = full * self.column(countries, "population")
        self.relative_gdp = self.gdp * len(countries) / self.gdp.sum()
        self.stance_base = self.column(countries, "stance").T[:, :, None]
        self.appeal = self.column(countries, "appeal")[:, :, None]
        months = range(self.file.months)
        self.campaign_starts = [np.array([[c.campaign_starts[m]] for c in countries]) for m in months]
        self.plan = [self.array([[c.plan[m]] for c in countries]) for m in months]
        self.deployment = [self.array([[c.deployment[m]] for c in countries]) for m in months]
        self.coproduction = [self.array([[path[m] for path in c.coproduction] for c in countries])[:, :, None] for m in months]

    def set_actors_and_suppliers(self):
        file = self.file
        for name in ("adversity", "capacity", "capacity_factor", "distraction", "vacuum", "focus", "elsewhere"):
            setattr(self, name, self.column(file.actors, name)[:, :, None])
        self.value = self.column(file.actors, "value")[:, :, None]
        makers = [[supplier.adversary == e for supplier in file.suppliers] for e in range(len(file.actors))]
        traits = [[getattr(supplier, name) for supplier in file.suppliers]
                  for name in ("compat", "opacity", "western", "domestic")]
        self.supplier_traits = self.array(traits + makers)
        self.compat = self.array(traits[0])
        self.maker = np.array([supplier.adversary for supplier in file.suppliers])
        self.eu_supplier = self.array([[supplier.eu] for supplier in file.suppliers])

    def set_disputes_and_pairs(self):
        disputes, pairs = self.file.disputes, self.file.pairs
        for name in ("weight", "usual_level", "usual_recency", "escalation_cost"):
            setattr(self, name, self.column(disputes, name))
        self.up_offset = self.column(disputes, "up_offset")
        self.party_weight = self.column(disputes, "party_weight")
        is_party = (self.party_weight > 0).astype(self.real)
        self.mean_over_disputes = (is_party / np.maximum(is_party.sum(axis=0), 1)).T
        self.split = np.array([[differ_in_nato(self.file, dispute)] for dispute in disputes])
        near = neighbours(self.file)
        self.near = self.array([[other in near[d] for other in range(len(disputes))] for d in range(len(disputes))])
        countries = range(len(self.file.countries))
        self.worst_exposure = Largest(
            [[(d, dispute.exposure[i]) for d, dispute in enumerate(disputes) if dispute.exposure[i] > 0] for i in countries])
        self.largest_of_parties = Largest(
            [[(d, 1.0) for d, dispute in enumerate(disputes) if dispute.party_weight[i] > 0] for i in countries])
        self.parties = [[i for i in countries if dispute.party_weight[i] > 0] for dispute in disputes]
        self.pair_of_dispute = np.array([dispute.pair for dispute in disputes])
        self.dispute_of_pair = np.array([pair.dispute for pair in pairs])
        self.first = np.array([pair.first for pair in pairs])
        self.second = np.array([pair.second for pair in pairs])
        self.rivalry = self.array(np.zeros((len(countries), 2 * len(pairs))))  # [country, pair as seen by either side]
        for q, pair in enumerate(pairs):
            self.rivalry[pair.first, q] = pair.rivalry_of_first
            self.rivalry[pair.second, len(pairs) + q] = pair.rivalry_of_second

    def set_missions(self):
        missions = self.file.missions
        for name in ("reserve", "mandate", "cost_per_person_year", "surge_cost_per_person_year"):
            setattr(self, name, self.column(missions, name))
        self.mission_start = self.column(missions, "strength")
        self.thousands = self.column(missions, "people") / 1000
        self.payer_share = self.column(missions, "payer_share")
        self.of_nato = np.array([[mission.authority == "nato"] for mission in missions])
        disputes = range(len(self.file.disputes))
        self.stationed = self.array([[d in mission.disputes for mission in missions] for d in disputes])
        self.mission_level = Largest([[(d, 1.0) for d in mission.disputes] for mission in missions])
        troops = self.parameters.missions.legacy_troops_per_1000
        part = shares_after_war(self.file)
        self.force_after_war = Largest(
            [[(d, part[m, d] * troops * mission.people / 1000) for d in mission.disputes]
             for m, mission in enumerate(missions)])

    def set_network(self):
        file, segments = self.file, self.file.segments
        for name in ("km", "capacity", "wait"):
            setattr(self, "segment_" + name, self.column(segments, name))
        # Outside the region: the row after the last country.
        self.segment_country = np.array([s.country if s.country >= 0 else len(file.countries) for s in segments])
        self.segments_in = self.array([[s.country == i for s in segments] for i in range(len(file.countries))])
        self.segment_cost = self.segment_km * file.cost_per_km
        self.on_corridor = self.array([[c in s.corridors for s in segments] for c in range(len(file.corridors))])
        self.borders = max(sum(s.wait > 0 for s in segments), 1)
        capacity_km = (self.segments_in.sum(axis=0)[:, None] * self.segment_capacity * self.segment_km)
        self.capacity_km_of = self.segments_in @ capacity_km / max(capacity_km.sum(), self.tiny)  # share, by country
        # Many situations share a cut: each is summed once.
        self.cuts = sorted({tuple(cut) for cuts in file.network.flows for cut in cuts})
        self.cuts_of = [[self.cuts.index(tuple(cut)) for cut in cuts] for cuts in file.network.flows]
        self.situations = flows_of_situations(file.network)
