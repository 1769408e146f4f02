"""Linear predictors and utilities, the same at the reference and in a month: p coefficients, s state, d what follows from
it, l levers. Equation tags are those of docs/model.md."""
import numpy as np

from numpy_world import clip01


def inflow(w, s, l):
    return w.spending_share * s.spending + l.capacity_building / w.gdp


def governance(w, p, s, d, l):
    unchecked = 1 - s.oversight
    return {
        "oversight": p.gov_reward * d.reachable_reward + p.gov_audit * l.audit - p.gov_capture * s.capture,  # (G1)
        "capture": (p.cap_spend * np.log(inflow(w, s, l) / w.inflow_reference) * unchecked + p.cap_opaque * d.opacity
                    + p.cap_pressure * d.pressure - p.cap_oversight * s.oversight - p.cap_audit * l.audit),  # (G2)
        "resilience": (p.res_aid * np.log1p((1 - d.leakage_eu) * l.resilience_aid / p.res_scale)
                       + p.res_gov * d.governance - p.res_pressure * d.pressure),  # (G3)
        "fragmentation": (p.frag_pressure * d.pressure + p.frag_crisis * d.crisis_load
                          - p.frag_reward * d.reward),  # (G4)
        "stability": (p.stab_gov * d.governance - p.stab_shock * s.shock - p.stab_pressure * d.pressure
                      - p.stab_crisis * d.crisis_load)}  # (G5)


def trust(p, s, d, l):
    """(I7)"""
    return p.trust_pace * (l.pace * d.eligibility * s.eu_bandwidth - l.promise) - p.trust_gap * d.gap


def alignment(w, p, al_stance, s, d):
    """(A1)"""
    return (p.al_reward * d.reward - p.al_gap * d.gap - p.al_dep * d.dependence - p.al_capture * s.capture
            + p.al_us * w.nato * s.us_attention - p.al_campaign * w.nationalism * s.campaign
            + al_stance * (s.cooperate - s.defy))


def dependence(p, s, d):
    """(A2)"""
    return p.dep_arms * d.maker_share + p.dep_pressure * s.pressure + (p.dep_gap * d.gap - p.dep_reward * d.reward)


def mistrust(w, p, split_cost, s, d, l):
    """(M1), (M2)"""
    i, j = w.first, w.second
    divide = 1 - split_cost * np.abs(w.nato[i] - w.nato[j])
    coordination = clip01(l.coordination + s.access[i] * s.access[j]) * divide
    level = np.where(w.dispute_of_pair[:, None] >= 0, d.level_felt[w.dispute_of_pair], 0)
    campaign = w.nationalism * s.campaign
    return (p.mis_arms * (s.spending[i] + s.spending[j] - 2) * (1 - coordination)
            + p.mis_campaign / 2 * (campaign[i] + campaign[j]) + p.mis_crisis / 5 * level
            + p.mis_pressure / 2 * (d.pressure[i] + d.pressure[j]) - p.mis_coord * coordination)


def tension(w, p, ten_defy, s, d):
    """(E1)"""
    between = np.where(w.pair_of_dispute[:, None] >= 0, s.mistrust[w.pair_of_dispute], 0)
    by_country = (p.ten_pressure * d.pressure - p.ten_instab * s.stability + p.ten_campaign * w.nationalism * s.campaign
                  - p.ten_reward * d.reward)
    return (w.party_weight @ by_country + p.ten_instab + p.ten_mistrust * between - p.ten_mediation * d.effort
            + ten_defy * d.defiance)


def indices(w, p, s, d, l):
    """Predictors of all anchored indices, by the name of the index."""
    return {**governance(w, p.governance, s, d, l),
            "trust": trust(p.inclusion, s, d, l),
            "alignment": alignment(w, p.alignment, p.decisions.al_stance, s, d),
            "dependence": dependence(p.alignment, s, d),
            "mistrust": mistrust(w, p.mistrust, p.decisions.split_cost, s, d, l),
            "tension": tension(w, p.escalation, p.decisions.ten_defy, s, d)}


def stance_utilities(w, p, s, d, take=lambda by_country: by_country):
    """(S1) to (S3): [stance, country, run], or where `take` looks."""
    cost = take(w.mean_over_disputes @ d.perceived_cost)
    backing = take(d.dependence)
    return np.stack([
        p.st_reward * take(d.reward), p.st_gap * take(d.gap) + p.st_dep * backing,
        p.st_campaign * take(w.nationalism * s.campaign) + p.st_instab * (1 - take(s.stability)) + p.st_backing * backing
        - p.st_cost * cost])


def supplier_utilities(w, p, s, d, l):
    """u of (P2): [country, supplier, run]."""
    patron = np.where(w.maker[:, None, None] >= 0, s.dependence[w.maker], 0).swapaxes(0, 1)
    safe = (l.access_industry * s.access)[:, None]
    return (p.u_lock * d.supplier_share + p.u_interop * s.alignment[:, None] * w.compat[:, None] + p.u_dep * patron
            + p.u_safe * safe * w.eu_supplier)
