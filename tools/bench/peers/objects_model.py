"""The agents of one arm and their month: all step on the same start, then all advance."""
import copy
import math
import random

from objects_arithmetic import chosen, clip01
from objects_cost import Before, Ledger
from objects_country import Country
from objects_disputes import Dispute, Mission, Pair
from objects_network import Network, Segment
from objects_world import Actor, OutsideWorld


class Model:
    def __init__(self, file, seed, has_noise):
        self.file, self.random, self.has_noise = file, random.Random(seed), has_noise
        self.held, self.month = file.held, 0
        self.feels_usual = file.held and not has_noise
        self.suppliers = file.suppliers
        self.make_agents(file)
        self.take_reference(file)

    def normal(self):
        return self.random.gauss(0, 1) if self.has_noise else 0.0

    def uniform(self):
        return self.random.random() if self.has_noise else 1.0

    def make_agents(self, file):
        def each(kind, entities):
            agents = [kind(self, entity) for entity in entities]
            for index, agent in enumerate(agents):
                agent.index = index
            return agents
        self.world = OutsideWorld(self, file)
        self.countries = each(Country, file.countries)
        self.actors = each(Actor, file.actors)
        self.disputes = each(Dispute, file.disputes)
        self.pairs = each(Pair, file.pairs)
        self.missions = each(Mission, file.missions)
        self.segments = each(Segment, file.segments)
        self.network = Network(self, file.network)
        self.agents = [self.world, *self.countries, *self.actors, *self.disputes, *self.pairs, *self.missions,
                       *self.segments]

    def take_reference(self, file):
        """Every agent stands at the reference and remembers it; then the start is set."""
        self.p, self.levers = file.base, file.status_quo
        for agent in (*self.countries, *self.disputes, *self.missions, *self.segments):
            agent.at_file()
        self.world.at_reference()
        self.derive(usual=True)
        for country in self.countries:
            country.access = country.offer * country.eligibility  # (0d)
        self.derive(usual=True)
        for agent in (*self.countries, *self.actors, *self.disputes, *self.pairs, self.network):
            agent.at_reference()
        self.set_start(file)
        self.p = file.parameters

    def set_start(self, file):
        for dispute in self.disputes:
            dispute.__dict__.update(dispute.start)
        owners = {"quality": self.segments, "settlement": self.disputes}
        for name, by in file.shift.items():
            for agent, amount in zip(owners.get(name, self.countries), by):
                setattr(agent, name, clip01(getattr(agent, name) + amount))
        if self.world.us_hold is not None:
            self.world.us_regime = self.world.us_hold
        for agent in (*self.countries, *self.actors, *self.disputes, *self.pairs, *self.segments):
            agent.settle(vars(agent))
        self.starts = [copy.copy(vars(agent)) for agent in self.agents]

    def begin_run(self):
        for agent, start in zip(self.agents, self.starts):
            agent.__dict__.update(start)
        self.month, self.levers = 0, self.file.levers[0]
        for country in self.countries:
            if self.has_noise:
                country.take_stance(vars(country), chosen(country.stance, self.uniform()))
        self.derive(self.feels_usual)
        self.derive_rates()

    def derive(self, usual):
        """What follows from the state, in the order in which one quantity needs another."""
        for dispute in self.disputes:
            dispute.derive_level(usual)
            dispute.presence = 0.0
        for country in self.countries:
            country.derive_crises(usual)
            country.derive()
        for mission in self.missions:
            mission.derive()
        for dispute in self.disputes:
            dispute.presence = min(dispute.presence, 1.0)
        for country in self.countries:
            country.mission_presence = max((dispute.presence for dispute in country.disputes), default=0.0)
        self.derive_diplomacy()
        self.network.derive()

    def derive_diplomacy(self):
        """(S4)"""
        focus = self.p.decisions.focus_eu
        urgency = [focus * (dispute.weight * dispute.level_felt / 5 + dispute.tension) for dispute in self.disputes]
        highest = max(urgency, default=0.0)
        pull = [math.exp(one - highest) for one in urgency]
        budget = len(pull) * self.levers.mediation * self.world.eu_bandwidth
        for dispute, own in zip(self.disputes, pull):
            dispute.effort = budget * own / sum(pull)
            dispute.defiance, dispute.cooperation = dispute.bar("defy"), dispute.bar("cooperate")

    def derive_rates(self):
        for dispute in self.disputes:
            dispute.derive_cost()
        for dispute in self.disputes:
            dispute.derive_rates()

    def step(self):
        """Returns what the month cost; the levers and the month stay until end_month."""
        self.before = Before(self)
        for agent in self.agents:
            agent.step()
        for agent in self.agents:
            agent.advance()
        return Ledger(self)

    def end_month(self):
        self.month += 1
        self.levers = self.file.levers[self.month]
        self.derive(self.feels_usual)
        self.derive_rates()
