"""A file of the command as labelled data: what Result and Analysis have in common."""
import pathlib
from collections.abc import Callable

import h5py
import xarray as xr

from .errors import ResultError, unknown

ENGINE = "netcdf4"  # opens a group three times as fast as h5netcdf


class LabelledFile:
    """Groups of a file as xarray Datasets, opened when they are asked for and kept until it is closed."""

    def __init__(self, file: pathlib.Path):
        self.file = file
        self._opened: dict[str, xr.Dataset] = {}
        self._is_closed = False
        self.root = self.group("")

    def group(self, name: str) -> xr.Dataset:
        """The Dataset of a group, "" being the root; numbers are read when they are used. ResultError if there is none
        or it cannot be read."""
        if self._is_closed:
            raise ResultError(f"'{self.file}' is closed; open it again")
        if name not in self._opened:
            try:
                # Times as they are: xarray would make time spans of what has the unit hours.
                self._opened[name] = xr.open_dataset(self.file, group=name or None, engine=ENGINE, cache=False,
                                                     decode_times=False)
            except (OSError, ValueError, KeyError) as error:
                raise ResultError(f"the group '/{name}' of '{self.file}' cannot be read: {error}") from error
        return self._opened[name]

    def kept(self, name: str, make: Callable[[], xr.Dataset]) -> xr.Dataset:
        """What `make` gives, made once until the file is closed."""
        if self._is_closed or name not in self._opened:
            self.group("")  # refuses if it is closed
            self._opened[name] = make()
        return self._opened[name]

    def has(self, group: str) -> bool:
        with h5py.File(self.file) as opened:
            return group in opened

    def subgroups(self, group: str = "/") -> list[str]:
        with h5py.File(self.file) as opened:
            return [name for name, item in opened[group].items() if isinstance(item, h5py.Group)]

    def values(self, data: xr.DataArray):
        """The numbers of a dataset; ResultError where the file is damaged."""
        try:
            return data.values
        except (OSError, RuntimeError) as error:
            raise ResultError(f"{data.name} of '{self.file}' is damaged ({error}): compute the result again") from error

    def text_labels(self, name: str) -> list[str]:
        """Labels of a coordinate of the root."""
        if name not in self.root.coords:
            raise unknown("coordinate", name, self.root.coords)
        return [str(one) for one in self.root[name].values]

    def close(self) -> None:
        for one in self._opened.values():
            one.close()
        self._opened.clear()
        self._is_closed = True

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        self.close()
