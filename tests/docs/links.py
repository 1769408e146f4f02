"""What has to hold of the links of all pages, each as a list of faults: empty if it holds.

A page is read in two places: on GitHub, from the repository, and in the site that tools/docs/build_site makes. The two
have rules of their own for the anchor of a heading; a link must resolve by both. Every check takes the root of a tree.
"""
import pathlib
import re
import unicodedata

import yaml

NOT_OURS = {".git", "build", "node_modules"}
LINK = re.compile(r"!?\[[^\]\n]*(?:\n[^\]\n]*)?\]\(([^)\s]+)\)")
BLOCKS = re.compile(r"^( *)```.*?^ *```$|^    .*?$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
FENCES = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)


def pages_of(root):
    """All Markdown of the repository."""
    return sorted(page for page in root.rglob("*.md") if not NOT_OURS & set(page.relative_to(root).parts))


def links_of(page):
    """Targets of the links of a page, those within code left out."""
    return LINK.findall(BLOCKS.sub("", page.read_text(encoding="utf-8")))


def headings_of(page):
    """Headings as they are read, without marks."""
    text = FENCES.sub("", page.read_text(encoding="utf-8"))
    return [re.sub(r"\[([^\]]*)\]\([^)]*\)|[`*]", r"\1", heading).strip()
            for heading in re.findall(r"^#{1,6} (.*)$", text, re.MULTILINE)]


def github_anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def site_anchor(heading):
    """That of Python-Markdown."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def anchors_of(page):
    """What may stand behind # in both places. Of headings that are the same only the first has one: the others are
    numbered in ways that differ."""
    headings = headings_of(page)
    return {github_anchor(heading) for heading in headings} & {site_anchor(heading) for heading in headings}


def target_of(page, link):
    """(file or folder, anchor) that a link leads to; None if it leaves the repository."""
    path, _, anchor = link.partition("#")
    if re.match(r"\w+:", path):
        return None
    return ((page.parent / path).resolve() if path else page), anchor


def dead_links(root):
    faults = []
    for page in pages_of(root):
        for link in links_of(page):
            target = target_of(page, link)
            if target is None:
                continue
            file, anchor = target
            if not file.is_relative_to(root) or not file.exists():
                faults.append(f"{page.relative_to(root)}: no file {link}")
            elif anchor and (file.suffix != ".md" or anchor not in anchors_of(file)):
                faults.append(f"{page.relative_to(root)}: no heading {link}, or not the same on GitHub and in the site")
    return faults


def entries_of(nav):
    """Pages of a navigation, at whatever depth."""
    for entry in nav:
        for value in entry.values() if isinstance(entry, dict) else [entry]:
            yield from entries_of(value) if isinstance(value, list) else [value]


def pages_of_nav(root):
    nav = yaml.safe_load((root / "tools/docs/mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    return list(entries_of(nav))


def file_of_entry(root, entry):
    """A page of the site in the repository; what is not below docs/ stands below repository/."""
    return root / entry.removeprefix("repository/") if entry.startswith("repository/") else root / "docs" / entry


def pages_not_in_nav(root):
    there = {page.relative_to(root / "docs").as_posix() for page in (root / "docs").rglob("*.md")}
    missing = sorted(there - set(pages_of_nav(root)))
    return [f"docs/{page}: stands in no part of nav in tools/docs/mkdocs.yml" for page in missing]


def nav_without_page(root):
    entries = pages_of_nav(root)
    gone = [entry for entry in entries if not file_of_entry(root, entry).exists()]
    twice = sorted({entry for entry in entries if entries.count(entry) > 1})
    return [f"tools/docs/mkdocs.yml: no page {entry}" for entry in gone] + [
        f"tools/docs/mkdocs.yml: {entry} stands there twice" for entry in twice]


def pages_out_of_reach(root):
    """Pages of docs/ to which no way of links leads from docs/index.md."""
    reached, waiting = set(), [root / "docs/index.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or not page.exists():
            continue
        reached.add(page)
        targets = (target_of(page, link) for link in links_of(page))
        waiting += [target[0] for target in targets if target and target[0].suffix == ".md"]
    return [f"{page.relative_to(root)}: no way leads there from docs/index.md"
            for page in sorted((root / "docs").rglob("*.md")) if page not in reached]


def pages_without_limits(root):
    """The index and every tutorial send the reader to what the model must not be used for, near their beginning."""
    pages = [root / "docs/index.md", root / "README.md", *sorted((root / "docs/tutorials").glob("*.md"))]
    return [f"{page.relative_to(root)}: its first 30 lines do not link model/limits.md" for page in pages
            if not any("model/limits.md" in line for line in page.read_text(encoding="utf-8").splitlines()[:30])]


def stations_that_moved(root):
    """Rows of the contributor's walks, `| [file](path) | `names` | ...`, whose file no longer has one of the names."""
    page = root / "docs/contributing.md"
    rows = re.findall(r"^\| \[[^\]]+\]\(([^)]+)\) \| (`[^|]*) \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    faults = []
    for path, names in rows:
        file = (page.parent / path).resolve()
        words = set(re.findall(r"\w+", file.read_text(encoding="utf-8"))) if file.exists() else set()
        for name in re.findall(r"`([\w:]+)`", names):
            if not set(name.split("::")) <= words:
                faults.append(f"docs/contributing.md: {path} has no {name}")
    return faults


ALL = [dead_links, pages_not_in_nav, nav_without_page, pages_out_of_reach, pages_without_limits,
       stations_that_moved]
