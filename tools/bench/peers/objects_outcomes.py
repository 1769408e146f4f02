"""Outcomes of one run, collected month by month: {name: number or list by entity}."""
import math

from peer_world import CRISIS_COMPONENTS, DT

COUNTRY_MEANS = {"oversight": "oversight", "capture": "capture", "alignment": "alignment", "trust": "trust",
                 "access": "access", "resilience": "resilience", "fragmentation": "fragmentation",
                 "stability": "stability", "spending": "spending", "g": "governance", "pressure": "pressure",
                 "dependence": "dependence", "interoperability": "interoperability", "western_share": "western_share",
                 "leak": "leakage", "leak_eu": "leakage_eu", "infoleak": "information_leakage"}
NETWORK_MEANS = ("throughput", "robust_throughput", "redundancy", "transit_hours", "border_wait")
LEAST_WAR = 0.01


class Outcomes:
    def __init__(self, model, months):
        self.model, self.months, self.sums = model, months, {}
        self.peak = [0] * len(model.disputes)
        self.throughput_min = math.inf
        self.year = [0.0] * ((months + 11) // 12)

    def add(self, name, values):
        sums = self.sums.setdefault(name, [0.0] * len(values))
        for index, value in enumerate(values):
            sums[index] += value

    def observe_start(self):
        """What counts as it stands at a month's start."""
        model, network = self.model, self.model.network
        for name, here in COUNTRY_MEANS.items():
            self.add("mean." + name, [getattr(country, here) for country in model.countries])
        self.add("mean.mistrust", [pair.mistrust for pair in model.pairs])
        for name in ("tension", "perceived_cost"):
            self.add("mean." + name, [getattr(dispute, name) for dispute in model.disputes])
        for name in NETWORK_MEANS:
            self.add(name, [getattr(network, name)])
        self.add("mean.eu_bandwidth", [model.world.eu_bandwidth])
        self.add("mean.crossings", [model.world.crossings])
        self.add("mean.spending_meur", [sum(country.money(0) for country in model.countries)])
        self.add("stance_share", [sum(getattr(country, stance) for country in model.countries)
                                  for stance in ("cooperate", "hedge", "defy")])
        self.throughput_min = min(self.throughput_min, network.throughput)
        self.observe_assets()

    def observe_assets(self):
        model, prices = self.model, self.model.p.shadow_prices
        products = model.file.products
        usable = [country.interoperability * country.alignment for country in model.countries]
        output = sum(part * sum(country.industry) for part, country in zip(usable, model.countries))
        ammunition = sum(part * sum(made for made, product in zip(country.industry, products)
                                    if product in ("ammunition", "propellant"))
                         for part, country in zip(usable, model.countries))
        peacekeepers = sum(country.peacekeepers for country in model.countries)
        war = model.world.war_intensity / max(model.world.war_intensity_0, LEAST_WAR)
        support = sum(country.support * country.alignment / max(country.alignment_0, LEAST_WAR) * country.spending
                      for country in model.countries) * war
        phi_0 = model.network.throughput_0
        throughput = model.network.throughput / phi_0 if phi_0 > 0 else 0.0
        yearly = (prices.output * output + prices.throughput * throughput + prices.peacekeeper_year * peacekeepers
                  + prices.support * support)
        self.add("asset_value", [self.discount() / 12 * yearly])
        self.add("usable_output", [output])
        self.add("usable_ammunition", [ammunition])
        self.add("peacekeeper_years", [peacekeepers / 12])
        self.add("ukraine_support", [support / 12])

    def discount(self):
        return math.exp(-self.model.p.cost.discount_rate * DT * self.model.month)

    def observe_end(self, ledger):
        """Flows, and levels of a month's end."""
        model, discount = self.model, self.discount()
        self.add("crisis_cost", [discount * ledger.crisis])
        self.year[model.month // 12] += discount * ledger.crisis
        self.add("crisis_cost.component", [discount * amount for amount in ledger.eu])
        self.add("crisis_cost.dispute", [discount * amount for amount in ledger.by_dispute])
        self.add("crisis_cost.country", [discount * amount for amount in ledger.by_country])
        self.add("cost.payer", [discount * sum(parts[payer] for parts in ledger.parts[:CRISIS_COMPONENTS])
                                for payer in range(3)])
        levels = [dispute.level for dispute in model.disputes]
        self.peak = [max(level, peak) for level, peak in zip(levels, self.peak)]
        self.add("months_at_2", [level >= 2 for level in levels])
        self.add("months_at_3", [level >= 3 for level in levels])
        self.add("settled", [dispute.settlement for dispute in model.disputes])

    def finish(self):
        """{name: (list by entity, dimensions)}"""
        by = {"crisis_cost.component": "component", "crisis_cost.dispute": "dispute", "crisis_cost.country": "country",
              "cost.payer": "payer", "months_at_2": "dispute", "months_at_3": "dispute", "settled": "dispute",
              "stance_share": "stance", "mean.mistrust": "pair", "mean.tension": "dispute",
              "mean.perceived_cost": "dispute", **{"mean." + name: "country" for name in COUNTRY_MEANS}}
        is_mean = {"settled", "usable_output", "usable_ammunition", *NETWORK_MEANS}
        result = {}
        for name, sums in self.sums.items():
            scale = 1 / self.months if name in is_mean or name.startswith("mean.") else 1.0
            if name == "stance_share":
                scale = 1 / (self.months * len(self.model.countries))
            result[name] = ([scale * entry for entry in sums], (by[name],) if name in by else ())
        result["policy_cost"] = ([self.sums["crisis_cost.component"][CRISIS_COMPONENTS]], ())
        result["net_position"] = ([self.sums["asset_value"][0] - self.sums["crisis_cost"][0]], ())
        result["crisis_cost.year"] = (self.year, ("year",))
        result["peak_level"] = (self.peak, ("dispute",))
        result["open_conflict"] = ([float(max(self.peak, default=0) >= 5)], ())
        result["throughput_min"] = ([self.throughput_min], ())
        return result
