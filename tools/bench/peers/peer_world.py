"""The world file of bench_world, read for the peers: one arm of an experiment with every number resolved."""
import json
import types

DT = 1 / 12  # years
LEVELS = 6
PAYERS = ("EU", "NATO", "region")
STANCES = ("cooperate", "hedge", "defy")
COMPONENTS = ("mission_baseline", "post_conflict", "mission_surge", "mediation", "stabilisation", "disruption",
              "readiness_delay", "misinvestment", "leakage", "migration", "policy")
CRISIS_COMPONENTS = 10  # all but the last


def namespaces(value):
    """Maps as namespaces, all the way down."""
    if isinstance(value, dict):
        return types.SimpleNamespace(**{key: namespaces(entry) for key, entry in value.items()})
    return [namespaces(entry) for entry in value] if isinstance(value, list) else value


def parameter_groups(table):
    """{"drivers.us.levels": ..} as groups: p.drivers.us_levels."""
    groups = {}
    for key, value in table.items():
        group, name = key.split(".", 1)
        groups.setdefault(group, {})[name.replace(".", "_")] = value
    return types.SimpleNamespace(**{group: types.SimpleNamespace(**names) for group, names in groups.items()})


def lever_months(paths, missions):
    """The levers of each month: levers[month].access_mobility[country]. Missions without a lever are at 0."""
    paths = {name.replace(".", "_"): path for name, path in paths.items()}
    months = [types.SimpleNamespace(**{name: path[month] for name, path in paths.items()})
              for month in range(len(paths["mediation"]))]
    for levers in months:
        mandates = iter(levers.missions)
        levers.missions = [next(mandates) if mission.has_lever else 0.0 for mission in missions]
    return months


def read_world(path):
    with open(path, encoding="utf-8") as file:
        tables = json.load(file)
    if tables["schema"] != "detente/bench-world@1":
        raise SystemExit(f"{path}: schema {tables['schema']} (detente/bench-world@1 was expected)")
    apart = {name: tables.pop(name) for name in ("base_parameters", "parameters", "status_quo", "levers", "shift")}
    world = namespaces(tables)
    world.base = parameter_groups(apart["base_parameters"])
    world.parameters = parameter_groups(apart["parameters"])
    world.status_quo = lever_months(apart["status_quo"], world.missions)[0]
    world.levers = lever_months(apart["levers"], world.missions)
    world.shift = apart["shift"]
    return world


def labels_of(world, months):
    """The ids of every dimension, by its name."""
    ids = {"country": world.countries, "adversary": world.actors, "supplier": world.suppliers,
           "dispute": world.disputes, "pair": world.pairs, "mission": world.missions, "segment": world.segments}
    labels = {dimension: [entity.id for entity in entities] for dimension, entities in ids.items()}
    labels["product"] = world.products
    labels["corridor"] = world.corridors
    labels["closed"] = world.corridors + labels["country"]
    labels["component"] = list(COMPONENTS)
    labels["payer"] = list(PAYERS)
    labels["stance"] = list(STANCES)
    labels["year"] = [str(year) for year in range((months + 11) // 12)]
    return labels


def shares_after_war(world):
    """Part of each mission in the force after a war in each of its disputes: {(mission, dispute): share}."""
    shares = {}
    for dispute in range(len(world.disputes)):
        own = [m for m, mission in enumerate(world.missions) if dispute in mission.disputes]
        total = sum(world.missions[m].strength for m in own)
        for m in own:
            shares[m, dispute] = world.missions[m].strength / total if total > 0 else 1 / len(own)
    return shares


def neighbours(world):
    """For each dispute, those that share a party with it."""
    parties = [{i for i, weight in enumerate(dispute.party_weight) if weight > 0} for dispute in world.disputes]
    return [[other for other in range(len(parties)) if other != d and parties[d] & parties[other]]
            for d in range(len(parties))]


def differ_in_nato(world, dispute):
    kinds = {country.nato > 0.5 for country, weight in zip(world.countries, dispute.party_weight) if weight > 0}
    return len(kinds) == 2


def flows_of_situations(network):
    """The flows that add up to the throughput: of the whole, then with each corridor closed and each country denied."""
    return [[dict(changed).get(part, part) for part in range(network.parts)] for changed in [[], *network.closures]]
