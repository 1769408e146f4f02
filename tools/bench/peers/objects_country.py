"""Governments: how they are governed, whom they follow, what they buy and give. Equation tags are those of
docs/model.md."""
import math

from objects_arithmetic import Agent, chosen, clip01, relax, rho, sigmoid
from peer_world import DT

INDICES = ("oversight", "capture", "resilience", "fragmentation", "stability", "alignment")
GROUPS = {"alignment": "alignment"}  # the others belong to governance


class Country(Agent):
    def at_file(self):
        """What the file alone decides; the access at the reference comes with the first derivation."""
        p, suppliers = self.model.p, self.model.suppliers
        drivers, contributions = p.drivers, p.contributions
        share = 1 / self.election_period + self.early_election * (1 - self.stability) * DT
        self.campaign = min(1.0, share / rho(drivers.election_decay))  # (0b)
        self.spending, self.propensity, self.access = 1.0, 0.0, 0.0
        self.cooperate, self.hedge, self.defy = self.stance
        gain = contributions.exp_gain * self.peacekeepers / (contributions.n_ref_per_million * self.population / 1e6)
        self.experience = gain / max(gain + contributions.exp_decay, 1e-300)  # (0d)
        equipment = self.equipment_share * self.spending_share * self.gdp
        self.stock = [equipment * share * self.stock_years for share in self.stock_shares]
        self.industry = list(self.industry)
        self.inflow_0 = self.inflow()
        self.eu_suppliers = sum(supplier.eu for supplier in suppliers)
        model = self.model
        self.disputes = [dispute for dispute in model.disputes if dispute.party_weight[self.index] > 0]
        self.exposures = [(dispute, dispute.exposure[self.index]) for dispute in model.disputes
                          if dispute.exposure[self.index] > 0]
        self.rivals = [(model.countries[pair.second], pair, pair.rivalry_of_first) for pair in model.pairs
                       if pair.first == self.index]
        self.rivals += [(model.countries[pair.first], pair, pair.rivalry_of_second) for pair in model.pairs
                        if pair.second == self.index]
        mean_gdp = sum(country.gdp for country in model.countries) / len(model.countries)
        self.relative_gdp = self.gdp / mean_gdp

    def at_reference(self):
        p = self.model.p
        self.alignment_0 = self.alignment
        self.utilities_0 = self.stance_utilities(p.decisions)
        self.supplier_utility_0 = [self.supplier_utility(s) for s in range(len(self.stock))]
        self.supplier_weight = [max(share, 0.01) * math.exp(appeal)
                                for share, appeal in zip(self.supplier_share, self.appeal)]
        self.anchor(trust=self.trust_eta(p.inclusion), **self.etas_of(p))
        industry = p.industry
        total, kept, invested = sum(self.industry), max(1 - self.leakage, 0.01), self.investment(0)
        self.split = [output / total if total > 0 else 1 / len(self.industry) for output in self.industry]
        self.upkeep = [industry.industry_decay * output * industry.capital_per_output / kept - part * invested
                       for output, part in zip(self.industry, self.split)]

    def settle(self, start):
        super().settle(start)
        self.start_alignment = start["alignment"]
        self.start_tension = self.mean_of_disputes("tension")

    def mean_of_disputes(self, name):
        return sum(getattr(dispute, name) for dispute in self.disputes) / max(len(self.disputes), 1)

    # What follows from the state.
    def derive_crises(self, usual):
        """(L1), (L2)"""
        if usual:
            self.crisis_load, self.closure = self.usual_crisis, 0.0
            return
        closure = self.model.p.mobility.closure
        self.closure = max((reach * closure[dispute.level] for dispute, reach in self.exposures), default=0.0)
        self.crisis_load = max((reach * dispute.level / 5 for dispute, reach in self.exposures), default=0.0)

    def derive(self):
        model = self.model
        p, levers, i = model.p, model.levers, self.index
        spared = free = 1.0
        for actor in model.actors:
            spared *= 1 - actor.pressure[i]
            free *= 1 - actor.adversity * actor.dependence[i]
        self.pressure, self.dependence, self.predictability = 1 - spared, 1 - free, self.alignment * free  # (H7)
        g = p.governance
        self.governance = self.oversight * (1 - self.capture)
        self.leakage = g.leak_max * self.capture * (1 - self.oversight)
        self.leakage_eu = self.leakage * (1 - g.safeguard * (levers.verification + levers.audit) / 2)
        self.information_leakage = self.capture * self.dependence * (1 - g.safeguard * levers.verification)  # (G6)
        self.derive_inclusion(p.inclusion, levers, i)
        self.derive_stock(p.procurement)

    def derive_inclusion(self, p, levers, i):
        """(I1) to (I5)"""
        mobility, governance, industry = p.access_weight
        self.offer = (mobility * levers.access_mobility[i] + governance * levers.access_governance[i]
                      + industry * levers.access_industry[i])
        score = (self.governance + self.alignment) / 2 - p.score_leak * self.information_leakage
        met = sigmoid(p.elig_slope * (score - levers.benchmark))
        self.eligibility = 1 - levers.conditionality + levers.conditionality * met
        membership = p.reward_membership * (levers.promise[i] + levers.pace[i]) / 2
        self.gap = max(levers.alignment_demand - self.access, 0.0)
        self.reward = self.trust * (membership + p.reward_access * self.access)
        self.reachable_reward = (levers.conditionality * levers.verification * self.trust
                                 * (membership + p.reward_access * self.offer))

    def derive_stock(self, p):
        """(P4)"""
        suppliers, total = self.model.suppliers, max(sum(self.stock), 1e-300)
        self.supplier_share = share = [stock / total for stock in self.stock]
        compatible = sum(part * supplier.compat for part, supplier in zip(share, suppliers))
        self.interoperability = (1 - p.xi) * compatible + p.xi * self.experience
        self.western_share = sum(part for part, supplier in zip(share, suppliers) if supplier.western)
        self.opacity = sum(part * supplier.opacity for part, supplier in zip(share, suppliers))

    # Predictors.
    def inflow(self):
        return self.spending_share * self.spending + self.model.levers.capacity_building[self.index] / self.gdp

    def etas_of(self, p):
        """(G1) to (G5), (A1)"""
        g, a, levers, world = p.governance, p.alignment, self.model.levers, self.model.world
        money = g.cap_spend * math.log(self.inflow() / self.inflow_0) * (1 - self.oversight)
        aid = (1 - self.leakage_eu) * levers.resilience_aid[self.index]
        return {
            "oversight": g.gov_reward * self.reachable_reward + g.gov_audit * levers.audit - g.gov_capture * self.capture,
            "capture": (money + g.cap_opaque * self.opacity + g.cap_pressure * self.pressure
                        - g.cap_oversight * self.oversight - g.cap_audit * levers.audit),
            "resilience": (g.res_aid * math.log(1 + aid / g.res_scale) + g.res_gov * self.governance
                           - g.res_pressure * self.pressure),
            "fragmentation": (g.frag_pressure * self.pressure + g.frag_crisis * self.crisis_load
                              - g.frag_reward * self.reward),
            "stability": (g.stab_gov * self.governance - g.stab_shock * world.shock - g.stab_pressure * self.pressure
                          - g.stab_crisis * self.crisis_load),
            "alignment": (a.al_reward * self.reward - a.al_gap * self.gap - a.al_dep * self.dependence
                          - a.al_capture * self.capture + a.al_us * self.nato * world.us_attention
                          - a.al_campaign * self.nationalism * self.campaign
                          + p.decisions.al_stance * (self.cooperate - self.defy))}

    def trust_eta(self, p):
        """(I7)"""
        levers, i = self.model.levers, self.index
        delivered = levers.pace[i] * self.eligibility * self.model.world.eu_bandwidth
        return p.trust_pace * (delivered - levers.promise[i]) - p.trust_gap * self.gap

    def stance_utilities(self, p):
        """(S1) to (S3)"""
        return [p.st_reward * self.reward, p.st_gap * self.gap + p.st_dep * self.dependence,
                p.st_campaign * self.nationalism * self.campaign + p.st_instab * (1 - self.stability)
                + p.st_backing * self.dependence - p.st_cost * self.mean_of_disputes("perceived_cost")]

    def supplier_utility(self, s):
        """u of (P2)"""
        model, p, supplier = self.model, self.model.p.procurement, self.model.suppliers[s]
        utility = p.u_lock * self.supplier_share[s] + p.u_interop * self.alignment * supplier.compat
        if supplier.adversary >= 0:
            utility += p.u_dep * model.actors[supplier.adversary].dependence[self.index]
        if supplier.eu:
            utility += p.u_safe * model.levers.access_industry[self.index] * self.access
        return utility

    # A month on.
    def step(self):
        model, p = self.model, self.model.p
        self.following = following = {}
        for name, eta in self.etas_of(p).items():
            group = getattr(p, GROUPS.get(name, "governance"))
            following[name] = self.moved(name, eta, getattr(group, name + "_rate"), getattr(group, name + "_vol"))
        self.step_inclusion(p.inclusion)
        self.step_stance(p.decisions)
        self.step_learning(p.hybrid_pressure)
        if not model.held:
            self.step_campaign(p.drivers)
            self.step_contract(p.procurement)
            self.step_stock(p.procurement)
        self.step_spending(p.procurement)
        self.step_industry(p.industry)
        self.step_contributions(p.contributions)

    def step_inclusion(self, p):
        speed = rho(p.access_rate) * self.model.world.eu_bandwidth
        self.following["access"] = self.access + speed * (self.offer * self.eligibility - self.access)  # (I6)
        target = sigmoid(self.anchors["trust"] + self.trust_eta(p))
        rate = p.trust_up if self.trust < target else p.trust_down
        self.following["trust"] = relax(self.trust, target, rho(rate), p.trust_vol, self.model.normal())

    def step_stance(self, p):
        if self.model.has_noise and self.model.uniform() >= rho(p.stance_rate):
            return
        departure = [now - then for now, then in zip(self.stance_utilities(p), self.utilities_0)]
        highest = max(u for u, base in zip(departure, self.stance) if base > 0)
        weights = [base * math.exp(u - highest) if base > 0 else 0.0 for u, base in zip(departure, self.stance)]
        total = sum(weights)
        if self.model.has_noise:
            self.take_stance(self.following, chosen(weights, self.model.uniform() * total))
        else:
            self.following.update(zip(("cooperate", "hedge", "defy"), (weight / total for weight in weights)))

    @staticmethod
    def take_stance(state, stance):
        state.update(cooperate=float(stance == 0), hedge=float(stance == 1), defy=float(stance == 2))

    def step_learning(self, p):
        """(H6)"""
        payoff = p.learn_gain * (self.mean_of_disputes("tension") - self.start_tension
                                 + self.start_alignment - self.alignment)
        self.following["propensity"] = self.propensity + rho(p.learn_rate) * (payoff - self.propensity)

    def step_campaign(self, p):
        """(D6)"""
        early = self.model.uniform() < rho(self.early_election * (1 - self.stability))
        starts = self.campaign_starts[self.model.month] or early
        self.following["campaign"] = 1.0 if starts else self.campaign * math.exp(-p.election_decay * DT)

    def money(self, month):
        """(P5)"""
        return self.spending_share * self.gdp * math.exp(self.growth * month * DT) * self.spending

    def step_spending(self, p):
        """(P1)"""
        rivals = sum(rivalry * pair.mistrust * (rival.spending - 1) for rival, pair, rivalry in self.rivals)
        change = p.reaction * rivals - p.fatigue * (self.spending - self.plan[self.model.month])
        kick = p.spend_vol * math.sqrt(DT) * self.spending * self.model.normal()
        self.following["spending"] = min(max(self.spending + DT * change + kick, 0.3), p.share_max / self.spending_share)

    def step_contract(self, p):
        """(P2)"""
        if self.model.uniform() >= rho(p.contract_rate):
            return
        weights = [weight * math.exp(self.supplier_utility(s) - then)
                   for s, (weight, then) in enumerate(zip(self.supplier_weight, self.supplier_utility_0))]
        self.following["contract"] = chosen(weights, self.model.uniform() * sum(weights))

    def step_stock(self, p):
        """(P3)"""
        arriving = (1 - self.leakage) * self.equipment_share * self.money(self.model.month)
        aid = (1 - self.leakage_eu) * self.model.levers.capacity_building[self.index] / max(self.eu_suppliers, 1)
        left = math.exp(-p.stock_decay * DT)
        self.following["stock"] = [
            stock * left + DT * (arriving * ((1 - p.side) * (s == self.contract) + p.side * self.supplier_share[s])
                                 + (aid if self.model.suppliers[s].eu else 0.0))
            for s, stock in enumerate(self.stock)]

    def safe_money(self):
        """safe of (Q2)"""
        return (self.model.p.industry.safe_share * self.model.levers.access_industry[self.index] * self.access
                * self.relative_gdp)

    def investment(self, month):
        """(Q2)"""
        domestic = sum(share for share, supplier in zip(self.supplier_share, self.model.suppliers) if supplier.domestic)
        own = self.model.p.industry.industry_share * domestic * self.equipment_share * self.money(month)
        return own + self.safe_money()

    def step_industry(self, p):
        """(Q1)"""
        month, kept = self.model.month, 1 - self.leakage
        invested = self.investment(month)
        self.following["industry"] = [
            max(output + DT * (kept * (part * invested + joint[month] + upkeep) / p.capital_per_output
                               - p.industry_decay * output), 0.0)
            for output, part, joint, upkeep in zip(self.industry, self.split, self.coproduction, self.upkeep)]

    def step_contributions(self, p):
        """(B1), (B2)"""
        willing = self.alignment / max(self.alignment_0, 0.01)
        calm = (1 - self.crisis_load) / max(1 - self.usual_crisis, 0.01)
        sent = self.deployment[self.model.month] * willing * calm
        self.following["peacekeepers"] = self.peacekeepers + rho(p.peace_rate) * (sent - self.peacekeepers)
        full = p.n_ref_per_million * self.population / 1e6
        gain = p.exp_gain * self.peacekeepers / full * (1 - self.experience)
        self.following["experience"] = clip01(self.experience + DT * (gain - p.exp_decay * self.experience))
