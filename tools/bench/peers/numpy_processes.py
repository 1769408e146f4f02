"""One month: every process reads the month's start and writes its own part of the next."""
import types

import numpy as np

from numpy_conditions import free_bandwidth
from numpy_economy import contributions, next_contract, next_industry, next_spending, next_stock
from numpy_predictors import indices, stance_utilities
from numpy_pressure import payoff, pressure_target
from numpy_world import clip01, rho, sigmoid
from peer_world import DT, LEVELS

LARGEST_RECENCY = 2.0


def relax(x, target, share, vol, eps):
    """(R1)"""
    spread = np.sqrt(np.maximum(x * (1 - x), 0))
    return clip01(x + share * (target - x) + vol * DT**0.5 * spread * eps)


class Luck:
    """Draws of a month for all runs, from one generator; without noise normals are 0 and uniforms 1."""

    def __init__(self, w, generator, runs):
        file = w.file
        countries, disputes = len(file.countries), len(file.disputes)
        by_actor = len(file.actors) * countries
        self.generator, self.shape = generator, (len(file.actors), countries, runs)
        self.normal_rows = self.rows({
            "war_intensity": 1, "trust": countries, "pressure": by_actor, "oversight": countries, "capture": countries,
            "resilience": countries, "fragmentation": countries, "stability": countries, "alignment": countries,
            "dependence": by_actor, "spending": countries, "mistrust": len(file.pairs), "tension": disputes})
        self.uniform_rows = self.rows({
            "us_regime": 1, "shock_arrival": 1, "shock_size": 1, "early_election": countries, "stance": countries,
            "contract": countries, "escalation": disputes, "settlement": disputes})
        self.normals = np.zeros((self.normal_rows["tension"].stop, runs), w.real)
        self.uniforms = np.ones((self.uniform_rows["settlement"].stop, runs), w.real)

    @staticmethod
    def rows(sizes):
        ends = np.cumsum(list(sizes.values()))
        return {name: slice(end - size, end) for (name, size), end in zip(sizes.items(), ends)}

    def begin_month(self):
        if self.generator is not None:
            self.generator.standard_normal(dtype=self.normals.dtype, out=self.normals)
            self.generator.random(dtype=self.uniforms.dtype, out=self.uniforms)

    def normal(self, name):
        drawn = self.normals[self.normal_rows[name]]
        return drawn.reshape(self.shape) if name in ("pressure", "dependence") else drawn

    def uniform(self, name):
        return self.uniforms[self.uniform_rows[name]]


def start_stances(w, generator, state, runs):
    """A stance is drawn from its usual shares; without noise it is those shares."""
    if generator is None:
        return
    u = generator.random((len(w.file.countries), runs), dtype=w.real)
    first, second = w.stance_base[0], w.stance_base[0] + w.stance_base[1]
    set_stances(state, (u >= first).astype(int) + (u >= second))


def set_stances(state, stance):
    state.cooperate, state.hedge, state.defy = (stance == np.arange(3)[:, None, None]).astype(state.trust.dtype)


def drivers(w, p, s, d, month, luck, nxt):
    """(D1) to (D6)"""
    nxt.us_regime = s.us_regime if w.file.us_hold is not None else next_regime(p, s.us_regime, luck.uniform("us_regime")[0])
    nxt.us_attention = s.us_attention + rho(p.us_relax_rate) * (p.us_levels[s.us_regime] - s.us_attention)
    nxt.war_intensity = relax(s.war_intensity, w.file.war_path[month], rho(p.war_rate), p.war_vol,
                              luck.normal("war_intensity")[0])
    free = free_bandwidth(w, p, d.level_felt, s.war_intensity, s.shock)
    nxt.eu_bandwidth = s.eu_bandwidth + rho(p.bandwidth_rate) * (free - s.eu_bandwidth)
    nxt.shock, nxt.campaign = s.shock, s.campaign
    if w.file.held:
        return
    arrives = luck.uniform("shock_arrival")[0] < rho(p.shock_rate)
    size = -p.shock_mean * np.log1p(-luck.uniform("shock_size")[0] * arrives)
    nxt.shock = s.shock * (1 - rho(p.shock_decay)) + size
    hazard = w.early_election * (1 - s.stability)
    starts = w.campaign_starts[month] | (luck.uniform("early_election") < -np.expm1(-DT * hazard))
    nxt.campaign = np.where(starts, 1, s.campaign * (1 - rho(p.election_decay)))


def next_regime(p, regime, u):
    """(D1)"""
    rates = p.us_rates[regime] * (regime[:, None] != np.arange(3))  # [run, to]
    passed = np.cumsum(rates, axis=1)
    probability = -np.expm1(-DT * passed[:, -1])
    point = u / np.maximum(probability, np.finfo(u.dtype).tiny) * passed[:, -1]
    return np.where(u < probability, (point[:, None] >= passed[:, :2]).sum(axis=1), regime)


def stances(w, p, reference, s, d, u, has_noise, nxt):
    """With noise only those that reconsider are looked at."""
    if not has_noise:
        departure = stance_utilities(w, p, s, d) - reference.stance_utilities
        weight = w.stance_base * np.exp(departure - np.where(w.stance_base > 0, departure, -np.inf).max(axis=0))
        nxt.cooperate, nxt.hedge, nxt.defy = weight / weight.sum(axis=0)
        return
    country, run = np.nonzero(u < rho(p.stance_rate))
    departure = stance_utilities(w, p, s, d, lambda x: x[country, run]) - reference.stance_utilities[:, country, 0]
    base = w.stance_base[:, country, 0]
    weight = base * np.exp(departure - np.where(base > 0, departure, -np.inf).max(axis=0))
    passed = np.cumsum(weight, axis=0)
    point = u[country, run] / rho(p.stance_rate) * passed[2]
    stance = (s.hedge + 2 * s.defy).astype(int)
    stance[country, run] = (point >= passed[:2]).sum(axis=0)
    set_stances(nxt, stance)


