"""What the trial has found, as evidence and as text."""

import collections
import re
from pathlib import Path

import schema
import sites as places


def by_kind(sites):
    counts = collections.Counter(s.kind for s in sites)
    return ", ".join(f"{counts[kind]} {kind}" for kind in places.KINDS)


def left_out(excluded):
    return ", ".join(f"{number} {reason}" for reason, number in excluded.items())


def place(shop, site):
    text = (shop.source / site.file).read_bytes()
    return f"{site.file}:{schema.line_of(text, site.start)}", schema.original(site, text)


def description(shop, mutant):
    where, code = place(shop, mutant.site)
    return f"{mutant.number:2} {where} {mutant.site.kind} `{code}`: {mutant.site.operator} -> {mutant.replacement}"


def equivalents(file):
    """Arguments by name of the mutant: paragraphs of which the first line is the name. Lines with # are for readers."""
    found = {}
    text = "\n".join(line for line in file.read_text().split("\n") if not line.startswith("#")) if file.exists() else ""
    for paragraph in re.split(r"\n\s*\n", text):
        name, _, argument = paragraph.strip().partition("\n")
        if argument:
            found[name] = " ".join(argument.split())
    return found


def evidence(shop, bench, equivalent, options):
    command = f"tests/mutation/run --seed {shop.seed} --count {shop.count}"
    if options.revision:
        command += f" --revision {shop.revision}"
    mutants = []
    for mutant in shop.mutants:
        found = bench.results.get(str(mutant.number))
        if found is None or not found["done"]:
            continue
        where, code = place(shop, mutant.site)
        change = f"{mutant.site.operator} -> {mutant.replacement}"
        argument = equivalent.get(shop.name_of(mutant.site, mutant.replacement), "")
        first = found.get("first", found)
        mutants.append({
            "number": mutant.number, "place": where, "function": mutant.site.function, "kind": mutant.site.kind,
            "code": code, "change": change, "caught": found["caught"], "caught_at_first": first["caught"],
            "program": found["by"], "tests": found["tests"], "how": found["how"],
            "programs_run": len(found["tried"]),
            "seconds": round(found["seconds"], 1), "revision": found["revision"],
            "equivalent": argument if not found["caught"] else "",
        })  # fmt: skip
    real = [m for m in mutants if not m["equivalent"]]
    return {
        "schema": "detente/evidence@1",
        "kind": "mutation",
        "revision": shop.revision,
        "processor": processor(),
        "command": command,
        "seed": shop.seed,
        "sites": dict(collections.Counter(s.kind for s in shop.sites)),
        "left_out": shop.excluded,
        "rejected": shop.rejected,
        "tests_left_out": [t for usual in bench.state["usual"].values() for t in usual.get("left_out", ())],
        "drawn": len(shop.mutants),
        "tested": len(mutants),
        "equivalent": len(mutants) - len(real),
        "caught_at_first": sum(m["caught_at_first"] for m in real),
        "caught": sum(m["caught"] for m in real),
        "mutants": mutants,
    }


def processor():
    match = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.M)
    return match[1] if match else "unknown"


def is_good(result):
    real = result["tested"] - result["equivalent"]
    return result["caught"] >= 0.9 * real


def text(result):
    real = result["tested"] - result["equivalent"]
    lines = [
        f"Mutants of engine and models: {result['tested']} tested, drawn by seed {result['seed']} from "
        f"{sum(result['sites'].values())} sites",
        "sites: " + ", ".join(f"{result['sites'].get(k, 0)} {k}" for k in places.KINDS),
        "left out: " + left_out(result["left_out"]),
        *(["tests left out, since they fail without a mutant: " + ", ".join(result["tests_left_out"])]
          if result["tests_left_out"] else []),
        f"equivalent, argued one by one: {result['equivalent']}",
        f"caught of the other {real}: {result['caught_at_first']} ({share(result['caught_at_first'], real)}) at first, "
        f"{result['caught']} ({share(result['caught'], real)}) by the tests as they are",
        "",
    ]
    for m in result["mutants"]:
        lines.append(f"{m['number']:2} {m['place']} {m['kind']}: {m['change']}")
        lines.append(f"   {m['code'][:110]}")
        if m["caught"]:
            late = "" if m["caught_at_first"] else "; by a test written for it"
            names = ", ".join(m["tests"])
            how = {"failure": "", "timeout": ", which did not end"}.get(m["how"], f", {m['how']}")
            lines.append(f"   seen by {m['program']}: {names}{how}{late}")
        elif m["equivalent"]:
            lines.append(f"   equivalent: {m['equivalent']}")
        else:
            lines.append("   NOT SEEN")
    if result["rejected"]:
        lines += ["", "Drawn and rejected, since it does not compile:"]
        lines += [f"   {name}: {reason}" for name, reason in sorted(result["rejected"].items())]
    return "\n".join(lines)


def share(part, whole):
    return f"{100 * part / whole:.0f} %" if whole else "-"
