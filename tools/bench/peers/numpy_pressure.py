"""Hybrid pressure: where actors push and how hard. Arrays by actor are [actor, country, run]."""
import numpy as np


def effort(w, s):
    """(H4)"""
    return w.capacity * (1 - w.distraction * s.war_intensity) * (1 + w.vacuum * (1 - s.us_attention))


def aim(w, p, s, d, l, elsewhere):
    """(H1) to (H3): utility of every country, and the log of the softmax's denominator."""
    partners = p.pres_trust * s.trust + p.pres_mission * d.mission_presence + p.pres_us * s.us_attention
    common = (p.w_frag * s.fragmentation + p.w_res * (1 - s.resilience) + p.w_vacuum * (1 - partners)
              + p.w_leak * d.information_leakage * l.access_governance + s.propensity)
    utility = w.focus * (w.value + common + p.w_dep * s.dependence)
    highest = np.maximum(utility.max(axis=1, keepdims=True), elsewhere)
    total = np.exp(elsewhere - highest) + np.exp(utility - highest).sum(axis=1, keepdims=True)
    return utility, highest + np.log(total)


def pressure_target(w, p, reference, s, d, l):
    """(H5)"""
    utility, total = aim(w, p, s, d, l, reference.elsewhere)
    vigour = w.capacity_factor * effort(w, s) / reference.effort
    shield = np.maximum(1 - p.rs_shield * s.resilience, 0.01) / reference.shield
    multiple = np.minimum(vigour * np.exp(utility - total - reference.log_target_share) * shield, 1e6)
    return 1 - np.exp(multiple * reference.log_spared)


def payoff(w, p, reference, s):
    """What pushing has brought, of (H6)."""
    risen = w.mean_over_disputes @ s.tension - reference.mean_tension
    return p.learn_gain * (risen + reference.start.alignment - s.alignment)
