"""What a month cost, by component and payer [MEUR]. Equation tags are those of docs/model.md."""
from peer_world import COMPONENTS, CRISIS_COMPONENTS

EU, NATO, REGION = range(3)


class Ledger:
    """Entries of one month."""

    def __init__(self, model):
        self.model = model
        self.parts = [[0.0, 0.0, 0.0] for _ in COMPONENTS]
        p = model.p.cost
        self.missions(model)
        self.disputes(model, p)
        self.transport(model, p)
        self.countries(model, p)
        self.book(9, p.crossing_cost * max(model.world.crossings - 1, 0), p.eu_share[6], REGION)  # (K10)
        self.eu = [parts[EU] for parts in self.parts]
        self.crisis = sum(self.eu[:CRISIS_COMPONENTS])

    def book(self, component, amount, eu_share, other):
        self.parts[component][EU] += amount * eu_share
        self.parts[component][other] += amount * (1 - eu_share)

    def missions(self, model):
        """(K1) to (K3)"""
        for mission, lever in zip(model.missions, model.levers.missions):
            mandated = lever * mission.mandated_0
            above = max(mission.strength - mandated, 0.0)
            legacy = min(above, mission.legacy)
            month, surge = mission.cost_per_person_year / 12, mission.surge_cost_per_person_year / 12
            for component, amount in enumerate((mandated * month, legacy * month, (above - legacy) * surge)):
                for payer, share in enumerate(mission.payer_share):
                    self.parts[component][payer] += amount * share

    def disputes(self, model, p):
        """(K4), (K5)"""
        self.by_dispute = []
        self.book(3, p.mediation_lever * model.levers.mediation / 12, p.eu_share[0], NATO)
        for dispute in model.disputes:
            talks = dispute.weight * p.mediation_cost[dispute.level]
            aid = dispute.weight * p.stabilisation_cost[dispute.level]
            self.book(3, talks, p.eu_share[0], NATO)
            self.book(4, aid, p.eu_share[1], NATO)
            self.by_dispute.append(talks * p.eu_share[0] + aid * p.eu_share[1])

    def transport(self, model, p):
        """(K6), (K7)"""
        closure = model.p.mobility.closure
        closed = {country.index: max((reach * closure[dispute.level] for dispute, reach in country.exposures), default=0.0)
                  for country in model.countries}
        inside = [segment for segment in model.segments if segment.where]
        total = max(sum(segment.full_capacity * segment.km for segment in inside), 1e-300)
        share = sum(segment.full_capacity * segment.km * closed[segment.country] for segment in inside) / total
        self.book(5, p.corridor_trade_value * len(model.file.corridors) * share, p.eu_share[2], REGION)
        delay = max(model.before.transit_hours - model.network.transit_hours_0, 0.0) / 24
        self.book(6, p.delay_value * delay * model.world.war_intensity, p.eu_share[3], REGION)

    def countries(self, model, p):
        """(K8), (K9), (K11)"""
        levers, before = model.levers, model.before
        self.by_country = []
        yearly = levers.infrastructure + p.officer_year * levers.frontex_officers
        yearly += p.safeguards_lever * (levers.verification + levers.audit + levers.coordination)
        for i, (safe, roads, leakage_eu, information_leakage, access) in enumerate(before.countries):
            aid = levers.capacity_building[i] + levers.resilience_aid[i] + safe
            lost = leakage_eu * (aid + roads) / 12
            doors = (levers.access_governance[i] + levers.access_industry[i]) / 2
            exposed = p.leak_value * information_leakage * doors * access
            self.book(7, lost, p.eu_share[4], REGION)
            self.book(8, exposed, p.eu_share[5], REGION)
            self.by_country.append(lost * p.eu_share[4] + exposed * p.eu_share[5])
            yearly += aid
        self.parts[10][EU] = yearly / 12


class Before:
    """What a month's cost needs of its start: leaks, transit and money are the month's own."""

    def __init__(self, model):
        self.transit_hours = model.network.transit_hours
        roads = [0.0] * len(model.countries)
        for segment in model.segments:
            if segment.where:
                roads[segment.country] += segment.money
        self.countries = [(country.safe_money(), roads[i], country.leakage_eu, country.information_leakage, country.access)
                          for i, country in enumerate(model.countries)]
