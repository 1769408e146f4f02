"""Opens what the command wrote: a result, its folder, or an analysis."""
import json
import os
import pathlib

import h5py

from .analysis_file import Analysis
from .errors import ResultError
from .result import Result

VERSIONS = {"detente/result": 1, "detente/analysis": 1}


def open(path: str | os.PathLike) -> Result | Analysis:
    """The result at `path`: a result.h5, the folder it stands in, or an analysis.h5, which gives an Analysis.

    Datasets are read when they are asked for. Close it, or use it in a `with` block. ResultError if there is nothing,
    the file is no result, is damaged or of another version, or the output is unfinished or one shard of several.
    """
    place = pathlib.Path(path)
    if not place.exists():
        raise ResultError(f"there is no '{place}'")
    file = _result_in(place) if place.is_dir() else place
    schema = _schema_of(file)
    return Analysis(file) if schema == "detente/analysis" else Result(file)


def _result_in(folder: pathlib.Path) -> pathlib.Path:
    file = folder / "result.h5"
    if file.is_file():
        return file
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        shard = manifest["shard"]
        index, count = int(shard["index"]), int(shard["count"])
        name = str(shard.get("whole", manifest["name"]))
    except FileNotFoundError:
        raise ResultError(f"there is no result in '{folder}' (neither result.h5 nor manifest.json)") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ResultError(f"'{folder}' has no result.h5, and its manifest.json cannot be read: {error}") from error
    if count > 1:
        whole = folder.parent / name
        renamed = folder.name != f"{name}-shard-{index}-of-{count}"
        shards = f"{folder} OTHERS" if renamed else f"{whole}-shard-*-of-{count}"
        raise ResultError(f"'{folder}' is shard {index} of {count}, no result of its own; make one of all: "
                          f"detente merge {whole} {shards}")
    raise ResultError(f"'{folder}' is not finished; go on with it: detente resume {folder}")


def _schema_of(file: pathlib.Path) -> str:
    """The schema of a file whose version this package reads."""
    try:
        with h5py.File(file) as opened:
            schema, version = opened.attrs.get("schema", b""), opened.attrs.get("schema_version", 0)
    except OSError as error:
        how = "is no HDF5 file" if "signature" in str(error) else "is damaged or cut short"
        raise ResultError(f"'{file}' {how} ({error}); compare its sha256sum with that of its source, or compute it "
                          "again") from error
    schema = schema.decode() if isinstance(schema, bytes) else str(schema)
    if schema not in VERSIONS:
        raise ResultError(f"'{file}' is no result of detente (its attribute schema is '{schema}', not "
                          f"{' or '.join(map(repr, VERSIONS))})")
    if version != VERSIONS[schema]:
        raise ResultError(f"'{file}' has version {version} of {schema}, this package reads version {VERSIONS[schema]}; "
                          "use the one that came with the program that wrote it")
    return schema
