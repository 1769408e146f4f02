"""What has to hold of the model book (docs/model.md, docs/model/), each as a list of faults: empty if it holds.

Every check takes the root of a tree, so that a fault can be planted in a copy.
"""
import importlib.machinery
import importlib.util
import pathlib
import re
import sys

sys.dont_write_bytecode = True  # the tables' tool stands in the sources

TAG = re.compile(r"\(([A-Z][1-9]\d*|0[a-z])\)")
RANGE = re.compile(r"\(([A-Z])([1-9]\d*)\) to \(\1([1-9]\d*)\)|\(([A-Z])([1-9]\d*) to \4([1-9]\d*)\b")
TEST = re.compile(r"\bT(?:EST|EST_F|EST_P|YPED_TEST|YPED_TEST_P)\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)")
NAMED_TEST = re.compile(r"`([A-Z]\w*\.\w*_\w+)`")
LINK = re.compile(r"(?<!!)\[[^\]\n]*(?:\n[^\]\n]*)?\]\(([^)\s]+)\)")
PAGE_IN_SOURCE = re.compile(r"\bdocs/[\w/.-]+\.md\b")
NOT_PROCESSES = {"conventions", "initialization", "outcomes", "brief", "limits", "readings"}


def tool(root):
    """The module tools/docs/model_tables of a tree."""
    loader = importlib.machinery.SourceFileLoader("model_tables", str(root / "tools/docs/model_tables"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("model_tables", loader))
    loader.exec_module(module)
    return module


def text_of(path):
    return path.read_text(encoding="utf-8")


def pages(root):
    return [root / "docs/model.md", *sorted((root / "docs/model").glob("*.md"))]


def tags_in(text):
    """Tags of equations in a text, ranges such as (G1) to (G5) or (K1 to K11) filled."""
    tags = set(TAG.findall(text))
    for match in RANGE.finditer(text):
        letter, first, last = [part for part in match.groups() if part]
        tags |= {f"{letter}{k}" for k in range(int(first), int(last) + 1)}
    return tags


def tags_of_test(name):
    """Tags that a test's name carries: G1_.., G1_and_G2_.., G1_to_G5_.."""
    words = name.split("_")
    tags = {word for word in words if TAG.fullmatch(f"({word})")}
    for first, to, last in zip(words, words[1:], words[2:]):
        if to == "to" and first in tags and last in tags and first[0] == last[0]:
            tags |= {f"{first[0]}{k}" for k in range(int(first[1:]), int(last[1:]) + 1)}
    return tags


def tests_of(root):
    """All tests in C++ as Suite.Name."""
    files = sorted((root / "tests").rglob("*.cpp")) + sorted((root / "tests").rglob("*.hpp"))
    return {f"{suite}.{name}" for file in files for suite, name in TEST.findall(text_of(file))}


def header_tags(root):
    return set().union(*(tags_in(text_of(header)) for header in (root / "models").glob("*.hpp")))


def blocks_of(page):
    return re.findall(r"^```text\n(.*?)^```", text_of(page), re.MULTILINE | re.DOTALL)


def equations_of(page):
    """Tags of the equations that a page sets down: at the end of a line of a text block, or first in a row of costs."""
    tags = {match for block in blocks_of(page) for match in re.findall(r"\((\w+)\)$", block, re.MULTILINE)
            if TAG.fullmatch(f"({match})")}
    return tags | set(re.findall(r"^\| \((K\d+)\) \| `\w+` \|", text_of(page), re.MULTILINE))


def tables_that_differ(root):
    return tool(root).differing(root)


def parameters_without_table(root):
    return tool(root).without_table(root)


def parameters_without_words(root):
    """Coefficients that no equation and no sentence of the book names."""
    tables = tool(root).TABLE
    words = "\n".join(tables.sub("", text_of(page)) for page in pages(root))
    named = set(re.findall(r"[\w.]+", words))
    groups = tool(root).parameters_of(root)
    return [f"{group}.{name} is named by no equation and no sentence" for group, entries in groups.items()
            for name in entries if name not in named]


def tags_without_header(root):
    known = header_tags(root)
    return [f"{page.name}: ({tag}) stands in no header under models/" for page in pages(root)
            for tag in sorted(tags_in(text_of(page)) - known)]


def tags_without_test(root):
    carried = set().union(*(tags_of_test(test.partition(".")[2]) for test in tests_of(root)))
    return [f"{page.name}: no test carries the tag ({tag})" for page in pages(root)
            for tag in sorted(tags_in(text_of(page)) - carried)]


def tags_missing_in_book(root):
    in_book = set().union(*(equations_of(page) for page in pages(root)))
    return [f"({tag}) stands in a header and under no equation of the book"
            for tag in sorted(header_tags(root) - in_book)]


def tags_set_down_twice(root):
    seen, faults = {}, []
    for page in pages(root):
        for tag in sorted(equations_of(page)):
            if tag in seen:
                faults.append(f"({tag}) is set down in {seen[tag]} and in {page.name}")
            seen[tag] = page.name
    return faults


def named_tests_that_do_not_exist(root):
    known = tests_of(root)
    return [f"{page.name}: there is no test {name}" for page in pages(root)
            for name in NAMED_TEST.findall(text_of(page)) if name not in known]


def equations_without_named_test(root):
    """Equations whose page names no test of theirs."""
    faults = []
    for page in pages(root):
        rows = dict(re.findall(r"^\| \((\w+)\) \| (`[A-Z]\w*\.\w+`.*) \|$", text_of(page), re.MULTILINE))
        for tag in sorted(equations_of(page)):
            names = [name.partition(".")[2] for name in NAMED_TEST.findall(rows.get(tag, ""))]
            if not names:
                faults.append(f"{page.name}: names no test of ({tag})")
            faults += [f"{page.name}: {name} does not carry ({tag})" for name in names if tag not in tags_of_test(name)]
    return faults


def sections_of_brief(root):
    """Short names of the sections of the brief, as docs/model/brief.md has them."""
    table = re.search(r"^## Sections\n(.*?)^## ", text_of(root / "docs/model/brief.md"), re.MULTILINE | re.DOTALL)[1]
    return set(re.findall(r"^\| ([A-Z][^|]*?) \| ", table, re.MULTILINE))


def passages_without_section(root):
    """Process pages without a passage of the brief, and passages whose section there is not."""
    known = sections_of_brief(root) | {"Not in the brief"}
    faults = []
    for page in pages(root)[1:]:
        passages = re.search(r"^## In the brief\n(.*)", text_of(page), re.MULTILINE | re.DOTALL)
        named = re.findall(r"^- \*\*([^*,]+?)(?:, [^*]*)?\.\*\*", passages[1], re.MULTILINE) if passages else []
        if page.stem not in NOT_PROCESSES and not named:
            faults.append(f"{page.name}: says for no passage of the brief that it stands for it")
        faults += [f"{page.name}: the brief has no section '{name}'" for name in named if name not in known]
    return faults


def anchor_of(heading):
    """What GitHub calls a heading."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[`*]", r"\1", heading.strip().lower())
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def anchors_of(page):
    text = re.sub(r"^```.*?^```", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    return {anchor_of(heading) for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}


def dead_links(root):
    """Links of README.md and docs/ that lead to no file or heading, and pages that sources name and there are not."""
    faults = []
    for page in [root / "README.md", *sorted((root / "docs").rglob("*.md"))]:
        for target in LINK.findall(text_of(page)):
            path, _, anchor = target.partition("#")
            if ":" in path:  # https:, mailto:
                continue
            file = (page.parent / path).resolve() if path else page
            if not file.exists():
                faults.append(f"{page.relative_to(root)}: no file {target}")
            elif anchor and file.suffix == ".md" and anchor not in anchors_of(file):
                faults.append(f"{page.relative_to(root)}: no heading {target}")
    sources = [("models", "*.hpp"), ("models", "*.cpp"), ("tests", "*.cpp"), ("tools", "*.py"), ("configs", "*.yaml")]
    for folder, ending in sources:
        for file in sorted((root / folder).rglob(ending)):
            faults += [f"{file.relative_to(root)}: no file {page}" for page in PAGE_IN_SOURCE.findall(text_of(file))
                       if not (root / page).exists()]
    return faults


def headers_of_other_pages(root):
    """Headers whose equations do not stand on the page that they give as their source."""
    where = {tag: page for page in pages(root) for tag in equations_of(page)}
    faults = []
    for header in sorted((root / "models").glob("*.hpp")):
        named = {root / page for page in PAGE_IN_SOURCE.findall(text_of(header))}
        ends = set(re.findall(r"^///.*\s\((\w+)\)\s*$", text_of(header), re.MULTILINE))
        faults += [f"{header.name}: ({tag}) stands in {where[tag].name}, which the header does not name"
                   for tag in sorted(ends & where.keys()) if where[tag] not in named]
    return faults


ALL = [tables_that_differ, parameters_without_table, parameters_without_words, tags_without_header, tags_without_test,
       tags_missing_in_book, tags_set_down_twice, named_tests_that_do_not_exist, equations_without_named_test,
       passages_without_section, dead_links, headers_of_other_pages]
