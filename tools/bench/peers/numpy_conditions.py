"""What follows from a state at a month's start, once a month. Arrays are [entity, run]; equation tags are those of
docs/model.md."""
import math
import types

import numpy as np

from numpy_world import clip01, rho, sigmoid
from peer_world import LEVELS

LN3 = math.log(3)
LEAST_PASSAGE = 0.05
LARGEST_LOG_RATE = 12.0


def crisis_load(w, p, s, d, usual):
    """(L1), (L2)"""
    if usual:
        d.level_felt, d.recency_felt, d.crisis_load = w.usual_level, w.usual_recency, w.usual_crisis
        d.closure = np.zeros_like(w.usual_crisis)
        return
    d.level_felt, d.recency_felt = s.level.astype(w.real), s.recency
    d.closure = w.worst_exposure(p.mobility.closure[s.level])
    d.crisis_load = w.worst_exposure(d.level_felt) / (LEVELS - 1)


def totals(w, s, d):
    """(H7)"""
    d.pressure = 1 - np.prod(1 - s.pressure, axis=0)
    free = np.prod(1 - w.adversity * s.dependence, axis=0)
    d.dependence = 1 - free
    d.predictability = s.alignment * free


def governance(p, s, l, d):
    """(G6)"""
    d.governance = s.oversight * (1 - s.capture)
    d.leakage = p.leak_max * s.capture * (1 - s.oversight)
    d.leakage_eu = d.leakage * (1 - p.safeguard * (l.verification + l.audit) / 2)
    d.information_leakage = s.capture * d.dependence * (1 - p.safeguard * l.verification)


def inclusion(p, s, l, d):
    """(I1) to (I5)"""
    mobility, fields, industry = (float(weight) for weight in p.access_weight)
    d.offer = mobility * l.access_mobility + fields * l.access_governance + industry * l.access_industry
    score = (d.governance + s.alignment) / 2 - p.score_leak * d.information_leakage
    met = sigmoid(p.elig_slope * (score - l.benchmark))
    d.eligibility = 1 - l.conditionality + l.conditionality * met
    membership = p.reward_membership * (l.promise + l.pace) / 2
    d.gap = np.maximum(l.alignment_demand - s.access, 0)
    d.reward = s.trust * (membership + p.reward_access * s.access)
    d.reachable_reward = l.conditionality * l.verification * s.trust * (membership + p.reward_access * d.offer)


def stocks(w, p, s, d):
    """(P4)"""
    d.supplier_share = s.stock / np.maximum(s.stock.sum(axis=1, keepdims=True), w.tiny)
    traits = w.supplier_traits @ d.supplier_share  # [country, trait, run]
    d.interoperability = (1 - p.xi) * traits[:, 0] + p.xi * s.experience
    d.opacity, d.western_share, d.domestic_share = traits[:, 1], traits[:, 2], traits[:, 3]
    d.maker_share = traits[:, 4:].swapaxes(0, 1)  # [actor, country, run]


def authority(w, s):
    """(N4)"""
    return 0.5 + 0.5 * np.where(w.of_nato, s.us_attention, s.eu_bandwidth)


def presence(w, p, s, d):
    """(N5)"""
    effect = -np.expm1(-LN3 / p.cover * (s.strength / w.thousands))
    d.authority = authority(w, s)
    d.presence = np.minimum(w.stationed @ (w.mandate * d.authority * effect), 1)
    d.mission_presence = w.largest_of_parties(d.presence)


def diplomacy(w, p, s, l, d):
    """(S4)"""
    urgency = p.focus_eu * (w.weight / 5 * d.level_felt + s.tension)
    pull = np.exp(urgency - urgency.max(axis=0))
    d.effort = pull * (len(w.weight) * l.mediation * s.eu_bandwidth / pull.sum(axis=0))
    d.defiance = w.party_weight @ s.defy
    d.cooperation = w.party_weight @ s.cooperate


def evaluated(w, operations, segments):
    """Values of the segments, then those of the operations. Valid until the next call."""
    values = w.space("values", (len(segments) + len(operations), segments.shape[1]))
    values[:len(segments)] = segments
    for row, (kind, a, b) in enumerate(operations, len(segments)):
        (np.add if kind == "sum" else np.minimum)(values[a], values[b], out=values[row])
    return values


def throughputs(w, capacity):
    """(T4): of the whole, then without each corridor and each country."""
    sums = w.space("sums", (len(w.cuts), capacity.shape[1]))
    for total, cut in zip(sums, w.cuts):
        total[:] = capacity[cut[0]] if cut else 0
        for value in cut[1:]:
            total += capacity[value]
    flows = [sums[own].min(axis=0) for own in w.cuts_of]
    return np.stack([sum(flows[k] for k in chosen) for chosen in w.situations])


def transit(w, hours):
    """Mean over exits of the fastest route (Bellman and Ford)."""
    network = w.file.network
    hours = evaluated(w, network.hours, hours)
    arrival = np.full((network.routes.nodes, hours.shape[1]), 1e6, hours.dtype)
    for node, start in zip(network.routes.entries, network.routes.entry_hours):
        arrival[node] = start
    for _ in range(1, network.routes.nodes):
        before = arrival.copy()
        for u, v, value in network.routes.edges:
            np.minimum(arrival[v], arrival[u] + hours[value], out=arrival[v])
            np.minimum(arrival[u], arrival[v] + hours[value], out=arrival[u])
        if np.array_equal(before, arrival):
            break
    return arrival[network.routes.exits].mean(axis=0)


