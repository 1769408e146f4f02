"""No library keeps an object that can change, but those listed here with their reasons: two ensembles in one process
must not see each other.

What has a place in writable memory is asked of the libraries themselves, so that no way of writing it down escapes: at
namespace scope, static in a function, a class or a template, of a thread. A compiler puts constants there too, if they
are computed at the start; those are told by the `const` of their declarations in the sources.

usage: globals_test.py SOURCE NM COMPILER LIBRARY=FOLDER ... [-- unittest arguments]
"""
import functools
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

MUTABLE = {
    "detente::received": "the signal that asked the command to stop: a handler can reach nothing but a global",
    "detente::guarded": "the child that a signal to the command is passed on to, for the same reason",
}
WRITABLE = re.compile(r"^\.(data|bss|tdata|tbss)(?!\.rel\.ro)")


def without_brackets(text, opening, closing):
    """The text without what stands between two kinds of bracket, however deep."""
    depth, kept = 0, []
    for character in text:
        depth += character == opening
        if depth == 0:
            kept.append(character)
        depth -= character == closing
    return "".join(kept)


def plain(symbol):
    """Qualified name of a demangled symbol, without arguments of functions or templates, without unnamed scopes."""
    symbol = re.sub(r"^(guard variable for|TLS (init function|wrapper function) for) ", "", symbol)
    symbol = re.sub(r"\(anonymous namespace\)::|\[abi:\w+\]", "", symbol).replace("operator()", "call")
    symbol = without_brackets(without_brackets(symbol, "<", ">"), "(", ")")
    return re.sub(r" const(?=::)|\.\d+$", "", symbol).strip().split(" ")[-1]


def is_ours(name):
    """In the namespace of the project, or in none."""
    return name.startswith("detente::") or re.fullmatch(r"[A-Za-z]\w*", name) is not None


def writable_objects(nm, library):
    """Names of the project's objects in writable memory."""
    listing = subprocess.run([nm, "-C", "--format=sysv", library], capture_output=True, text=True, check=True).stdout
    rows = [[cell.strip() for cell in line.rsplit("|", 6)] for line in listing.splitlines() if line.count("|") >= 6]
    names = {plain(row[0]) for row in rows if WRITABLE.match(row[6])}
    return sorted(filter(is_ours, names))


@functools.cache
def lines_below(folder):
    files = [file for file in sorted(folder.rglob("*")) if file.suffix in (".cpp", ".hpp")]
    return [line for file in files for line in file.read_text().splitlines()]


def is_constant(beginning):
    """Whether what stands before a name makes it a constant: `const` of the object, not of what it points to."""
    if re.search(r"\bconstexpr\b", beginning):
        return True
    return re.search(r"\bconst\b", without_brackets(beginning, "<", ">").split("*")[-1]) is not None


def declarations(name, folder):
    """For each line that declares such an object, at namespace scope or static, whether it makes it a constant."""
    scope = r"(\S|\s+(?:static|inline|thread_local|constexpr)\s)"
    last = re.escape(name.split("::")[-1])
    declared = re.compile(rf"^({scope}(?:[^={{}}()]*[\s*&:>])?){last}\s*(?:[={{;\[]|\((?!\)))")
    matches = (declared.match(line) for line in lines_below(folder) if not line.lstrip().startswith(("//", "return ")))
    return [is_constant(match[1]) for match in matches if match]


def mutable_objects(nm, library, folders):
    """Names of the project's objects in a library that can change, or of which no folder has a declaration; the first
    folder that has one counts."""
    found = []
    for name in writable_objects(nm, library):
        known = next(filter(None, (declarations(name, folder) for folder in folders)), [])
        if not known or not all(known):
            found.append(name)
    return found


class Libraries(unittest.TestCase):
    def test_keep_nothing_that_can_change_but_what_is_listed(self):
        everything = [SOURCE / "engine", SOURCE / "models", SOURCE / "tools"]
        found = {}
        for library, folder in LIBRARIES:
            for name in mutable_objects(NM, library, [folder, *everything]):
                found.setdefault(name, pathlib.Path(library).name)
        unlisted = {name: library for name, library in found.items() if name not in MUTABLE}
        self.assertEqual({}, unlisted, "objects that can change, or whose `const` is not on the line of their name")
        self.assertEqual(set(), set(MUTABLE) - set(found), "listed, and not there any more")

    def test_of_the_engine_and_the_model_are_among_those_read(self):
        # Would catch: a list of libraries that lost those that matter most.
        names = {pathlib.Path(library).name for library, _ in LIBRARIES}
        self.assertLessEqual({"libengine_core.a", "libengine_run.a", "libengine_io.a", "libmodels.a"}, names)


PLANTED = """
int outside;
namespace detente {
int start();
int at_namespace_scope;
thread_local int of_a_thread = 3;
char const* points_to_a_constant = "x";
namespace {
int unnamed = 1;
}
struct Class {
  static int of_a_class;
};
int Class::of_a_class = 2;
template <class T>
int counted(T) {
  static int of_a_template = 0;
  return ++of_a_template;
}
int use() {
  static int in_a_function = 4;
  static int const computed_once = start();
  return unnamed++ + ++in_a_function + of_a_thread++ + counted(1L) + computed_once;
}
int const computed_at_the_start = start();
int const* const fixed = new int(start());
constexpr int table[] = {1, 2};
int const* first() { return &table[computed_at_the_start] + *fixed; }
}
"""


class Planted(unittest.TestCase):
    def test_objects_of_every_kind_are_found_and_no_constant(self):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "planted.cpp"
            source.write_text(PLANTED)
            subprocess.run([COMPILER, "-std=c++20", "-fPIC", "-c", source.name], cwd=folder, check=True)
            found = mutable_objects(NM, str(source.with_suffix(".o")), [pathlib.Path(folder)])
        self.assertEqual(["detente::Class::of_a_class", "detente::at_namespace_scope",
                          "detente::counted::of_a_template", "detente::of_a_thread", "detente::points_to_a_constant",
                          "detente::unnamed", "detente::use::in_a_function", "outside"], found)


if __name__ == "__main__":
    own = sys.argv[1:sys.argv.index("--")] if "--" in sys.argv else sys.argv[1:]
    SOURCE, NM, COMPILER = pathlib.Path(own[0]).resolve(), own[1], own[2]
    LIBRARIES = [(library, pathlib.Path(folder)) for library, folder in (pair.split("=") for pair in own[3:])]
    unittest.main(argv=[sys.argv[0], *sys.argv[len(own) + 2:]])
