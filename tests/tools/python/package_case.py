"""Results for the tests of the package beside it, and the package itself, from the source and not as installed."""
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

import h5py
import numpy

from detente_command import PROGRAM, QUICKSTART, SOURCE, CommandTest

PACKAGE = SOURCE / "tools/analysis/python"
sys.path.insert(0, str(PACKAGE))
os.environ["DETENTE"] = str(PROGRAM)

KEPT = {"summary": "default", "history": {"variables": ["tension", "trust", "cost"], "runs": {"first": "all"}},
        "events": {"first": 20}}


def experiment(**blocks):
    """Two arms of 40 runs over two years, with histories and events."""
    import detente
    given = {"design": {"type": "mc", "samples": 40}, "record": KEPT} | blocks
    return detente.Experiment(SOURCE / "configs/western_balkans", ["status_quo", "align_and_comply"], ["baseline"],
                              name="small", seed=7, months=24, **given)


# Batches of four samples with two replications each: eight runs are one observation, of which there are twelve.
IN_BATCHES = {"design": {"type": "lhs", "samples": 48, "batch": 4, "replications": 2},
              "uncertainties": {"from_evidence": ["cost", "escalation"]}, "baseline": "align_and_comply"}


def temporary_folder():
    """A folder that goes when the module's tests are done."""
    return pathlib.Path(unittest.enterModuleContext(tempfile.TemporaryDirectory()))


def with_failed_run(result, copy, run):
    """The result as if this run had come to no result in the second policy: dropped in every arm."""
    shutil.copy(result, copy)
    with h5py.File(copy, "r+") as file:
        for data in file["outcomes"].values():
            if data.ndim >= 3:
                data[:, :, run] = numpy.nan
        file.attrs.modify("dropped_runs", numpy.int64(1))
        group = file.create_group("failures")
        group["failure"] = numpy.arange(1, dtype="i4")
        group["failure"].make_scale("failure")
        replications = int(file.attrs["replications"])
        for name, value in (("policy_index", 1), ("scenario_index", 0), ("run_index", run),
                            ("sample_index", run // replications), ("replication", run % replications)):
            group[name] = numpy.array([value], dtype="i4")
            group[name].dims[0].attach_scale(group["failure"])
        group.create_dataset("outcome", data=["crisis_cost"], dtype=h5py.string_dtype())
        group["outcome"].dims[0].attach_scale(group["failure"])
    return copy


__all__ = ["CommandTest", "IN_BATCHES", "KEPT", "PACKAGE", "PROGRAM", "QUICKSTART", "SOURCE", "experiment",
           "temporary_folder", "with_failed_run"]
