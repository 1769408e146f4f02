"""Results and experiments of détente: labelled data, statistics with intervals, runs of the command.

    import detente
    with detente.open("outputs/quickstart") as result:
        print(result.compare("conditional_credible", "status_quo", "crisis_cost"))

docs/python.md has an example of everything. Modules are loaded when they are first asked for, so that what only calls
the command needs neither xarray nor pandas.
"""
import importlib

_HOMES = {
    "Analysis": "analysis_file",
    "CommandError": "errors", "DetenteError": "errors", "ResultError": "errors", "UnknownName": "errors",
    "Experiment": "experiment",
    "Result": "result", "open": "opening",
    "Simulation": "simulation",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    value = getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
