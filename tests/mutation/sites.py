"""All places of the engine and the models where a mutant can stand, found by libclang in the syntax trees.

A site is an operator, an index or a return, with the part of the source that it spans. Templates are seen as they are
written, once, whatever they are compiled for; a place that many translation units see is one site.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import clang.cindex as cindex
from clang.cindex import CursorKind, TypeKind

OPERATORS = {
    "arithmetic": ("+", "-", "*", "/", "%"),
    "compound": ("+=", "-=", "*=", "/=", "%="),
    "comparison": ("<", "<=", ">", ">=", "==", "!="),
    "logical": ("&&", "||"),
}
KIND_OF = {operator: kind for kind, operators in OPERATORS.items() for operator in operators}
ALL_OPERATORS = {*KIND_OF, "!", "++", "--"}
KINDS = ("arithmetic", "compound", "minus", "step", "comparison", "logical", "not", "index", "return")
INTEGERS = {
    TypeKind.CHAR_U, TypeKind.UCHAR, TypeKind.USHORT, TypeKind.UINT, TypeKind.ULONG, TypeKind.ULONGLONG,
    TypeKind.CHAR_S, TypeKind.SCHAR, TypeKind.SHORT, TypeKind.INT, TypeKind.LONG, TypeKind.LONGLONG,
}  # fmt: skip
UNKNOWN = {TypeKind.DEPENDENT, TypeKind.UNEXPOSED, TypeKind.INVALID, TypeKind.AUTO}
EXPRESSIONS = {
    CursorKind.BINARY_OPERATOR, CursorKind.COMPOUND_ASSIGNMENT_OPERATOR, CursorKind.UNARY_OPERATOR,
    CursorKind.CALL_EXPR, CursorKind.UNEXPOSED_EXPR,
}  # fmt: skip
FUNCTIONS = {
    CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD, CursorKind.CONSTRUCTOR, CursorKind.DESTRUCTOR,
    CursorKind.CONVERSION_FUNCTION, CursorKind.FUNCTION_TEMPLATE,
}  # fmt: skip
# The compiler computes what stands in these; no code runs that a mutant could change.
CONSTANT = {
    CursorKind.STATIC_ASSERT, CursorKind.ENUM_CONSTANT_DECL, CursorKind.TEMPLATE_NON_TYPE_PARAMETER,
    CursorKind.TEMPLATE_TYPE_PARAMETER, CursorKind.TEMPLATE_TEMPLATE_PARAMETER, CursorKind.TYPE_ALIAS_DECL,
    CursorKind.TYPE_ALIAS_TEMPLATE_DECL, CursorKind.TYPEDEF_DECL, CursorKind.TYPE_REF, CursorKind.TEMPLATE_REF,
    CursorKind.CXX_BASE_SPECIFIER, CursorKind.ALIGNED_ATTR, CursorKind.DECL_REF_EXPR, CursorKind.OVERLOADED_DECL_REF,
    CursorKind.CXX_UNARY_EXPR, CursorKind.SIZE_OF_PACK_EXPR, CursorKind.CXX_TYPEID_EXPR, CursorKind.FIELD_DECL,
}  # fmt: skip


@dataclass(frozen=True)
class Site:
    file: str  # from the top of the tree
    start: int  # bytes
    end: int
    kind: str
    operator: str  # of a return: what it returns; of an index: "[]" or "at"
    operands: tuple  # (start, end) of each
    type: str = ""  # of the result, as far as it is known without the arguments of templates
    values: tuple = ()  # enumerators, for a return of one
    function: str = ""
    unit: str = ""  # a translation unit that sees it

    def key(self):
        return self.file, self.start, self.end, self.kind


class Finder:
    def __init__(self, root):
        self.root = Path(root).resolve()
        self.sites = {}
        self.texts = {}
        self.excluded = {"known to the compiler": set(), "keys, no positions": set()}
        self.seen = set()
        self.faults = []
        self.index = cindex.Index.create()

    def text(self, file):
        if file not in self.texts:
            self.texts[file] = (self.root / file).read_bytes()
        return self.texts[file]

    def relative(self, cursor):
        file = cursor.extent.start.file
        if file is None:
            return None
        path = Path(file.name)
        if not path.is_absolute():
            path = self.root / path
        try:
            name = path.resolve().relative_to(self.root).as_posix()
        except ValueError:
            return None
        return name if name.startswith(("engine/", "models/")) else None

    def read(self, file, arguments):
        """Adds the sites of a translation unit and of the headers that no earlier one has brought."""
        unit = self.index.parse(str(self.root / file), args=arguments)
        self.faults += [f"{file}: {d}" for d in unit.diagnostics if d.severity >= cindex.Diagnostic.Error]
        self.unit = file
        mine = set()
        names = {}
        for cursor in unit.cursor.get_children():
            opened = cursor.extent.start.file
            opened = opened.name if opened else ""
            if opened not in names:
                names[opened] = self.relative(cursor)
            name = names[opened]
            if name is None or name in self.seen:
                continue
            mine.add(name)
            self.walk(cursor, name, False, ("", None))
        self.seen |= mine

    # --- one cursor -------------------------------------------------------------------------------------------------

    def walk(self, cursor, file, constant, function):
        kind = cursor.kind
        text = self.text(file)
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        if kind in CONSTANT or text[start : start + 8] == b"requires":
            constant = True
        if kind in FUNCTIONS:
            function = (cursor.spelling, cursor.result_type)
        elif kind == CursorKind.LAMBDA_EXPR:
            function = (function[0], None)
        children = list(cursor.get_children())
        self.look(cursor, file, start, end, children, constant, function)
        name = cursor.location.offset
        head = text[start:name] if start < name else b""
        named = kind in FUNCTIONS or kind in (CursorKind.VAR_DECL, CursorKind.PARM_DECL)
        is_constexpr = kind == CursorKind.VAR_DECL and re.search(rb"\bconstexpr\b|\bconstinit\b", head) is not None
        if_constexpr = kind == CursorKind.IF_STMT and re.match(rb"if\s+constexpr\b", text[start:end]) is not None
        template_end = None
        for number, child in enumerate(children):
            at = child.extent.start.offset
            fixed = constant or is_constexpr
            if named and at < name:
                fixed = True  # in the type that is declared
            elif kind == CursorKind.CASE_STMT and number == 0:
                fixed = True
            elif if_constexpr and number == 0:
                fixed = True
            elif kind == CursorKind.MEMBER_REF_EXPR and start <= name < at:
                fixed = True  # arguments of a template
            elif template_end is not None and kind.is_expression() and child.kind.is_expression():
                between = text[template_end:at]
                fixed = fixed or between.count(b"<") > between.count(b">")
            if child.kind == CursorKind.TEMPLATE_REF:
                template_end = child.extent.end.offset
            self.walk(child, file, fixed, function)

    def look(self, cursor, file, start, end, children, constant, function):
        kind = cursor.kind
        text = self.text(file)
        parts = [(c.extent.start.offset, c.extent.end.offset) for c in children]
        if kind == CursorKind.RETURN_STMT and children:
            self.look_at_return(children[0], file, start, constant, function)
            return
        is_call = kind == CursorKind.CALL_EXPR
        if is_call and cursor.spelling == "operator[]" or kind == CursorKind.ARRAY_SUBSCRIPT_EXPR:
            real = [c for c in children if text[c.extent.start.offset : c.extent.start.offset + 1] != b"["]
            if len(real) == 2:
                self.look_at_index(cursor, file, start, end, real, "[]", constant, function)
            return
        if is_call and len(children) == 2 and text[parts[0][0] : parts[0][1]].endswith(b".at"):
            self.look_at_index(cursor, file, start, end, children, "at", constant, function)
            return
        if kind not in EXPRESSIONS:
            return
        parts = [p for p, c in zip(parts, children) if c.kind.is_expression()]
        # Two operands with one operator between them and nothing else; what an overloaded operator names is itself.
        # Comparisons may be stored with the sides exchanged.
        operands = sorted(p for p in parts if text[p[0] : p[1]].decode(errors="replace") not in ALL_OPERATORS)
        if kind in (CursorKind.UNARY_OPERATOR, CursorKind.UNEXPOSED_EXPR) or is_call:
            self.look_at_unary(cursor, file, start, end, operands, constant, function)
        if len(operands) == 2:
            (left, gap), (next_gap, right) = operands
            operator = strip_comments(text[gap:next_gap])
            if operator in KIND_OF and left < gap and next_gap < right:
                self.add(
                    Site(
                        file, left, right, KIND_OF[operator], operator, tuple(operands), spelled(cursor.type), (),
                        function[0], self.unit,
                    ),
                    constant,
                )  # fmt: skip

    def look_at_unary(self, cursor, file, start, end, operands, constant, function):
        text = self.text(file)
        if len(operands) != 1:
            return
        left, right = operands[0]
        before, after = strip_comments(text[start:left]), strip_comments(text[right:end])
        kinds = {"-": "minus", "!": "not", "++": "step", "--": "step"}
        if before in kinds and not after:
            kind, operator = kinds[before], before
        elif after in ("++", "--") and not before:
            kind, operator = "step", "x" + after
        else:
            return
        parts = ((left, right),)
        site = Site(file, start, end, kind, operator, parts, spelled(cursor.type), (), function[0], self.unit)
        self.add(site, constant)

    def look_at_index(self, cursor, file, start, end, pair, operator, constant, function):
        index = pair[1]
        type_kind = index.type.get_canonical().kind
        parts = tuple((c.extent.start.offset, c.extent.end.offset) for c in pair)
        site = Site(file, start, end, "index", operator, parts, spelled(index.type), (), function[0], self.unit)
        holder = pair[0].type.get_canonical().spelling
        if operator == "at":  # of a container; a class of the project may call something else so
            text = self.text(file)
            parts = ((parts[0][0], text.rindex(b".at", 0, parts[0][1])), parts[1])
            site = Site(file, start, end, "index", operator, parts, spelled(index.type), (), function[0], self.unit)
            if type_kind not in INTEGERS:
                self.excluded["keys, no positions"].add(site.key())
                return
        if "map<" in holder or type_kind not in INTEGERS | UNKNOWN:
            self.excluded["keys, no positions"].add(site.key())  # a key, not a position
            return
        self.add(site, constant)

    def look_at_return(self, value, file, start, constant, function):
        text = self.text(file)
        left, right = value.extent.start.offset, value.extent.end.offset
        semicolon = text.find(b";", right)
        if semicolon < 0 or strip_comments(text[right:semicolon]):
            return
        result = function[1].get_canonical() if function[1] is not None else None
        bare = value
        while bare.kind == CursorKind.UNEXPOSED_EXPR and len(list(bare.get_children())) == 1:
            bare = next(iter(bare.get_children()))
        what, values, type_name = "", (), ""
        written = text[left:right].decode()
        if result is not None and result.kind == TypeKind.BOOL:
            what = "bool"
        elif result is not None and result.kind == TypeKind.ENUM:
            declaration = result.get_declaration()
            values = tuple(c.enum_value for c in declaration.get_children() if c.kind == CursorKind.ENUM_CONSTANT_DECL)
            what, type_name = "enum", result.spelling
            if len(values) < 2:
                return
        elif result is not None and result.spelling.startswith("std::optional<"):
            what, type_name = "optional", result.spelling
            values = (written in ("std::nullopt", "{}"),)
        elif re.fullmatch(r"-?\s*[0-9']+[uUlLzZ]*", written):
            what = "integer"
        elif bare.type.get_canonical().kind == TypeKind.BOOL and result is None:
            what = "bool"
        elif result is None and written in ("true", "false"):
            what = "bool"
        if not what:
            return
        site = Site(
            file, start, semicolon + 1, "return", what, ((left, right),), type_name, values, function[0], self.unit
        )
        self.add(site, constant)

    def add(self, site, constant):
        if constant:
            self.excluded["known to the compiler"].add(site.key())
        else:
            self.sites.setdefault(site.key(), site)

    def all(self):
        return sorted(self.sites.values(), key=Site.key)


def spelled(type_):
    return type_.get_canonical().spelling if type_.kind not in UNKNOWN else ""


def strip_comments(code):
    text = code.decode(errors="replace")
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    return re.sub(r"//[^\n]*", " ", text).strip()


# What most sources read of others is parsed once.
HEAVY = """#include <Eigen/Core>
#include <boost/container/small_vector.hpp>
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>
"""


def arguments_of(commands, root):
    """The sources of the engine and the models, and words with which any of them can be parsed."""
    root = Path(root).resolve()
    files, words = set(), {}
    for entry in commands:
        try:
            file = Path(entry["file"]).resolve().relative_to(root).as_posix()
        except ValueError:
            continue
        if not file.startswith(("engine/", "models/")):
            continue
        files.add(file)
        command = entry["command"].split()
        for word, following in zip(command, command[1:] + [""]):
            if word == "-isystem":
                words[f"-isystem{following}"] = None
            elif word.startswith(("-D", "-I")) and "KERNEL" not in word and "EXPORTS" not in word:
                words[word] = None
    # Templates are looked at as they are written: to instantiate them would take most of the time.
    return sorted(files), [*words, "-std=gnu++20", "-w", "-DDETENTE_EACH_PACK(instance)=", "-xc++"]


def find(root, commands, folder, tell=print):
    """All sites of the tree at `root`; `commands` is its compilation database, `folder` is for what is in between."""
    finder = Finder(root)
    files, words = arguments_of(commands, root)
    heavy = Path(folder) / "heavy.hpp"
    heavy.write_text(HEAVY)
    header = finder.index.parse(
        str(heavy), args=[*words, "-xc++-header"], options=cindex.TranslationUnit.PARSE_INCOMPLETE
    )
    header.save(str(heavy) + ".pch")
    words += ["-include-pch", str(heavy) + ".pch"]
    headers = sorted(
        p.relative_to(finder.root).as_posix() for d in ("engine", "models") for p in (finder.root / d).rglob("*.hpp")
    )
    for number, file in enumerate(files + headers):
        if file not in finder.seen:
            tell(f"reading {number + 1} of {len(files + headers)}: {file}")
            finder.read(file, words)
    return finder