def mobility(w, p, s, l, d):
    """(T1) to (T5) and the money of (T6)"""
    denied = p.denial * (1 - sigmoid(p.denial_slope * (d.predictability - p.denial_mid)))
    passage = (1 - d.closure) * (1 - denied)
    kept_wait = 1 - p.wait_cut * l.access_mobility * s.access
    outside = np.ones((1, passage.shape[1]), w.real)
    passage = np.concatenate([passage, outside])[w.segment_country]
    kept_wait = np.concatenate([np.broadcast_to(kept_wait, (len(l.access_mobility), outside.shape[1])), outside])
    wait = w.segment_wait * kept_wait[w.segment_country]
    standard = p.cap_floor + (1 - p.cap_floor) * s.quality
    capacity = w.segment_capacity * standard * passage / (1 + wait / 24)
    hours = (w.segment_km / (p.speed * (0.5 + 0.5 * s.quality)) + wait) / np.maximum(passage, LEAST_PASSAGE)
    d.border_wait = wait.sum(axis=0) / w.borders
    d.transit_hours = transit(w, hours)

    flows = throughputs(w, evaluated(w, w.file.network.capacities, capacity))
    d.throughput, d.throughput_without = flows[0], flows[1:]
    d.robust_throughput = flows[:1 + len(w.file.corridors)].min(axis=0)
    d.redundancy = d.robust_throughput / np.maximum(d.throughput, w.tiny)

    unbuilt = w.segment_km * (1 - s.quality)
    left = w.on_corridor @ unbuilt
    price = l.infrastructure * l.infrastructure_shares / np.where(left > 0, left, 1)
    d.segment_money = unbuilt * (w.on_corridor.T @ price)


def derive(w, p, s, l, usual):
    """All of it but perceived cost and the rates of the ladder, which need the reference."""
    d = types.SimpleNamespace()
    crisis_load(w, p, s, d, usual)
    totals(w, s, d)
    governance(p.governance, s, l, d)
    inclusion(p.inclusion, s, l, d)
    stocks(w, p.procurement, s, d)
    presence(w, p.missions, s, d)
    diplomacy(w, p.decisions, s, l, d)
    mobility(w, p.mobility, s, l, d)
    return d


def cost_predictor(w, p, s, d):
    """e of (E2)"""
    bar = w.party_weight
    return (p.c_presence * d.presence + p.c_us * s.us_attention + bar @ (p.c_reward * d.reward
            - p.c_frag * s.fragmentation - p.c_backing * d.dependence))


def look_at(w, p, s, d):
    """What hazards of disputes read."""
    bar = w.party_weight
    joint = bar @ d.interoperability
    return types.SimpleNamespace(
        pressure=bar @ d.pressure, reward=bar @ d.reward, campaign=bar @ s.campaign,
        interoperability=np.where(w.split, 1 - p.decisions.split_cost, 1).astype(w.real) * joint,
        governance=np.stack([d.governance[own].min(axis=0) for own in w.parties]),
        tension=s.tension, perceived_cost=d.perceived_cost, recency=d.recency_felt, presence=d.presence,
        effort=d.effort, cooperation=d.cooperation, defiance=d.defiance)


def guard(w, p, presence_now):
    return np.log(np.maximum(1 - p.missions.mission_effect * presence_now, w.tiny))


def rates(w, p, s, d, start):
    """(E3), (E4), (Z1), (Z2): hazards of moves and agreements; `start` is the view of the reference."""
    e = p.escalation
    now = look_at(w, p, s, d)
    pressure, reward = now.pressure - start.pressure, now.reward - start.reward
    effort = now.effort - start.effort
    rows = np.arange(len(w.weight))[:, None]
    rung = np.minimum(s.level, LEVELS - 2)
    up = (np.log(e.up0)[rung] + w.up_offset[rows, rung] + e.b_ten * (now.tension - start.tension) + e.b_pres * pressure
          - e.b_cost * (now.perceived_cost - start.perceived_cost) - e.b_gov * (now.governance - start.governance)
          + e.b_rec * (now.recency - start.recency) + e.b_camp * (now.campaign - start.campaign)
          + e.contagion / 5 * (w.near @ (d.level_felt - w.usual_level))
          + np.where(s.level >= 2, guard(w, p, now.presence) - start.guard, 0) + e.settled_effect * s.settlement)
    down = (np.log(e.down0)[np.maximum(s.level - 1, 0)] + e.d_med * effort + e.d_presence * (now.presence - start.presence)
            + e.d_interop * (now.interoperability - start.interoperability) - e.d_pres * pressure
            + p.decisions.d_cooperate * (now.cooperation - start.cooperation))
    settle = (math.log(e.settle0) + e.s_reward * reward + e.s_effort * effort - e.s_pres * pressure
              - e.s_defy * (now.defiance - start.defiance))
    unsettle = math.log(e.unsettle0) + e.s_pres * pressure - e.s_reward * reward

    def hazard(log_rate):
        return np.exp(np.minimum(log_rate, LARGEST_LOG_RATE))
    d.up_rate = np.where(s.level == LEVELS - 1, 0, hazard(up))
    d.down_rate = np.where(s.level == 0, 0, hazard(down))
    d.settle_rate, d.unsettle_rate = hazard(settle), hazard(unsettle)


def free_bandwidth(w, p, level, war, shock):
    """(D5)"""
    crises = (w.weight * level).sum(axis=0) / 5
    return clip01(1 - p.bandwidth_drain_level * crises - p.bandwidth_drain_war * war - p.bandwidth_drain_shock * shock)


def usual_campaign(w, p, country):
    """(0b)"""
    share = 1 / country.election_period + country.early_election * (1 - country.stability) / 12
    return min(1.0, share / rho(p.election_decay))
