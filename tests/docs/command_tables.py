"""What commands_test.py is told of the commands of the documents: which are not run, and why; which run in smaller
sizes; and which are meant to fail. An entry that fits no command fails the test, so that the tables stay true."""

QUICKSTART = "configs/western_balkans/experiments/quickstart.yaml"

# (page, beginning of the command or "" for all of the page, why it is not run here, what runs it instead)
NOT_RUN = [
    ("*", "tools/quickstart", "installs and builds", "scripts_test; by hand from a fresh clone"),
    ("*", "tools/test", "installs, builds and runs all tests", "it is how this test is run"),
    ("*", "tools/install_dependencies", "installs", "scripts_test"),
    ("*", "cmake --", "builds", "tools/test"),
    ("README.md", "R CMD INSTALL", "writes into the library of the machine", "r_package_test"),
    ("README.md", "tools/analysis/figures/make_figures.py", "seconds for matplotlib", "figures_test; docs/figures.md"),
    ("README.md", "import xarray", "one of the readers", "result_readers_test, as it stands"),
    ("README.md", "$d tune", "minutes", "tune_test; docs/tutorials/lever.md in small"),
    ("README.md", "$d verify", "ten seconds of a core", "verify_test"),
    ("README.md", "$d magnitudes", "8,192 runs", "claims_and_magnitudes_test"),
    ("README.md", "$d claims", "minutes", "claims_and_magnitudes_test"),
    ("README.md", "$d calibrate", "ten minutes", "calibrate_test"),
    ("README.md", "$d validate", "wants a record of one's own", "validation_test"),
    ("README.md", "$d evidence", "minutes", "accounting_test"),
    ("docs/cluster.md", "id=$(sbatch", "wants Slurm", "slurm_test"),
    ("docs/cluster.md", "sbatch", "wants Slurm", "slurm_test"),
    ("docs/cluster.md", "mpirun", "wants a build with MPI", "faults_ranks_test"),
    ("docs/cluster.md", "core-hours", "a formula", "none: nothing to run"),
    ("docs/cluster.md", "hours ", "a formula", "none: nothing to run"),
    ("docs/cluster.md", "part files", "a formula", "none: nothing to run"),
    ("docs/cluster.md", "disk ", "a formula", "none: nothing to run"),
    ("docs/cluster.md", "merge hours", "a formula", "none: nothing to run"),
    ("docs/contributing.md", "ctest --preset", "runs tests of a build", "it is how this test is run"),
    ("docs/faults.md", "tests/faults/run", "a quarter of an hour, root", "faults_kills_test and its like, in short"),
    ("docs/fuzzing.md", "tests/fuzz/run", "hours, clang", "fuzz_corpus in short"),
    ("docs/install.md", "(cd build/release && cpack)", "packs what is built", "tests/tools/package_test.sh"),
    ("docs/install.md", "sudo apt install ./build", "wants root and the package", "tests/tools/package_test.sh"),
    ("docs/mutation.md", "tests/mutation/run", "hours", "mutation"),
    ("docs/performance.md", "build/release/tools/bench/detente-bench", "minutes", "tests of tests/tools/bench"),
    ("docs/python.md", "", "a session that needs the package", "page_test of tests/tools/python"),
    ("docs/r.md", "", "a session that needs the package", "r_package_test"),
    ("docs/regions.md", "$d verify", "ten seconds of a core", "verify_test"),
    ("docs/result-format.md", "", "examples of readers", "result_format_test, as they stand"),
    ("docs/tuning.md", "detente tune", "minutes", "tune_test; docs/tutorials/lever.md in small"),
    ("docs/tuning.md", "detente run outputs/tuning", "rests on the search above", "tune_test"),
    ("docs/uncertainty.md", "detente evidence", "minutes", "accounting_test"),
    ("docs/validation.md", "detente claims  ", "minutes", "claims_and_magnitudes_test"),
    ("docs/validation.md", "detente claims configs", "minutes", "claims_and_magnitudes_test"),
    ("docs/validation.md", "detente magnitudes  ", "8,192 runs", "claims_and_magnitudes_test"),
    ("docs/validation.md", "detente magnitudes --runs", "8,192 runs", "claims_and_magnitudes_test"),
    ("docs/validation.md", "detente calibrate  ", "ten minutes", "calibrate_test"),
    ("docs/validation.md", "detente calibrate configs", "ten minutes", "calibrate_test"),
    ("docs/validation.md", "detente validate", "wants a record of one's own, or 4,096 runs", "validation_test"),
    ("docs/howto/own_process.md", "patch", "changes the sources", "extension_test, on a copy"),
    ("docs/howto/own_process.md", "tools/docs/model_tables", "changes the sources", "model_book_test"),
    ("docs/howto/own_process.md", "/usr/bin/python3 tests/docs/model_book_test.py", "is a test itself", "model_book_test"),
    ("docs/howto/own_outcome.md", "patch", "changes the sources", "extension_test, on a copy"),
]

