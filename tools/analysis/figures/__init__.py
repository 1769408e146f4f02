"""Figures for papers, drawn with matplotlib from what `detente report --format json` writes (detente/report@1).

    from figures import load_report, fans
    figure = fans(load_report("outputs/mine"), columns=1, variable="governance")
    figure.axes[0].set_ylim(0, 1)

Every function returns a matplotlib Figure. Nothing is computed here: each number drawn stands in the report.
docs/figures.md says what each figure shows.
"""
from .cost_figure import costs
from .differences_figure import differences
from .dots_figure import dots
from .exceedance_figure import exceedance
from .fans_figure import fans
from .frontier_figure import frontier
from .map_figure import region_map
from .report_data import FigureAbsent, Report, ReportError, load_report
from .saving import save_figure
from .sensitivity_figure import sensitivity
from .story_figure import story
from .style import SETTINGS, WIDTHS, policy_looks

__all__ = [
    "FigureAbsent", "Report", "ReportError", "SETTINGS", "WIDTHS", "costs", "differences", "dots", "exceedance", "fans",
    "frontier", "load_report", "policy_looks", "region_map", "save_figure", "sensitivity", "story",
]
