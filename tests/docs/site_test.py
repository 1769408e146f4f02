"""The site of the documentation builds, without a warning and without a network; every link and anchor of every built page
resolves; no page asks for anything from elsewhere; what GitHub shows as a list, table or block is one in the site too.

usage: site_test.py SOURCE [unittest arguments]
"""
import html.parser
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

sys.dont_write_bytecode = True
import links

SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
ADDRESS = re.compile(r"^[a-z]+:|^//")


class Page(html.parser.HTMLParser):
    """Ids, links, what is loaded, and how many parts of a kind a built page has."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.loaded, self.parts, self.in_article = set(), [], [], {}, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids |= {given[name] for name in ("id", "name") if given.get(name)}
        self.in_article |= tag == "article"
        if self.in_article:
            self.parts[tag] = self.parts.get(tag, 0) + 1
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "link" and given.get("rel") not in ("prev", "next", "canonical"):
            self.loaded.append(given.get("href", ""))
        elif tag in ("script", "img", "iframe", "source", "video", "object"):
            self.loaded.append(given.get("src") or given.get("data") or "")

    def handle_endtag(self, tag):
        self.in_article &= tag != "article"


def faults_of(site):
    """Links and anchors that do not resolve, and what is loaded from elsewhere."""
    pages = {file: Page(file.read_text(encoding="utf-8")) for file in sorted(site.rglob("*.html"))}
    faults = []
    for file, page in pages.items():
        name = file.relative_to(site)
        faults += [f"{name}: loads {one}" for one in page.loaded if ADDRESS.match(one) and not one.startswith("data:")]
        for link in [*page.links, *(one for one in page.loaded if one)]:
            if ADDRESS.match(link):
                continue
            path, _, anchor = link.partition("#")
            target = (file.parent / urllib.parse.unquote(path.partition("?")[0])).resolve() if path else file
            target = target / "index.html" if target.is_dir() else target
            if not target.is_relative_to(site) or not target.exists():
                faults.append(f"{name}: no file {link}")
            elif anchor and target in pages and urllib.parse.unquote(anchor) not in pages[target].ids:
                faults.append(f"{name}: no anchor {link}")
    for style in sorted(site.rglob("*.css")):
        faults += [f"{style.relative_to(site)}: loads {one}" for one in
                   re.findall(r"(?:url\(|@import\s+)['\"]?((?:https?:)?//[^)'\"]+)", style.read_text(encoding="utf-8"))]
    return faults


class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.site = pathlib.Path(folder.name).resolve() / "site"
        done = subprocess.run([SOURCE / "tools/docs/build_site", cls.site], capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise AssertionError(done.stdout + done.stderr)

    def test_every_link_resolves_and_nothing_comes_from_elsewhere(self):
        # Would catch: a page that is not built, a file outside of docs/ that was not brought along, a font of the theme.
        faults = faults_of(self.site)
        self.assertEqual([], faults, "\n" + "\n".join(faults))

    def test_has_every_page_of_the_repository(self):
        pages = [page.relative_to(SOURCE).as_posix() for page in links.pages_of(SOURCE)]
        for page in pages:
            built = page.removeprefix("docs/") if page.startswith("docs/") else f"repository/{page}"
            with self.subTest(page=page):
                built = re.sub(r"README$", "index", built[:-3]) + ".html"  # as mkdocs has it
                self.assertTrue((self.site / built).exists())

    def test_search_has_its_index_for_a_folder_too(self):
        # Would catch: a search that works behind a server only.
        index = (self.site / "search/search_index.js").read_text(encoding="utf-8")
        self.assertIn("Richardson", index)
        self.assertIn('src="../search/from_folder.js"', (self.site / "model/limits.html").read_text(encoding="utf-8"))

    def test_lists_tables_and_blocks_are_those_that_github_shows(self):
        # Would catch: a list without an empty line before it, or an indent, which Python-Markdown takes for a sentence.
        import markdown_it  # what myst uses; the rules of CommonMark and GitHub's tables

        reader = markdown_it.MarkdownIt("commonmark").enable("table")
        for source in sorted((SOURCE / "docs").rglob("*.md")):
            page = self.site / source.relative_to(SOURCE / "docs").with_suffix(".html")
            page = page.with_name("index.html") if source.stem == "README" else page
            built = Page(page.read_text(encoding="utf-8")).parts
            tokens = [token.tag for token in reader.parse(source.read_text(encoding="utf-8")) if token.nesting >= 0]
            tokens += ["pre"] * sum(tag == "code" for tag in tokens)
            for tag in ("table", "tr", "li", "pre", "h2", "h3"):
                with self.subTest(page=source.relative_to(SOURCE).as_posix(), tag=tag):
                    self.assertEqual(tokens.count(tag), built.get(tag, 0))

    def test_a_planted_dead_anchor_a_dead_file_and_a_foreign_font_are_seen(self):
        with tempfile.TemporaryDirectory() as folder:
            site = pathlib.Path(folder).resolve()
            (site / "a.html").write_text('<a href="b.html#x">b</a><a href="c.html">c</a>'
                                         '<script src="https://x.org/x.js"></script>')
            (site / "b.html").write_text('<h2 id="y">y</h2>')
            (site / "s.css").write_text("@import url(//fonts.example.org/f)")
            self.assertEqual(["a.html: loads https://x.org/x.js", "a.html: no anchor b.html#x", "a.html: no file c.html",
                              "s.css: loads //fonts.example.org/f"], faults_of(site))


class Script(unittest.TestCase):
    def test_replaces_no_folder_that_it_has_not_made(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "mine.txt").write_text("x")
            done = subprocess.run([SOURCE / "tools/docs/build_site", folder], capture_output=True, text=True)
            self.assertEqual(done.returncode, 6, done.stderr)
            self.assertTrue((pathlib.Path(folder) / "mine.txt").exists())


if __name__ == "__main__":
    unittest.main(verbosity=1)
