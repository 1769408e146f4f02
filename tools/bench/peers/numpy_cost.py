"""What a month cost, by component and payer [MEUR]: arrays [component, payer, run]. Equation tags are those of
docs/model.md."""
import types

import numpy as np

from numpy_economy import safe_money
from peer_world import COMPONENTS, CRISIS_COMPONENTS, PAYERS

EU, NATO, REGION = range(3)


def missions(w, l, nxt, part):
    """(K1) to (K3)"""
    mandated = l.missions * w.mission_start
    above = np.maximum(nxt.strength - mandated, 0)
    legacy = np.minimum(above, nxt.legacy)
    person_month = w.cost_per_person_year / 12
    part[0] = w.payer_share.T @ (mandated * person_month)
    part[1] = w.payer_share.T @ (legacy * person_month)
    part[2] = w.payer_share.T @ ((above - legacy) * (w.surge_cost_per_person_year / 12))


def money(w, s, d, l):
    """(K8), (K9) by country, and (K11)"""
    p, industry = w.parameters.cost, w.parameters.industry
    safe = safe_money(w, industry, s, l)
    aid = l.capacity_building + l.resilience_aid + safe
    lost = d.leakage_eu * (aid + w.segments_in @ d.segment_money) / 12
    doors = (l.access_governance + l.access_industry) / 2
    exposed = p.leak_value * d.information_leakage * doors * s.access
    safeguards = p.safeguards_lever * (l.verification + l.audit + l.coordination)
    policy = (aid.sum(axis=0) + l.infrastructure + p.officer_year * l.frontex_officers + safeguards) / 12
    return lost, exposed, policy


def month_cost(w, reference, s, d, l, nxt):
    """The whole of (K1) to (K11); `crisis` is the Union's part of all but policy."""
    p, share = w.parameters.cost, w.parameters.cost.eu_share
    runs = nxt.crossings.shape[-1]
    part = np.zeros((len(COMPONENTS), len(PAYERS), runs), w.real)

    def split(component, amount, eu_share, other):
        part[component, EU] = amount * eu_share
        part[component, other] += amount * (1 - eu_share)

    missions(w, l, nxt, part)
    talks = w.weight * p.mediation_cost[nxt.level]
    aid = w.weight * p.stabilisation_cost[nxt.level]
    split(3, talks.sum(axis=0) + p.mediation_lever * l.mediation / 12, share[0], NATO)  # (K4)
    split(4, aid.sum(axis=0), share[1], NATO)  # (K5)
    closed = w.worst_exposure(w.parameters.mobility.closure[nxt.level])
    trade = p.corridor_trade_value * len(w.file.corridors) * (w.capacity_km_of.T @ closed)[0]
    split(5, trade, share[2], REGION)  # (K6)
    delay = np.maximum(d.transit_hours - reference.derived.transit_hours, 0) / 24
    split(6, p.delay_value * delay * nxt.war_intensity, share[3], REGION)  # (K7)
    lost, exposed, policy = money(w, s, d, l)
    split(7, lost.sum(axis=0), share[4], REGION)  # (K8)
    split(8, exposed.sum(axis=0), share[5], REGION)  # (K9)
    split(9, p.crossing_cost * np.maximum(nxt.crossings - 1, 0), share[6], REGION)  # (K10)
    part[10, EU] = policy  # (K11)
    eu = part[:, EU]
    return types.SimpleNamespace(
        part=part, eu=eu, crisis=eu[:CRISIS_COMPONENTS].sum(axis=0), by_dispute=talks * share[0] + aid * share[1],
        by_country=lost * share[4] + exposed * share[5])