# (page, in the command, in its place): names that stand for something, and smaller sizes.
SMALLER = [
    ("README.md", "$d discover OUT", 
     "$d run configs/western_balkans/experiments/uncertain.yaml --out outputs/unknown --set design.samples=32 "
     "--set experiment.months=60 -q && $d discover outputs/unknown"),
    ("*", " OUT", " outputs/quickstart"),
    ("*", " FILE", f" {QUICKSTART}"),
    ("README.md", "--pilot 1024", "--pilot 32 --policy status_quo --set experiment.months=60"),
    ("README.md", "--runs 50000 --out outputs/large", "--runs 16 --set experiment.months=60 --out outputs/large"),
    ("README.md", f"$d run {QUICKSTART} --runs 50000 --out outputs/grid --shard 0/3",
     f"for i in 0 1 2; do $d run {QUICKSTART} --runs 16 --set experiment.months=60 "
     "--out outputs/grid --shard $i/3 || exit; done"),
    ("README.md", "--out outputs/us_leaves", "--out outputs/us_leaves --runs 32 --set experiment.months=60"),
    ("README.md", "--delta 50", "--delta 500 --stage 16 --set experiment.months=60"),
    ("README.md", '--event "peak_level[MKD_INT] >= 5"',
     '--event "peak_level[MKD_INT] >= 3" --trajectories 20 --set experiment.months=60'),
    ("docs/figures.md", "make_figures.py outputs/quickstart", "make_figures.py outputs/quickstart --figures dots"),
    ("docs/figures.md", "make_figures.py report.json", "make_figures.py report.json --figures costs --out elsewhere"),
    ("docs/figures.md", "outputs/mine --scenario long_war --sensitivity outputs/screening", "outputs/quickstart"),
    ("docs/analysis.md", "detente run $f  ", "detente run $f --runs 128 --set experiment.months=60  "),
    ("docs/analysis.md", "--runs 1024", "--runs 128"),
    ("docs/analysis.md", "--runs 256", "--runs 16"),
    ("docs/analysis.md", "trajectories: 10", "trajectories: 3"),
    ("docs/analysis.md", "base: 256, batch: 32", "base: 16, batch: 8"),
    ("docs/analysis.md", "design.samples=512", "design.samples=64"),
    ("docs/analysis.md", "--delta 50 --stage 32", "--delta 500 --stage 16 --set experiment.months=60"),
    ("docs/analysis.md", "--trajectories 500", "--trajectories 20"),
    ("docs/files.md", "detente schema --of", "detente init study.yaml && detente schema --of"),
    ("docs/install.md", "detente run   configs", "detente run --runs 16 configs"),
    ("docs/install.md", "detente run mine.yaml", "detente run mine.yaml --runs 16"),
    ("docs/regions.md", "--runs 256", "--runs 16"),
    ("docs/running.md", "--synthetic 1000", "--synthetic 5"),
    ("docs/running.md", "--out outputs/world/result", "--out outputs/world/result --runs 16"),
    ("docs/howto/own_policy_and_rule.md", "--runs 256", "--runs 16"),
    ("docs/tutorials/ensemble.md", "samples: 4096", "samples: 512"),
    ("docs/tutorials/ensemble.md", "part_runs: 512", "part_runs: 256"),
    ("docs/tutorials/ensemble.md", "--pilot 256", "--pilot 32"),
    ("docs/tutorials/lever.md", "design: {samples: 512}", "design: {samples: 64}"),
    ("docs/tutorials/lever.md", "--runs 128", "--runs 16"),
    ("docs/tutorials/lever.md", "--set 'stop={max_samples: 4096, check_every: 512,",
     "--set experiment.months=24 --runs 512 --set 'stop={max_samples: 1024, check_every: 512,"),
    ("docs/tutorials/lever.md", "design: {samples: 256, replications: 2}", "design: {samples: 64, replications: 2}"),
    ("docs/tutorials/lever.md", "trajectories: 8", "trajectories: 3"),
    ("docs/tutorials/lever.md", "generations: 4", "generations: 1"),
    ("docs/tutorials/lever.md", "samples: 256, seed: 7", "samples: 32, seed: 7"),
    ("docs/tutorials/figure.md", "samples: 512", "samples: 64"),
    ("docs/tutorials/figure.md", "--figures exceedance,differences", "--figures exceedance"),
]

# (page, beginning of the command as written, exit codes that it may have instead of 0)
EXITS = [
    ("docs/tutorials/ensemble.md", "$d check outputs/two_years.yaml --set experiment.monhts", {3}),
    ("docs/tutorials/ensemble.md", "$d run outputs/two_years.yaml --time-limit", {0, 75}),
    ("docs/tutorials/ensemble.md", "$d run outputs/two_years.yaml --out", {0}),
    ("docs/tutorials/ensemble.md", "$d run outputs/two_years.yaml", {6}),
    ("docs/tutorials/lever.md", "$d run outputs/lever.yaml --out outputs/enough", {0, 4}),
]

# Pages that begin without a finished outputs/quickstart, since they make one.
MAKE_THEIR_OWN = {"docs/analysis.md", "docs/install.md"}

# Lines of shown output that differ from machine to machine, or with the revision of the program.
VARIES = r"revision|runs, \d+ a second|wall_s=|^time |^pilot |^disk |result\.h5$|part_runs|parts  +\d+ of|^\.\.\.$|next: "
