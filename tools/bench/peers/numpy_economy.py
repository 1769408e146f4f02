"""Budgets, arms, industry and what partners contribute, a month on."""
import numpy as np

from numpy_predictors import supplier_utilities
from numpy_world import clip01, rho
from peer_world import DT

LEAST_SPENDING = 0.3


def spending_meur(w, s, month):
    """(P5)"""
    return w.spending_share * w.gdp * np.exp(w.growth * (month * DT)) * s.spending


def safe_money(w, p, s, l):
    """safe of (Q2)"""
    return p.safe_share * l.access_industry * s.access * w.relative_gdp


def investment(w, p, s, d, l, month):
    """(Q2)"""
    own = p.industry_share * d.domestic_share * w.equipment_share * spending_meur(w, s, month)
    return own + safe_money(w, p, s, l)


def next_spending(w, p, s, month, eps):
    """(P1)"""
    both = np.concatenate([s.mistrust * (s.spending[w.second] - 1), s.mistrust * (s.spending[w.first] - 1)])
    drift = p.reaction * (w.rivalry @ both) - p.fatigue * (s.spending - w.plan[month])
    moved = s.spending + DT * drift + p.spend_vol * DT**0.5 * s.spending * eps
    return np.minimum(np.maximum(moved, LEAST_SPENDING), p.share_max / w.spending_share)


def next_contract(w, p, reference, s, d, l, u):
    """(P2); most countries award nothing in a month, so utilities are taken of those that do alone."""
    if w.file.held:
        return s.contract
    probability = rho(p.contract_rate)
    country, run = np.nonzero(u < probability)
    if len(run) == 0:
        return s.contract
    u_lock = p.u_lock * d.supplier_share[country, :, run]
    interoperability = p.u_interop * s.alignment[country, run][:, None] * w.compat
    patron = np.where(w.maker >= 0, s.dependence[w.maker[None, :], country[:, None], run[:, None]], 0)
    safe = p.u_safe * (l.access_industry[country, 0] * s.access[country, run])[:, None] * w.eu_supplier[:, 0]
    utility = u_lock + interoperability + p.u_dep * patron + safe
    weight = reference.supplier_weight[country, :, 0] * np.exp(utility - reference.supplier_utility[country, :, 0])
    passed = np.cumsum(weight, axis=1)
    point = u[country, run] / probability * passed[:, -1]
    contract = s.contract.copy()
    contract[country, run] = (point[:, None] >= passed[:, :-1]).sum(axis=1)
    return contract


def next_stock(w, p, s, d, l, month):
    """(P3)"""
    if w.file.held:
        return s.stock
    arriving = ((1 - d.leakage) * w.equipment_share * spending_meur(w, s, month))[:, None]
    aid = ((1 - d.leakage_eu) * l.capacity_building)[:, None] * (w.eu_supplier / max(w.eu_supplier.sum(), 1))
    main = np.where(s.contract[:, None] == np.arange(len(w.maker))[:, None], w.real(1 - p.side), w.real(0))
    bought = arriving * (main + p.side * d.supplier_share) + aid
    return s.stock * (1 - rho(p.stock_decay)) + DT * bought


def next_industry(w, p, reference, s, d, l, month):
    """(Q1)"""
    invested = investment(w, p, s, d, l, month)[:, None]
    money = (1 - d.leakage)[:, None] * (reference.split * invested + w.coproduction[month] + reference.upkeep)
    return np.maximum(s.industry + DT * (money / p.capital_per_output - p.industry_decay * s.industry), 0)


def contributions(w, p, reference, s, d, l, month, nxt):
    """(B1) to (B3)"""
    willing = s.alignment / np.maximum(reference.state.alignment, 0.01)
    calm = (1 - d.crisis_load) / np.maximum(1 - w.usual_crisis, 0.01)
    nxt.peacekeepers = s.peacekeepers + rho(p.peace_rate) * (w.deployment[month] * willing * calm - s.peacekeepers)
    gain = p.exp_gain * s.peacekeepers / w.full_deployment * (1 - s.experience)
    nxt.experience = clip01(s.experience + DT * (gain - p.exp_decay * s.experience))
    officers = l.frontex_officers / max(w.status_quo.frontex_officers, 1)
    helped = officers * s.alignment.mean(axis=0) - reference.state.alignment.mean(axis=0)
    deterred = np.exp(np.minimum(-p.cross_elast * helped, 50))
    pushed = (1 + p.cross_shock * s.shock) / (1 + p.cross_shock * reference.state.shock)
    nxt.crossings = s.crossings + rho(p.cross_rate) * (deterred * pushed - s.crossings)
