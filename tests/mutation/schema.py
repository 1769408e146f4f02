"""Mutants as text: what a site may be replaced by, and sources that hold many mutants at once, each behind a switch."""

import re
from dataclasses import dataclass

from sites import OPERATORS, Site

INCLUDE = '#include "mutant.hpp"\n'
ON = "::detente::mutation::"


@dataclass(frozen=True)
class Mutant:
    number: int
    site: Site
    replacement: str


def replacements(site):
    """All that may stand in place of what is there, by name."""
    operator = site.operator
    if site.kind in ("arithmetic", "compound", "comparison"):
        return [other for other in OPERATORS[site.kind] if other != operator]
    if site.kind == "logical":
        return ["||" if operator == "&&" else "&&", "left alone", "right alone"]
    if site.kind == "minus":
        return ["without -"]
    if site.kind == "not":
        return ["without !"]
    if site.kind == "step":
        return [operator.replace("+", "_").replace("-", "+").replace("_", "-")]
    if site.kind == "index":
        return ["the one before", "the one after"]
    return {"bool": ["negated"], "enum": ["another"], "optional": ["given" if site.values[:1] == (True,) else "empty"],
            "integer": ["one more", "one less"]}[operator]  # fmt: skip


def line_of(text, offset):
    return text.count(b"\n", 0, offset) + 1


def original(site, text):
    return " ".join(text[site.start : site.end].decode().split())


def mutated(mutant, part):
    """The site with its mutant behind the switch; `part(start, end)` is the text of an operand."""
    site, new, number = mutant.site, mutant.replacement, mutant.number
    operands = [on_one_line(part(*o)) for o in site.operands]
    whole = [f"({o})" for o in operands]

    def either(changed, unchanged):
        def computed(expression):
            return f"[&] {{ return {ON}value({expression}); }}"

        return f"{ON}either({number}, {computed(unchanged)}, {computed(changed)})"

    if site.kind in ("arithmetic", "comparison", "logical"):
        unchanged = f"{whole[0]} {site.operator} {whole[1]}"
        changed = {"left alone": whole[0], "right alone": whole[1]}.get(new, f"{whole[0]} {new} {whole[1]}")
        return either(changed, unchanged)
    if site.kind == "compound":
        left, right = operands
        return f"({ON}is_on({number}) ? ({left} {new} {right}) : ({left} {site.operator} {right}))"
    if site.kind in ("minus", "not"):
        return either(whole[0], site.operator + whole[0])
    if site.kind == "step":
        changed, unchanged = (
            (f"{whole[0]}{w[1:]}" if w.startswith("x") else f"{w}{whole[0]}") for w in (new, site.operator)
        )
        return f"({ON}is_on({number}) ? {changed} : {unchanged})"
    if site.kind == "index":
        holder, index = operands
        neighbour = f"before({ON}value({index}))" if new == "the one before" else f"after({holder}, {ON}value({index}))"
        place = f"{ON}is_on({number}) ? {ON}{neighbour} : {ON}value({index})"
        return f"{holder}[{place}]" if site.operator == "[]" else f"{holder}.at({place})"
    return f"{{ if ({ON}is_on({number})) return {returned(site, new, operands[0])}; return {operands[0]}; }}"


def on_one_line(code):
    """So that what the compiler says of a mutant names its line."""
    return code if "//" in code or 'R"' in code else re.sub(r"\n\s*", " ", code)


def returned(site, new, value):
    if new == "negated":
        return f"!({value})"
    if new == "another":
        first, second = site.values[:2]
        kind = "::" + site.type
        return (
            f"static_cast<{kind}>({value}) == static_cast<{kind}>({first}) ? "
            f"static_cast<{kind}>({second}) : static_cast<{kind}>({first})"
        )
    if new == "empty":
        return "{}"
    if new == "given":
        return f"{site.type}{{typename {site.type}::value_type{{}}}}"
    return f"({value}) {'+' if new == 'one more' else '-'} 1"


def with_mutants(text, mutants):
    """The source with all the mutants of it. One may stand inside of another."""
    edits = sorted(mutants, key=lambda m: (m.site.start, -m.site.end))

    def render(start, end, outer):
        inside = [m for m in edits if start <= m.site.start and m.site.end <= end and m not in outer]
        result, at = [], start
        for mutant in inside:
            if mutant.site.start < at:
                continue  # within the one before
            result.append(text[at : mutant.site.start].decode())
            result.append(mutated(mutant, lambda s, e, m=mutant: render(s, e, outer | {m})))
            at = mutant.site.end
        result.append(text[at:end].decode())
        return "".join(result)

    body = render(0, len(text), frozenset())
    if body.startswith("#pragma once"):
        first, rest = body.split("\n", 1)
        return f"{first}\n{INCLUDE}{rest}"
    return INCLUDE + body
