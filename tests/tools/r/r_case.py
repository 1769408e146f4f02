"""What tests of the package for R share: the package installed, R and the command called, a result with missing runs."""
import csv
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import unittest.mock

import h5py
import numpy

from detente_command import PATIENCE, PROGRAM, SOURCE

PACKAGE = SOURCE / "tools/analysis/R"
# Writes a frame where Python finds it, all digits kept.
PRELUDE = """
library(detente)
put <- function(frame, name) {
  numbers <- vapply(frame, is.double, TRUE)
  frame[numbers] <- lapply(frame[numbers], function(x) ifelse(is.na(x), "", sprintf("%.17g", x)))
  write.csv(frame, paste0(name, ".csv"), row.names = FALSE, na = "")
}
"""
# Prints the message of an error, one line each.
TRY = """
try_it <- function(name, call) {
  said <- tryCatch({call; "no error"}, error = function(e) if (is.null(conditionCall(e))) conditionMessage(e) else
    paste("with a call:", conditionMessage(e)))
  cat(name, ": ", gsub("\\n", " | ", said), "\\n", sep = "")
}
"""


def detente(*arguments):
    done = subprocess.run([str(PROGRAM), *map(str, arguments)], capture_output=True, text=True, timeout=PATIENCE)
    if done.returncode != 0:
        raise AssertionError(f"{arguments}\n{done.stderr}")
    return done.stdout


def r(code, folder, **environment):
    """What R prints; the package comes from where it was installed. Warnings are errors."""
    script = folder / "script.R"
    script.write_text("options(warn = 2)\n" + PRELUDE + code)
    done = subprocess.run(["Rscript", "--vanilla", script], cwd=folder, capture_output=True, text=True, timeout=PATIENCE,
                          env={**os.environ, **environment})
    if done.returncode != 0:
        raise AssertionError(f"{done.stdout}\n{done.stderr}")
    return done.stdout


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def install(work):
    """The package in a library of the test's own, until the tests of the module end."""
    library, source = work / "library", work / "source"
    library.mkdir()
    shutil.copytree(PACKAGE, source)  # installing must leave the tree alone
    subprocess.run(["R", "CMD", "INSTALL", "--no-html", "--no-byte-compile", "--no-test-load", "-l", library, source], check=True,
                   capture_output=True, timeout=120)
    unittest.enterModuleContext(unittest.mock.patch.dict(os.environ, {"R_LIBS": str(library)}))


def missing_runs(source, target):
    """As the merge leaves runs that came to no result: all outcomes missing in all arms. Run 5 goes, and sample 2
    whole; and one number of one arm alone, as that of something that never came."""
    shutil.copytree(source, target)
    with h5py.File(target / "result.h5", "r+") as file:
        for item in file["outcomes"].values():
            if len(item.shape) > 2:
                for run in (5, 8, 9, 10, 11):
                    item[:, :, run] = numpy.nan
        file["outcomes/crisis_cost"][0, 0, 20] = numpy.nan
        file.attrs.modify("dropped_runs", numpy.int64(5))


class PackageTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def assert_near(self, text, expected, about):
        """Both missing, or equal to the 10th digit: sums are taken in another order, and R's are in long double."""
        if expected is None or not numpy.isfinite(expected):
            self.assertIn(text, ("", "Inf", "NaN"), about)
        else:
            self.assertNotEqual(text, "", about)
            self.assertLessEqual(abs(float(text) - expected), 1e-10 * max(1, abs(expected)), about)
