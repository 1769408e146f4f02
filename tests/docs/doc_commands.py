"""The commands of the documents: what a reader could copy into a shell, Python or R.

A block of code in a page is one of
  indented by four spaces, or fenced as sh   commands of a shell, one or more lines each
  fenced as python or r                      a program
All other fences (text, yaml, cpp ...) are to be read.
"""
import dataclasses
import re


@dataclasses.dataclass(frozen=True)
class Command:
    page: str  # README.md, docs/analysis.md
    line: int  # of its first line, from 1
    kind: str  # sh, python or r
    text: str


def is_open(text):
    """Whether a shell would ask for more lines."""
    if text.endswith("\\"):
        return True
    here = re.search(r"<<'(\w+)'", text)
    if here:
        return text.splitlines()[-1] != here[1]
    bare = re.sub(r'"(?:\\.|[^"\\])*"', "", re.sub(r"'[^']*'", "", text.partition("    # ")[0]))
    return bare.count("'") % 2 == 1 or bare.count('"') % 2 == 1


def shell_commands(page, first, lines):
    """Lines of a shell, joined where one goes on. Comments behind a command are part of it: the shell drops them."""
    text, start = "", first
    for number, line in enumerate(lines, first):
        if not text and not line.strip():
            continue
        start = number if not text else start
        text = f"{text}\n{line}" if text else line
        if not is_open(text):
            yield Command(page, start, "sh", text)
            text = ""
    if text:
        raise ValueError(f"{page}:{start}: a command without an end: {text}")


def commands_of(page, text):
    """All commands of a page, in their order."""
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        fence = re.match(r"( *)```(\w*)", lines[number])
        if fence:
            end = next(k for k in range(number + 1, len(lines)) if lines[k].strip() == "```")
            body = [line.removeprefix(fence[1]) for line in lines[number + 1:end]]
            if fence[2] == "sh":
                yield from shell_commands(page, number + 2, body)
            elif fence[2] in ("python", "r"):
                yield Command(page, number + 2, fence[2], "\n".join(body))
            number = end + 1
        elif lines[number].startswith("    ") and not lines[number - 1].strip():
            end = number
            while end < len(lines) and (lines[end].startswith("    ") or not lines[end].strip()):
                end += 1
            indent = len(lines[number]) - len(lines[number].lstrip())
            yield from shell_commands(page, number + 1, [line[min(indent, 6):] for line in lines[number:end]])
            number = end
        else:
            number += 1
