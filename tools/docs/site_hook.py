"""What stands outside of docs/ and is linked from it becomes part of the site, and links lead there.

In the repository a page of docs/ links to `../README.md`, `../configs/parameters.yaml` or `../tools/search`. In the site
the first is a page below `repository/`, the second a page that shows the file, the third one that lists the folder. So
the same link works in both.
"""
import html
import pathlib
import posixpath
import re
import shutil
import tempfile

from mkdocs.structure.files import File

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
OUTSIDE = "repository"  # the folder of the site for all that is not below docs/
LINK = re.compile(r"(?P<before>(?<!!)\[[^\]\n]*(?:\n[^\]\n]*)?\]\()(?P<target>[^)\s]+)(?P<after>\))")
FENCE = re.compile(r"^(?:```.*?^```|    .*?$)", re.MULTILINE | re.DOTALL)
PAGE = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>{title}</title>
<style>body {{ margin: 1rem; font: 16px/1.5 system-ui, sans-serif }} pre {{ font: 13px/1.45 ui-monospace, monospace;
white-space: pre-wrap; overflow-wrap: anywhere }}</style>
<p><a href="{home}">Documentation</a></p><h1>{title}</h1>
{content}
"""
def place_in_site(path):
    """Where the site has a file or folder of the repository: (source of a page, or None; address)."""
    if path.is_relative_to(DOCS):
        inside = path.relative_to(DOCS).as_posix()
    else:
        inside = posixpath.join(OUTSIDE, path.relative_to(ROOT).as_posix())
    if path.suffix == ".md":
        return inside, re.sub(r"\bREADME$", "index", inside[:-3]) + ".html"
    if path.is_dir():
        return None, posixpath.join(inside, "index.html")
    return None, inside + ".html" if inside.startswith(OUTSIDE) else inside


def text_parts(text):
    """The text in pieces, and whether each is prose: what stands in a block of code has no links."""
    end = 0
    for block in FENCE.finditer(text):
        yield text[end:block.start()], True
        yield block.group(), False
        end = block.end()
    yield text[end:], True


def linked(source, target):
    """The file or folder of the repository that a link of the page `source` leads to, and the anchor; or None."""
    path, mark, anchor = target.partition("#")
    if not path or ":" in path:
        return None
    file = (source.parent / path).resolve()
    return (file, mark + anchor) if file.exists() and file.is_relative_to(ROOT) else None


def rewritten(text, source, address):
    """The text of the page `source`, a path of the repository that stands at `address` in the site."""

    def one(match):
        found = linked(source, match["target"])
        if found is None:
            return match.group()  # if it is dead, mkdocs says so
        page, there = place_in_site(found[0])
        target = posixpath.relpath(page or there, posixpath.dirname(address) or ".")
        return match["before"] + target + found[1] + match["after"]

    return "".join(LINK.sub(one, part) if is_prose else part for part, is_prose in text_parts(text))


def shown_outside(pages):
    """Files and folders outside of docs/ that some page links to and that are no pages."""
    targets = (linked(page, link["target"]) for page in pages
               for part, is_prose in text_parts(page.read_text(encoding="utf-8")) if is_prose
               for link in LINK.finditer(part))
    files = {found[0] for found in targets if found}
    return sorted(file for file in files if not file.is_relative_to(DOCS) and file.suffix != ".md")


def markdown_outside():
    """The pages of the repository that are not below docs/."""
    skipped = {"build", "node_modules", ".git", "docs", "outputs"}
    pages = [page for page in ROOT.rglob("*.md")
             if not skipped & set(page.relative_to(ROOT).parts[:-1]) and "vignettes" not in page.parts]
    return sorted([*pages, ROOT / "outputs/README.md"])


def on_files(files, config):
    outside = markdown_outside()
    for page in outside:
        file = File(place_in_site(page)[0], str(ROOT), config["site_dir"], config["use_directory_urls"])
        file.abs_src_path = str(page)
        files.append(file)
    made = pathlib.Path(tempfile.mkdtemp(prefix="detente_site_"))
    for target in shown_outside([*sorted(DOCS.rglob("*.md")), *outside]):
        (write_folder if target.is_dir() else write_file)(made, target)
    for page in sorted(made.rglob("*.html")):
        files.append(File(page.relative_to(made).as_posix(), str(made), config["site_dir"], config["use_directory_urls"]))
    config["detente_made"] = made
    return files


def on_page_markdown(text, page, config, files):
    return rewritten(text, pathlib.Path(page.file.abs_src_path), page.file.src_uri)


def write_page(site, file, content, title):
    target = site / place_in_site(file)[1]
    home = posixpath.relpath("index.html", posixpath.dirname(target.relative_to(site).as_posix()))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(PAGE.format(title=html.escape(title), home=home, content=content), encoding="utf-8")


def write_file(site, file):
    text = file.read_text(encoding="utf-8", errors="replace")
    write_page(site, file, f"<pre>{html.escape(text)}</pre>", file.relative_to(ROOT).as_posix())


def write_folder(site, folder):
    """A list of the files of a folder, each shown beside it."""
    rows = []
    for entry in sorted(folder.iterdir()):
        if entry.is_file() and entry.suffix != ".md" and b"\0" not in entry.read_bytes():
            write_file(site, entry)
            rows.append(f'<li><a href="{html.escape(entry.name)}.html">{html.escape(entry.name)}</a></li>')
        elif entry.name != "__pycache__":
            rows.append(f"<li>{html.escape(entry.name)}</li>")
    write_page(site, folder, "<ul>" + "\n".join(rows) + "</ul>", folder.relative_to(ROOT).as_posix() + "/")


def on_post_page(output, page, config):
    """Search from a folder: a script before that of the theme."""
    script = posixpath.relpath("search/from_folder.js", posixpath.dirname(page.file.dest_uri) or ".")
    return output.replace('<script src="', f'<script src="{script}" data-base></script><script src="', 1)


def on_post_build(config):
    site = pathlib.Path(config["site_dir"])
    index = (site / "search/search_index.json").read_text(encoding="utf-8")
    (site / "search/search_index.js").write_text(f"var __search = {{index: Promise.resolve({index})}}\n", encoding="utf-8")
    for file in ("404.html", "sitemap.xml", "sitemap.xml.gz"):  # of no use without an address
        (site / file).unlink(missing_ok=True)
    shutil.rmtree(config["detente_made"])
