"""Pairs of countries, their disputes, and the missions that stand between. Equation tags are those of docs/model.md."""
import math

from objects_arithmetic import Agent, clip01, logit, rho, sigmoid
from peer_world import differ_in_nato, neighbours, shares_after_war

LN3 = math.log(3)
LARGEST_RATE = math.exp(12)  # per year: beyond it a month's probability is 1


def hazard(base, log_factor):
    return min(base * math.exp(min(log_factor, 50)), LARGEST_RATE)


class Pair(Agent):
    def at_reference(self):
        self.anchor(mistrust=self.eta(self.model.p))

    def eta(self, p):
        """(M1), (M2)"""
        model, m = self.model, p.mistrust
        i, j = model.countries[self.first], model.countries[self.second]
        coord = clip01(model.levers.coordination + i.access * j.access) * (1 - p.decisions.split_cost * abs(i.nato - j.nato))
        level = model.disputes[self.dispute].level_felt if self.dispute >= 0 else 0.0
        campaigns = (i.nationalism * i.campaign + j.nationalism * j.campaign) / 2
        return (m.mis_arms * (i.spending + j.spending - 2) * (1 - coord) + m.mis_campaign * campaigns
                + m.mis_crisis * level / 5 + m.mis_pressure * (i.pressure + j.pressure) / 2 - m.mis_coord * coord)

    def step(self):
        p = self.model.p.mistrust
        self.following = {"mistrust": self.moved("mistrust", self.eta(self.model.p), p.mistrust_rate, p.mistrust_vol)}


class Dispute(Agent):
    def at_file(self):
        """At the reference it stands where it usually does."""
        model = self.model
        self.start = {"level": round(self.level), "recency": self.recency}
        self.level, self.recency = self.usual_level, self.usual_recency
        self.parties = [(model.countries[i], weight) for i, weight in enumerate(self.party_weight) if weight > 0]
        self.near = [model.disputes[d] for d in neighbours(model.file)[self.index]]
        self.is_divided = differ_in_nato(model.file, self)
        self.perceived_cost = self.escalation_cost

    def at_reference(self):
        self.anchor(tension=self.tension_eta(self.model.p))
        self.cost_anchor = logit(self.escalation_cost) - self.cost_predictor()
        self.view_0, self.guard_0 = self.look(), self.guard()

    def bar(self, name):
        """Mean over the parties."""
        return sum(weight * getattr(country, name) for country, weight in self.parties)

    def derive_level(self, usual):
        self.level_felt = self.usual_level if usual else self.level
        self.recency_felt = self.usual_recency if usual else self.recency

    def cost_predictor(self):
        """e of (E2)"""
        p = self.model.p.escalation
        return (p.c_presence * self.presence + p.c_us * self.model.world.us_attention + p.c_reward * self.bar("reward")
                - p.c_frag * self.bar("fragmentation") - p.c_backing * self.bar("dependence"))

    def derive_cost(self):
        self.perceived_cost = sigmoid(self.cost_anchor + self.cost_predictor())  # (E2)

    def tension_eta(self, p):
        """(E1)"""
        e = p.escalation
        mistrust = self.model.pairs[self.pair].mistrust if self.pair >= 0 else 0.0
        campaigns = sum(weight * country.nationalism * country.campaign for country, weight in self.parties)
        return (e.ten_pressure * self.bar("pressure") + e.ten_mistrust * mistrust
                + e.ten_instab * (1 - self.bar("stability")) + e.ten_campaign * campaigns - e.ten_mediation * self.effort
                - e.ten_reward * self.bar("reward") + p.decisions.ten_defy * self.defiance)

    def look(self):
        """What hazards read."""
        joint = self.bar("interoperability") * (1 - self.model.p.decisions.split_cost if self.is_divided else 1)
        return {"tension": self.tension, "pressure": self.bar("pressure"), "cost": self.perceived_cost,
                "governance": min(country.governance for country, _ in self.parties), "recency": self.recency_felt,
                "campaign": self.bar("campaign"), "presence": self.presence, "effort": self.effort,
                "interoperability": joint, "cooperation": self.cooperation, "reward": self.bar("reward"),
                "defiance": self.defiance}

    def guard(self):
        return math.log(max(1 - self.model.p.missions.mission_effect * self.presence, 1e-300))

    def derive_rates(self):
        """(E3), (E4), (Z1), (Z2)"""
        p, then = self.model.p.escalation, self.view_0
        by = {name: value - then[name] for name, value in self.look().items()}
        self.up_rate = self.down_rate = 0.0
        if self.level < 5:
            contagion = sum(other.level_felt - other.usual_level for other in self.near) / 5
            guard = self.guard() - self.guard_0 if self.level >= 2 else 0.0
            self.up_rate = hazard(
                p.up0[self.level], self.up_offset[self.level] + p.b_ten * by["tension"] + p.b_pres * by["pressure"] - p.b_cost * by["cost"]
                - p.b_gov * by["governance"] + p.b_rec * by["recency"] + p.b_camp * by["campaign"]
                + p.contagion * contagion + guard + p.settled_effect * self.settlement)
        if self.level > 0:
            self.down_rate = hazard(
                p.down0[self.level - 1], p.d_med * by["effort"] + p.d_presence * by["presence"] + p.d_interop * by["interoperability"]
                - p.d_pres * by["pressure"] + self.model.p.decisions.d_cooperate * by["cooperation"])
        self.settle_rate = hazard(p.settle0, p.s_reward * by["reward"] + p.s_effort * by["effort"]
                                  - p.s_pres * by["pressure"] - p.s_defy * by["defiance"])
        self.unsettle_rate = hazard(p.unsettle0, p.s_pres * by["pressure"] - p.s_reward * by["reward"])

    def step(self):
        model, p = self.model, self.model.p.escalation
        level = self.next_level(p)
        self.following = {"tension": self.moved("tension", self.tension_eta(model.p), p.tension_rate, p.tension_vol),
                          "level": level, "settlement": self.next_settlement(level)}
        if not model.feels_usual:
            stood_off = level >= 3 > self.level
            self.following["recency"] = min(2.0, self.recency * (1 - rho(p.rec_decay)) + stood_off)  # (E6)

    def next_level(self, p):
        """(E5)"""
        uniform = self.model.uniform
        if uniform() >= rho(self.up_rate + self.down_rate):
            return self.level
        if uniform() * (self.up_rate + self.down_rate) < self.up_rate:
            return self.level + (2 if uniform() < p.leap and self.level < 3 else 1)
        return 0 if uniform() < p.drop else self.level - 1

    def next_settlement(self, level):
        if self.model.held:
            return self.settlement
        if level >= 4:
            return 0.0
        if self.settlement:
            return 0.0 if self.model.uniform() < rho(self.unsettle_rate) else 1.0
        return 1.0 if self.level < 2 and self.model.uniform() < rho(self.settle_rate) else 0.0


