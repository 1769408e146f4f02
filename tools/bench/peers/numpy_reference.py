"""The reference of (0a) to (0d), the start of the runs, and what measures from either: anchors of indices, usual values."""
import types

import numpy as np

from numpy_conditions import cost_predictor, derive, free_bandwidth, guard, look_at, usual_campaign
from numpy_economy import investment
from numpy_predictors import indices, inflow, stance_utilities, supplier_utilities
from numpy_pressure import aim, effort
from numpy_world import clip01, rho

LEAST_EFFORT, LEAST_UNSHIELDED = 1e-3, 0.01


def logit(x):
    return np.log(x / (1 - x))


def reference_state(w):
    """The region at its start; access is still missing. All arrays have one column."""
    file, base = w.file, w.base
    countries, disputes, drivers = file.countries, file.disputes, base.drivers
    s = types.SimpleNamespace()
    s.us_regime = np.array([file.us_regime])
    s.us_attention = drivers.us_levels[[file.us_regime]]
    s.war_intensity = w.array([file.war_intensity])
    s.shock = w.array([rho(drivers.shock_rate) * drivers.shock_mean / rho(drivers.shock_decay)])
    s.crossings = w.array([file.crossings])
    s.eu_bandwidth = free_bandwidth(w, drivers, w.usual_level, s.war_intensity, s.shock)
    s.cooperate, s.hedge, s.defy = w.stance_base
    for name in ("oversight", "capture", "alignment", "trust", "resilience", "fragmentation", "stability", "peacekeepers"):
        setattr(s, name, w.column(countries, name))
    s.campaign = w.array([[usual_campaign(w, drivers, country)] for country in countries])
    s.spending = np.ones_like(w.gdp)
    s.contract = np.array([[country.contract] for country in countries])
    full = base.contributions.n_ref_per_million / 1e6 * w.column(countries, "population")
    gain = base.contributions.exp_gain * s.peacekeepers / full
    s.experience = gain / np.maximum(gain + base.contributions.exp_decay, w.tiny)
    s.propensity = np.zeros_like(w.gdp)
    s.access = np.zeros_like(w.gdp)
    equipment = w.equipment_share * w.spending_share * w.gdp
    s.stock = (equipment * w.column(countries, "stock_shares") * w.column(countries, "stock_years"))[:, :, None]
    s.industry = w.column(countries, "industry")[:, :, None]
    s.pressure = w.column(file.actors, "pressure")[:, :, None]
    s.dependence = w.column(file.actors, "dependence")[:, :, None]
    s.mistrust = w.column(file.pairs, "mistrust")
    for name in ("tension", "settlement"):
        setattr(s, name, w.column(disputes, name))
    s.level, s.recency = w.usual_level, w.usual_recency
    s.strength, s.legacy = w.mission_start, np.zeros_like(w.mission_start)
    s.quality = w.column(file.segments, "quality")
    return s


def start_of(w, reference):
    """Levels of today, and what the experiment has moved."""
    start = types.SimpleNamespace(**vars(reference))
    start.level = np.array([[round(dispute.level)] for dispute in w.file.disputes])
    start.recency = w.column(w.file.disputes, "recency")
    for name, by in w.file.shift.items():
        setattr(start, name, clip01(getattr(start, name) + w.array(by)[:, None]))
    if w.file.us_hold is not None:
        start.us_regime = np.array([w.file.us_hold])
    return start


class Reference:
    """The reference as a view (state, derived, levers), the start, and all that processes measure from them."""

    def __init__(self, w):
        self.state, self.levers = reference_state(w), w.status_quo
        derived = derive(w, w.base, self.state, self.levers, usual=True)
        self.state.access = derived.offer * derived.eligibility
        self.derived = derive(w, w.base, self.state, self.levers, usual=True)
        self.derived.perceived_cost = w.escalation_cost
        self.start = start_of(w, self.state)
        s, d = self.state, self.derived
        w.inflow_reference = inflow(w, s, self.levers)
        self.anchors = {name: logit(np.clip(getattr(self.start, name), 0.01, 0.99)) - eta
                        for name, eta in indices(w, w.base, s, d, self.levers).items()}
        self.cost_anchor = logit(w.escalation_cost) - cost_predictor(w, w.base.escalation, s, d)
        self.stance_utilities = stance_utilities(w, w.base.decisions, s, d)
        self.set_disputes(w, s, d)
        self.set_pressure(w)
        self.set_arms(w)

    def set_disputes(self, w, s, d):
        self.view = look_at(w, w.base, s, d)
        self.view.guard = guard(w, w.base, d.presence)

    def set_pressure(self, w):
        s = self.state
        base = w.base.hybrid_pressure
        self.effort = np.maximum(effort(w, s), LEAST_EFFORT * w.capacity)
        self.log_spared = np.log(np.maximum(1 - s.pressure, w.tiny))
        self.shield = np.maximum(1 - base.rs_shield * s.resilience, LEAST_UNSHIELDED)
        nowhere = np.full_like(w.capacity, -np.inf)
        _, inside = aim(w, base, s, self.derived, self.levers, nowhere)
        self.elsewhere = inside + np.log(np.maximum(w.elsewhere / (1 - w.elsewhere), w.tiny))
        utility, total = aim(w, base, s, self.derived, self.levers, self.elsewhere)
        self.log_target_share = utility - total
        self.mean_tension = w.mean_over_disputes @ self.start.tension

    def set_arms(self, w):
        s, d = self.state, self.derived
        self.supplier_weight = np.maximum(d.supplier_share, 0.01) * np.exp(w.appeal)
        self.supplier_utility = supplier_utilities(w, w.base.procurement, s, d, self.levers)
        total = s.industry.sum(axis=1, keepdims=True)
        even = np.full_like(s.industry, 1 / max(len(w.file.products), 1))
        self.split = np.where(total > 0, s.industry / np.maximum(total, w.tiny), even)
        base = w.base.industry
        kept = np.maximum(1 - d.leakage, 0.01)[:, None]
        invested = investment(w, base, s, d, self.levers, 0)[:, None]
        self.upkeep = (base.industry_decay * base.capital_per_output * s.industry / kept - self.split * invested)
