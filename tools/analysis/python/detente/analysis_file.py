"""An analysis.h5, what `detente analyze` writes beside a result: docs/result-format.md, "The analysis file"."""
import pathlib

import xarray as xr

from .errors import unknown
from .labelled_file import LabelledFile


class Analysis(LabelledFile):
    """An opened analysis.h5. `analysis["estimates"]` is an xarray Dataset; of each number `mean` there are `mean_lower`
    and `mean_upper` beside it. Units of outcomes: `analysis.root.outcome_unit`."""

    def __init__(self, file: pathlib.Path):
        super().__init__(file)
        self.groups = self.subgroups()
        self.confidence = float(self.root.attrs["confidence"])

    def __getitem__(self, name: str) -> xr.Dataset:
        """The Dataset of a group; UnknownName if there is none of that name."""
        if name not in self.groups:
            raise unknown("group", name, self.groups)
        return self.group(name)

    def __repr__(self) -> str:
        return f"<detente.Analysis {self.file}: {', '.join(self.groups)}>"