class Mission(Agent):
    def at_file(self):
        p, shares = self.model.p.missions, shares_after_war(self.model.file)
        self.mandated_0, self.legacy = self.strength, 0.0
        self.of = [self.model.disputes[d] for d in self.disputes]
        self.shares = [shares[self.index, d] for d in self.disputes]

    def derive(self):
        """(N4), (N5)"""
        world = self.model.world
        self.backing = 0.5 + 0.5 * (world.us_attention if self.authority == "nato" else world.eu_bandwidth)
        density = self.strength / (self.people / 1000)
        presence = self.mandate * self.backing * (1 - math.exp(-LN3 * density / self.model.p.missions.cover))
        for dispute in self.of:
            dispute.presence += presence

    def step(self):
        """(N1) to (N3)"""
        model, p = self.model, self.model.p.missions
        level = max((dispute.level_felt for dispute in self.of), default=0)
        called = self.reserve * self.backing * clip01((level - p.surge_level + 1) / 3)
        want = model.levers.missions[self.index] * self.mandated_0 + self.legacy + called
        open_corridors = model.network.throughput / model.network.throughput_0 if model.network.throughput_0 > 0 else 1.0
        deploys = rho(p.deploy_rate) * (0.5 + 0.5 * min(open_corridors, 1.5))
        share = min(deploys if self.strength < want else rho(p.withdraw_rate), 1.0)
        needed = max((part * p.legacy_troops_per_1000 * self.people / 1000 for dispute, part in zip(self.of, self.shares)
                      if dispute.level_felt > 4.5), default=0.0)
        self.following = {"strength": self.strength + share * (want - self.strength),
                          "legacy": max(self.legacy * (1 - rho(p.legacy_decay)), needed)}