RATES = {"oversight": "governance", "capture": "governance", "resilience": "governance", "fragmentation": "governance",
         "stability": "governance", "alignment": "alignment", "dependence": "alignment", "mistrust": "mistrust",
         "tension": "escalation"}


def anchored_indices(w, p, reference, s, d, l, luck, nxt):
    """(R3) for all of them"""
    for name, eta in indices(w, p, s, d, l).items():
        x = getattr(s, name)
        target = sigmoid(reference.anchors[name] + eta)
        if name == "trust":
            share = np.where(x < target, rho(p.inclusion.trust_up), rho(p.inclusion.trust_down)).astype(w.real)
            vol = p.inclusion.trust_vol
        else:
            group = getattr(p, RATES[name])
            share, vol = rho(getattr(group, name + "_rate")), getattr(group, name + "_vol")
        setattr(nxt, name, relax(x, target, share, vol, luck.normal(name)))


def missions(w, p, reference, s, d, l, nxt):
    """(N1) to (N3)"""
    phi0 = reference.derived.throughput
    corridors = np.where(phi0 > 0, d.throughput / np.maximum(phi0, w.tiny), 1)
    help_along = 0.5 + 0.5 * np.minimum(corridors, 1.5)
    want = l.missions * w.mission_start + s.legacy + called_reserve(w, p, d.level_felt, d.authority)
    share = np.where(s.strength < want, rho(p.deploy_rate) * help_along, rho(p.withdraw_rate)).astype(w.real)
    nxt.strength = s.strength + np.minimum(share, 1) * (want - s.strength)
    at_war = (d.level_felt >= LEVELS - 1.5).astype(w.real)
    nxt.legacy = np.maximum(s.legacy * (1 - rho(p.legacy_decay)), w.force_after_war(at_war))


def called_reserve(w, p, level, authority):
    return w.reserve * authority * clip01((w.mission_level(level) - p.surge_level + 1) / 3)


def mobility(w, p, reference, s, d, nxt):
    """(T6)"""
    if w.file.held:
        nxt.quality = s.quality
        return
    outside = np.ones((1, d.leakage_eu.shape[1]), w.real)
    kept = np.concatenate([1 - d.leakage_eu, outside])[w.segment_country]
    change = kept * d.segment_money / w.segment_cost - p.wear * (s.quality - reference.start.quality)
    nxt.quality = clip01(s.quality + DT * change)


def ladder(w, p, s, d, luck, holds_usual, nxt):
    """(E5), (E6), and agreements"""
    u = luck.uniform("escalation")
    total = d.up_rate + d.down_rate
    probability = -np.expm1(-DT * total)
    point = u / probability * total
    raised = s.level + 1 + ((point < p.leap * d.up_rate) & (s.level < 3))
    lowered = np.where(point - d.up_rate < p.drop * d.down_rate, 0, s.level - 1)
    nxt.level = np.where(u < probability, np.where(point < d.up_rate, raised, lowered), s.level)
    stood_off = (nxt.level >= 3) & (s.level < 3)
    remembered = np.minimum(s.recency * (1 - rho(p.rec_decay)) + stood_off, LARGEST_RECENCY)
    nxt.recency = s.recency if holds_usual else remembered
    if w.file.held:
        nxt.settlement = s.settlement
        return
    u = luck.uniform("settlement")
    held = s.settlement > 0.5
    settles = ~held & (s.level < 2) & (u < -np.expm1(-DT * d.settle_rate))
    stays = held & (u >= -np.expm1(-DT * d.unsettle_rate))
    nxt.settlement = ((settles | stays) & (nxt.level < 4)).astype(w.real)


def step(w, reference, s, d, l, month, luck, has_noise):
    p, nxt = w.parameters, types.SimpleNamespace()
    holds_usual = w.file.held and not has_noise
    drivers(w, p.drivers, s, d, month, luck, nxt)
    anchored_indices(w, p, reference, s, d, l, luck, nxt)
    stances(w, p.decisions, reference, s, d, luck.uniform("stance"), has_noise, nxt)
    nxt.access = s.access + rho(p.inclusion.access_rate) * s.eu_bandwidth * (d.offer * d.eligibility - s.access)  # (I6)
    push = p.hybrid_pressure
    nxt.pressure = relax(s.pressure, pressure_target(w, push, reference, s, d, l), rho(push.pressure_rate),
                         push.pressure_vol, luck.normal("pressure"))
    nxt.propensity = s.propensity + rho(push.learn_rate) * (payoff(w, push, reference, s) - s.propensity)  # (H6)
    nxt.spending = next_spending(w, p.procurement, s, month, luck.normal("spending"))
    nxt.contract = next_contract(w, p.procurement, reference, s, d, l, luck.uniform("contract"))
    nxt.stock = next_stock(w, p.procurement, s, d, l, month)
    nxt.industry = next_industry(w, p.industry, reference, s, d, l, month)
    contributions(w, p.contributions, reference, s, d, l, month, nxt)
    mobility(w, p.mobility, reference, s, d, nxt)
    missions(w, p.missions, reference, s, d, l, nxt)
    ladder(w, p.escalation, s, d, luck, holds_usual, nxt)
    return nxt
