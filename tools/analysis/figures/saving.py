"""Writes figures so that the same report gives the same bytes, and no file of somebody else is lost."""
import csv
import hashlib
import io
import pathlib

from .report_data import ReportError
from .style import styled

PRODUCER = "detente make_figures.py"
FORMATS = ("pdf", "svg", "png")
RESOLUTION = 600  # [dots per inch] of PNG
LIST = "figures.sha256"  # CSV has no place for a producer: these are known by their checksums

# No dates: bytes depend on the report alone.
METADATA = {"pdf": {"Creator": PRODUCER, "CreationDate": None}, "svg": {"Creator": PRODUCER, "Date": None},
            "png": {"Software": PRODUCER}}


def picture_bytes(figure, form, settings=None):
    """The figure as a file of that form ("pdf", "svg", "png")."""
    buffer = io.BytesIO()
    with styled(settings):
        figure.savefig(buffer, format=form, metadata=METADATA[form], dpi=RESOLUTION)
    return buffer.getvalue()


def is_ours(path):
    """Whether the file there was written by this tool and may be replaced."""
    content = path.read_bytes()
    if path.suffix == ".csv":
        listed = path.parent / LIST
        return listed.exists() and f"{hashlib.sha256(content).hexdigest()}  {path.name}" in listed.read_text(encoding="utf-8").splitlines()
    return PRODUCER.encode() in content


def check_free(paths):
    """ReportError if one of these files exists and is not ours."""
    foreign = [path for path in paths if path.exists() and not (path.is_file() and is_ours(path))]
    if foreign:
        raise ReportError(f"{foreign[0]} exists and was not made by this tool, or was changed since: move it, or name another"
                          " folder by --out.")


def write_file(path, content):
    """Replaces the file there, if it is ours; it is never half written."""
    path = pathlib.Path(path)
    check_free([path])
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    draft.write_bytes(content)
    draft.replace(path)


def save_figure(figure, path, settings=None):
    """Writes a figure as its suffix says (.pdf, .svg or .png); ReportError rather than replace a file that is not ours.

    figure: a matplotlib Figure. path: of the file. settings: rcParams, where the figure was made with some. Returns nothing."""
    form = pathlib.Path(path).suffix[1:]
    if form not in FORMATS:
        raise ReportError(f"{path}: formats are {', '.join(FORMATS)}.")
    write_file(path, picture_bytes(figure, form, settings))


def field(cell):
    """A cell of CSV. A spreadsheet would take a text that begins like this for a formula."""
    if not isinstance(cell, str):
        return "" if cell is None else repr(cell)
    is_formula = cell[:1] in tuple("=+@") or (cell[:1] == "-" and not cell[1:2].isdigit() and cell[1:2] != ".")
    return f"'{cell}" if is_formula else cell


def csv_bytes(table, policies):
    """A table of the report as CSV (RFC 4180), only the rows of these policies where rows are of policies."""
    place, text = table["policy_column"], io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(one["key"] + (f" [{one['unit']}]" if one["unit"] else "") for one in table["columns"])
    writer.writerows(map(field, row) for row in table["rows"] if place is None or row[place] in policies)
    return text.getvalue().encode("utf-8")


def write_list(folder, names):
    """Adds files to the list of checksums (for `sha256sum -c`); files that are gone leave it."""
    path = folder / LIST
    known = path.read_text(encoding="utf-8").splitlines()[1:] if path.exists() and is_ours(path) else []
    lines = {line[66:]: line for line in known if (folder / line[66:]).exists()}
    lines.update({name: f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}" for name in names})
    write_file(path, "\n".join([f"# {PRODUCER}", *(lines[name] for name in sorted(lines)), ""]).encode("utf-8"))
