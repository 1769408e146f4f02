"""What nobody in the region chooses, and the outside actors. Equation tags are those of docs/model.md."""
import math

from objects_arithmetic import Agent, anchored_at, chosen, clip01, relax, rho, sigmoid


class OutsideWorld(Agent):
    """Washington, the war, shocks, attention in Brussels, crossings at the border."""

    def at_reference(self):
        p = self.model.p.drivers
        self.us_attention = p.us_levels[self.us_regime]
        self.shock = rho(p.shock_rate) * p.shock_mean / rho(p.shock_decay)  # (0a)
        self.war_intensity_0, self.shock_0 = self.war_intensity, self.shock
        self.eu_bandwidth = self.free_bandwidth([dispute.usual_level for dispute in self.model.disputes])

    def free_bandwidth(self, levels):
        """(D5)"""
        p = self.model.p.drivers
        crises = sum(dispute.weight * level / 5 for dispute, level in zip(self.model.disputes, levels))
        return clip01(1 - p.bandwidth_drain_level * crises - p.bandwidth_drain_war * self.war_intensity
                      - p.bandwidth_drain_shock * self.shock)

    def step(self):
        model, p = self.model, self.model.p.drivers
        free = self.free_bandwidth([dispute.level_felt for dispute in model.disputes])
        self.following = {
            "us_regime": self.next_regime(p),
            "us_attention": self.us_attention + rho(p.us_relax_rate) * (p.us_levels[self.us_regime] - self.us_attention),
            "war_intensity": relax(self.war_intensity, self.war_path[model.month], rho(p.war_rate), p.war_vol, model.normal()),
            "eu_bandwidth": self.eu_bandwidth + rho(p.bandwidth_rate) * (free - self.eu_bandwidth),
            "crossings": self.next_crossings(model.p.contributions)}
        if not model.held:
            self.following["shock"] = self.next_shock(p)

    def next_regime(self, p):
        """(D1)"""
        rates = [0.0 if to == self.us_regime else rate for to, rate in enumerate(p.us_rates[self.us_regime])]
        if self.us_hold is not None or self.model.uniform() >= rho(sum(rates)):
            return self.us_regime
        return chosen(rates, self.model.uniform() * sum(rates))

    def next_shock(self, p):
        """(D4)"""
        left = self.shock * math.exp(-p.shock_decay / 12)
        if self.model.uniform() < rho(p.shock_rate):
            left += self.model.random.expovariate(1 / p.shock_mean) if p.shock_mean > 0 else 0.0
        return left

    def next_crossings(self, p):
        """(B3)"""
        model = self.model
        mean = sum(country.alignment for country in model.countries) / len(model.countries)
        mean_0 = sum(country.alignment_0 for country in model.countries) / len(model.countries)
        officers = model.levers.frontex_officers / max(model.file.status_quo.frontex_officers, 1)
        deterred = math.exp(min(-p.cross_elast * (officers * mean - mean_0), 50))
        pushed = (1 + p.cross_shock * self.shock) / (1 + p.cross_shock * self.shock_0)
        return self.crossings + rho(p.cross_rate) * (deterred * pushed - self.crossings)


class Actor(Agent):
    """An outside actor: its pressure on every country, and every country's dependence on it."""

    def at_reference(self):
        """The share of elsewhere is fixed, and what follows is remembered."""
        model, p = self.model, self.model.p.hybrid_pressure
        self.effort_0 = max(self.effort(), 1e-3 * self.capacity)
        self.log_spared = [math.log(max(1 - pressure, 1e-300)) for pressure in self.pressure]
        self.shield_0 = [max(1 - p.rs_shield * country.resilience, 0.01) for country in model.countries]
        self.elsewhere_utility = -math.inf
        _, inside = self.aim()
        self.elsewhere_utility = inside + math.log(max(self.elsewhere / (1 - self.elsewhere), 1e-300))
        utility, total = self.aim()
        self.log_share_0 = [one - total for one in utility]
        self.eta_0 = [self.dependence_eta(i) for i in range(len(model.countries))]

    def settle(self, start):
        self.dependence_anchor = [anchored_at(x) - eta for x, eta in zip(start["dependence"], self.eta_0)]

    def effort(self):
        """(H4)"""
        world = self.model.world
        return (self.capacity * (1 - self.distraction * world.war_intensity)
                * (1 + self.vacuum * (1 - world.us_attention)))

    def opportunity(self, i, country):
        """(H1), (H2)"""
        model, p = self.model, self.model.p.hybrid_pressure
        partners = (p.pres_trust * country.trust + p.pres_mission * country.mission_presence
                    + p.pres_us * model.world.us_attention)
        return (p.w_frag * country.fragmentation + p.w_res * (1 - country.resilience) + p.w_dep * self.dependence[i]
                + p.w_vacuum * (1 - partners)
                + p.w_leak * country.information_leakage * model.levers.access_governance[i])

    def aim(self):
        """(H3)"""
        utility = [self.focus * (self.value[i] + country.propensity + self.opportunity(i, country))
                   for i, country in enumerate(self.model.countries)]
        highest = max(*utility, self.elsewhere_utility)
        total = sum(math.exp(one - highest) for one in utility) + math.exp(self.elsewhere_utility - highest)
        return utility, highest + math.log(total)

    def dependence_eta(self, i):
        """(A2)"""
        p, country = self.model.p.alignment, self.model.countries[i]
        arms = sum(country.supplier_share[s] for s, supplier in enumerate(self.model.suppliers)
                   if supplier.adversary == self.index)
        return p.dep_arms * arms + p.dep_pressure * self.pressure[i] + p.dep_gap * country.gap - p.dep_reward * country.reward

    def step(self):
        model, p = self.model, self.model.p.hybrid_pressure
        utility, total = self.aim()
        vigour = self.capacity_factor * self.effort() / self.effort_0
        pressure, dependence = [], []
        for i, country in enumerate(model.countries):
            shield = max(1 - p.rs_shield * country.resilience, 0.01) / self.shield_0[i]
            multiple = min(vigour * math.exp(utility[i] - total - self.log_share_0[i]) * shield, 1e6)
            target = 1 - math.exp(multiple * self.log_spared[i])  # (H5)
            pressure.append(relax(self.pressure[i], target, rho(p.pressure_rate), p.pressure_vol, model.normal()))
            dependence.append(self.next_dependence(i))
        self.following = {"pressure": pressure, "dependence": dependence}

    def next_dependence(self, i):
        p = self.model.p.alignment
        target = sigmoid(self.dependence_anchor[i] + self.dependence_eta(i))
        return relax(self.dependence[i], target, rho(p.dependence_rate), p.dependence_vol, self.model.normal())
