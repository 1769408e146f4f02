"""The copy of the sources in which the mutants are: made, drawn, built."""

import json
import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import clang.cindex as cindex

import schema
import sites as places

LIBRARIES = ("engine_core", "engine_statistics", "engine_run", "engine_config", "engine_io", "models")
# Programs of the tests, by folder; nearest first is decided for each mutant.
NEAREST = tuple(f"engine_{folder}_test" for folder in ("core", "statistics", "run", "config", "io")) + (
    "models_society_test", "models_security_test", "models_experiment_test",
)  # fmt: skip
FURTHER = ("statistical_test", "evidence_test", "search_test", "story_test", "report_figures_test")


class Workshop:
    def __init__(self, root, folder, seed, count, tell):
        self.root, self.folder = Path(root), Path(folder).resolve()
        self.seed, self.count, self.tell = seed, count, tell
        self.source, self.tree, self.binary = (self.folder / n for n in ("source", "tree", "build"))
        self.log = self.folder / "mutation.log"
        self.folder.mkdir(parents=True, exist_ok=True)

    # --- the copy ---------------------------------------------------------------------------------------------------

    def bring(self, revision):
        """Makes source/ the tracked files as they are in the checkout, or as they were at a revision."""
        if revision:
            self.revision = self.git("rev-parse", "--short=12", revision).strip()
            listed = self.git("ls-tree", "-r", "-z", "--name-only", self.revision).split("\0")
            origin = self.folder / "revision"
            shutil.rmtree(origin, ignore_errors=True)
            origin.mkdir()
            archive = subprocess.Popen(["git", "archive", self.revision], cwd=self.root, stdout=subprocess.PIPE)
            subprocess.run(["tar", "-x", "-C", origin], stdin=archive.stdout, check=True)
        else:
            self.revision = self.git("describe", "--always", "--dirty", "--abbrev=12").strip()
            listed = self.git("ls-files", "-z").split("\0")
            origin = self.root
        files = {name for name in listed if name and (origin / name).is_file()}
        for name in files:
            write(self.source / name, (origin / name).read_bytes(), (origin / name).stat().st_mode)
        remove_others(self.source, files)
        self.files = files

    def git(self, *words):
        return subprocess.run(["git", *words], cwd=self.root, capture_output=True, text=True, check=True).stdout

    def plant(self, mutants):
        """Makes tree/ the sources with these mutants. What is the same keeps its time and is not built again."""
        by_file = {}
        for mutant in mutants:
            by_file.setdefault(mutant.site.file, []).append(mutant)
        self.lines = {}
        for name in self.files:
            text = (self.source / name).read_bytes()
            if name in by_file:
                text = schema.with_mutants(text, by_file[name]).encode()
                for number, line in enumerate(text.decode().split("\n"), 1):
                    here = {int(n) for n in re.findall(r"::detente::mutation::(?:is_on|either)\((\d+)", line)}
                    if here:
                        self.lines[name, number] = here
            write(self.tree / name, text, (self.source / name).stat().st_mode)
        write(self.tree / "mutant.hpp", Path(__file__).with_name("mutant.hpp").read_bytes(), 0o644)
        remove_others(self.tree, self.files | {"mutant.hpp"})

    # --- the draw ---------------------------------------------------------------------------------------------------

    def configure(self):
        launcher = []
        if shutil.which("ccache"):
            launcher = [f"-DCMAKE_{c}_COMPILER_LAUNCHER=ccache" for c in ("C", "CXX")]
        self.quietly(
            ["cmake", "-G", "Ninja", "-S", self.tree, "-B", self.binary, "-DCMAKE_BUILD_TYPE=Release",
             "-DDETENTE_TARGETS=OFF", "-DDETENTE_MPI=OFF", "-DDETENTE_WERROR=OFF", "-DDETENTE_BUILD_TESTS=ON",
             "-DCMAKE_CXX_FLAGS=-w -fpch-preprocess", *launcher],
            "could not configure",
        )  # fmt: skip

    def list_sites(self):
        """All sites, from what was found before if the sources are the same."""
        kept = self.folder / "sites.json"
        digest = digest_of([self.source / n for n in sorted(self.files) if n.startswith(("engine/", "models/"))]
                           + [Path(places.__file__)])  # fmt: skip
        if kept.exists():
            found = json.loads(kept.read_text())
            if found["digest"] == digest:
                self.sites = [site_from(entry) for entry in found["sites"]]
                self.excluded = found["excluded"]
                return
        cindex.Config.set_library_file(libclang())
        listed = subprocess.run(["ninja", "-C", self.binary, "-t", "compdb"], capture_output=True, text=True, check=True)
        commands = json.loads(listed.stdout.replace(str(self.tree), str(self.source)))
        finder = places.find(self.source, commands, self.folder, lambda text: None)
        self.sites = finder.all()
        self.excluded = {reason: len(keys - finder.sites.keys()) for reason, keys in finder.excluded.items()}
        kept.write_text(json.dumps({"digest": digest, "excluded": self.excluded, "faults": finder.faults,
                                    "sites": [list(vars(s).values()) for s in self.sites]}))  # fmt: skip

    def order(self):
        """The sites in the order of the draw, each with its replacements in the order of theirs.

        A site's rank is a random number of the seed and of the site alone: its file, its code, which of equals it is.
        So all have the same chance, and a change of the sources elsewhere leaves the draw as it was.
        """
        equals, ranked = {}, []
        self.identities = {}
        for site in self.sites:
            code = (self.source / site.file).read_bytes()[site.start : site.end].decode()
            identity = f"{site.file} {site.kind} `{' '.join(code.split())}`"
            equals[identity] = equals.get(identity, 0) + 1
            if equals[identity] > 1:
                identity += f" ({equals[identity]})"
            self.identities[site.key()] = identity
            chance = random.Random(f"{self.seed} {identity}")
            options = schema.replacements(site)
            ranked.append((chance.random(), site, chance.sample(options, len(options))))
        return [(site, options) for _, site, options in sorted(ranked, key=lambda r: r[0])]

    def name_of(self, site, option):
        return f"{self.identities[site.key()]}: {site.operator} -> {option}"

    def select(self, rejected):
        """The first sites of the order that have a replacement which is not rejected."""
        mutants = []
        for site, options in self.order():
            if len(mutants) == self.count:
                break
            for option in options:
                reason = no_use(site, option)
                if reason:
                    rejected.setdefault(self.name_of(site, option), reason)
                if self.name_of(site, option) not in rejected:
                    mutants.append(schema.Mutant(len(mutants) + 1, site, option))
                    break
        return mutants

    def draw(self):
        """Draws mutants until the libraries build with all of them."""
        kept = self.folder / "rejected.json"
        rejected = json.loads(kept.read_text()) if kept.exists() else {}
        while True:
            self.mutants = self.select(rejected)
            self.plant(self.mutants)
            done, output = self.build(LIBRARIES, keep_going=True)
            if done == 0:
                break
            found = self.blamed(output)
            if not found:
                raise SystemExit(f"mutation: the copy does not build, and no mutant is to blame; see {self.log}")
            for number, reason in found.items():
                mutant = self.mutants[number - 1]
                rejected[self.name_of(mutant.site, mutant.replacement)] = reason
                self.tell(f"rejected: {self.name_of(mutant.site, mutant.replacement)}: {reason}")
            kept.write_text(json.dumps(rejected, indent=1))
        kept.write_text(json.dumps(rejected, indent=1))
        drawn = {self.name_of(s, o) for s, options in self.order() for o in options}
        self.rejected = {name: reason for name, reason in rejected.items() if name in drawn}

    def blamed(self, output):
        """Mutants in the lines that the compiler's errors name, each with the first message."""
        found, pending = {}, set()
        for line in output.split("\n"):
            at = re.match(r"(?:In file included from )?\S*?\btree/([^:]+):(\d+):", line)
            numbers = self.lines.get((at[1], int(at[2])), set()) if at else set()
            if line.startswith(("FAILED:", "[")):
                pending = set()
            if "required from" in line or "In instantiation" in line or "required by" in line:
                pending |= numbers
            if "error:" in line:
                message = line.split("error:", 1)[1].split("(operand")[0].strip()[:160]
                for number in numbers or pending:
                    found.setdefault(number, message)
                pending = set()
        return found

    def build(self, targets, keep_going=False):
        command = ["ninja", "-C", self.binary, "-j", os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL", str(os.cpu_count()))]
        command += ["-k", "0"] if keep_going else []
        environment = dict(os.environ, CCACHE_BASEDIR=str(self.tree), CCACHE_SLOPPINESS="pch_defines,time_macros")
        self.building = subprocess.Popen(
            [*command, *targets], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        output, _ = self.building.communicate()
        with self.log.open("a") as log:
            log.write(output)
        return self.building.returncode, output

    def program(self, name):
        found = [p for p in self.binary.rglob(name) if p.is_file() and os.access(p, os.X_OK)]
        return found[0] if found else None

    def quietly(self, command, problem):
        with self.log.open("a") as log:
            if subprocess.run([str(w) for w in command], stdout=log, stderr=log).returncode != 0:
                raise SystemExit(f"mutation: {problem}; see {self.log}")


def no_use(site, option):
    """Why a replacement is none for this site, if its type says so already."""
    if site.kind in ("arithmetic", "compound") and "string" in site.type:
        return "no such operator for text"
    if option in ("%", "%=") and site.type in ("double", "float"):
        return "no remainder of this type"
    return ""


def site_from(entry):
    file, start, end, kind, operator, operands, type_, values, function, unit = entry
    operands = tuple(map(tuple, operands))
    return places.Site(file, start, end, kind, operator, operands, type_, tuple(values), function, unit)


def write(path, content, mode):
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(mode)


def remove_others(folder, wanted):
    for path in list(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in wanted:
            path.unlink()


def digest_of(files):
    import hashlib

    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.name).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def libclang():
    found = sorted(Path("/usr/lib").glob("llvm-*/lib/libclang-[0-9]*.so*"))
    if not found:
        raise SystemExit("mutation: there is no libclang (install python3-clang and libclang1)")
    return str(found[-1])
