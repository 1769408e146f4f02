"""Roads and railways, and how much moves over them. Equation tags are those of docs/model.md."""
from objects_arithmetic import Agent, clip01, sigmoid
from peer_world import DT, flows_of_situations


class Segment(Agent):
    def at_file(self):
        self.where = self.model.countries[self.country] if self.country >= 0 else None
        self.cost = self.km * self.model.file.cost_per_km
        self.full_capacity, self.full_wait = self.capacity, self.wait
        self.quality_0 = self.quality

    def settle(self, start):
        self.quality_0 = start["quality"]

    def derive(self, p):
        """(T2), (T3), (T5)"""
        passage = self.where.passage if self.where else 1.0
        self.wait = self.full_wait * (self.where.kept_wait if self.where else 1.0)
        standard = p.cap_floor + (1 - p.cap_floor) * self.quality
        self.capacity = self.full_capacity * standard * passage / (1 + self.wait / 24)
        self.hours = (self.km / (p.speed * (0.5 + 0.5 * self.quality)) + self.wait) / max(passage, 0.05)

    def step(self):
        """(T6)"""
        if self.model.held:
            return
        kept = 1 - self.where.leakage_eu if self.where else 1.0
        change = kept * self.money / self.cost - self.model.p.mobility.wear * (self.quality - self.quality_0)
        self.following = {"quality": clip01(self.quality + DT * change)}


class Network:
    """All segments together: flows through cuts, and fastest routes."""

    def __init__(self, model, programs):
        self.model, self.programs = model, programs
        self.situations = flows_of_situations(programs)
        self.borders = max(sum(segment.wait > 0 for segment in model.segments), 1)

    def at_reference(self):
        self.throughput_0, self.transit_hours_0 = self.throughput, self.transit_hours

    def derive(self):
        model, p = self.model, self.model.p.mobility
        for i, country in enumerate(model.countries):
            denied = p.denial * (1 - sigmoid(p.denial_slope * (country.predictability - p.denial_mid)))
            country.passage = (1 - country.closure) * (1 - denied)  # (T1)
            country.kept_wait = 1 - p.wait_cut * model.levers.access_mobility[i] * country.access
        for segment in model.segments:
            segment.derive(p)
        self.border_wait = sum(segment.wait for segment in model.segments) / self.borders
        self.share_money()
        capacity = self.evaluated(self.programs.capacities, [segment.capacity for segment in model.segments])
        flows = [min(sum(capacity[value] for value in cut) for cut in cuts) for cuts in self.programs.flows]
        throughput = [sum(flows[k] for k in chosen) for chosen in self.situations]
        self.throughput, self.throughput_without = throughput[0], throughput[1:]  # (T4)
        self.robust_throughput = min(throughput[:1 + len(model.file.corridors)])
        self.redundancy = self.robust_throughput / max(self.throughput, 1e-300)
        self.transit_hours = self.transit([segment.hours for segment in model.segments])

    def share_money(self):
        """The money of (T6), by corridor and then by length unbuilt."""
        model, levers = self.model, self.model.levers
        left = [0.0] * len(model.file.corridors)
        for segment in model.segments:
            for corridor in segment.corridors:
                left[corridor] += segment.km * (1 - segment.quality)
        for segment in model.segments:
            unbuilt = segment.km * (1 - segment.quality)
            segment.money = levers.infrastructure * sum(
                levers.infrastructure_shares[corridor] * unbuilt / left[corridor]
                for corridor in segment.corridors if left[corridor] > 0)

    @staticmethod
    def evaluated(operations, values):
        """The values, and after them the results of the operations."""
        for kind, a, b in operations:
            values.append(values[a] + values[b] if kind == "sum" else min(values[a], values[b]))
        return values

    def transit(self, hours):
        """Mean over exits of the fastest route (Bellman and Ford)."""
        hours, routes = self.evaluated(self.programs.hours, hours), self.programs.routes
        arrival = [1e6] * routes.nodes
        for node, start in zip(routes.entries, routes.entry_hours):
            arrival[node] = start
        changed = True
        while changed:
            changed = False
            for u, v, value in routes.edges:
                if arrival[u] + hours[value] < arrival[v]:
                    arrival[v], changed = arrival[u] + hours[value], True
                elif arrival[v] + hours[value] < arrival[u]:
                    arrival[u], changed = arrival[v] + hours[value], True
        return sum(arrival[node] for node in routes.exits) / max(len(routes.exits), 1)
