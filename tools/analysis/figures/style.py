"""How all figures look: sizes, fonts, and colour, dash and marker of each policy."""
import contextlib
import dataclasses
import functools

import matplotlib.style

MILLIMETRE = 1 / 25.4  # [inch]
WIDTHS = {1: 85.0, 2: 178.0}  # [mm] of one and of two columns of a journal
FONT_SIZE = 7.0  # [pt]

SETTINGS = {
    "font.family": "DejaVu Sans",  # comes with matplotlib, so that bytes are the same everywhere
    "font.size": FONT_SIZE,
    "axes.titlesize": FONT_SIZE,
    "axes.labelsize": FONT_SIZE,
    "xtick.labelsize": FONT_SIZE,
    "ytick.labelsize": FONT_SIZE,
    "legend.fontsize": FONT_SIZE,
    "axes.linewidth": 0.5,
    "axes.edgecolor": "#595959",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.titlepad": 2.5,
    "axes.labelpad": 2.5,
    "grid.color": "#e4e4e4",
    "grid.linewidth": 0.4,
    "xtick.major.width": 0.5,
    "ytick.major.width": 0.5,
    "xtick.major.size": 2.0,
    "ytick.major.size": 2.0,
    "xtick.major.pad": 1.5,
    "ytick.major.pad": 1.5,
    "hatch.linewidth": 0.35,
    "legend.frameon": False,
    "text.parse_math": False,  # a name with $ is a name
    "text.usetex": False,
    "pdf.fonttype": 42,  # whole TrueType fonts: journals refuse Type 3
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "detente",  # else ids differ from call to call
    "path.simplify": False,
}

INK = "#1c1c1c"
SOFT = "#595959"
COLOURS = ["#6b6b6b", "#0072B2", "#C44E00", "#00735C", "#8A3FA0", "#A8123E", "#7A6200"]
DASHES = [(4, 1.6), None, (6, 1.5, 1.2, 1.5), (1.4, 1.2), (8, 2.2), (5, 1.2, 1.2, 1.2, 1.2, 1.2), (1.2, 2.6)]
MARKERS = ["o", "s", "^", "D", "v", "P", "X"]


@dataclasses.dataclass(frozen=True)
class Look:
    """How a policy is drawn. Colour, dash and marker say the same, so that none of them is needed alone."""
    policy: str
    colour: str
    dash: object  # for matplotlib's `linestyle`
    marker: str


def look_at(policy, index):
    turn, place = divmod(index, len(COLOURS))
    dash = DASHES[(index + turn) % len(DASHES)]
    return Look(policy, COLOURS[place], "-" if dash is None else (0, dash), MARKERS[(index + turn) % len(MARKERS)])


def policy_looks(report):
    """The Look of each policy of a Report, by id; the baseline is grey and dashed. It depends on the report alone, not
    on what is chosen, so that a policy looks the same in all figures."""
    others = [one for one in report.policies if one != report.baseline]
    return {one: look_at(one, index) for index, one in enumerate([report.baseline, *others])}


@contextlib.contextmanager
def styled(settings=None):
    """Matplotlib's defaults, then SETTINGS, then `settings` (rcParams); what a user has set elsewhere does not reach in."""
    with matplotlib.style.context(["default", SETTINGS, settings or {}]):
        yield


def drawing(draw):
    """For the public functions: checks `columns`, and draws in the style, with `settings` over it."""
    @functools.wraps(draw)
    def styled_draw(report, *, columns=2, settings=None, **options):
        if columns not in WIDTHS:
            raise ValueError("columns is 1 or 2")
        with styled(settings):
            return draw(report, columns=columns, **options)
    return styled_draw
