"""The table of faults: fault, phase, outcome, count; as JSON and as text."""
import json
import textwrap


def rows_of(notes, not_run):
    """Notes in the order in which a fault first came, then what could not be done here."""
    rows = [{"fault": fault, "phase": phase, "outcome": outcome, "count": count}
            for (fault, phase, outcome), count in notes.items()]
    order = {fault: k for k, fault in reversed(list(enumerate(row["fault"] for row in rows)))}
    rows.sort(key=lambda row: (order[row["fault"]], row["phase"], row["outcome"]))
    return rows + [{"fault": test, "phase": "", "outcome": f"not done here: {reason}", "count": 0} for test, reason in not_run]


def evidence(rows, head, failed):
    return {"schema": "detente/evidence@1", "kind": "faults", **head, "faults": sum(row["count"] for row in rows),
            "failed": failed, "rows": rows}


def text_of(content, width=120):
    """A table for people: one block a fault."""
    lines = [f"faults: what was done to the program, and what became of it ({content['program']})",
             f"command {content['command']}, seed {content['seed']}", ""]
    shown = None
    for row in content["rows"]:
        if row["fault"] != shown:
            shown = row["fault"]
            lines.append(shown)
        wrapped = textwrap.wrap(row["outcome"], width - 58) or [""]
        lines.append(f"  {row['phase']:<48.48}{row['count']:>6}  {wrapped[0]}")
        lines += [" " * 58 + line for line in wrapped[1:]]
    lines += ["", f"{content['faults']} in all; tests that failed: {len(content['failed'])}"]
    return "\n".join([*lines, *(f"  FAILED {name}" for name in content["failed"])]) + "\n"


def write(path, content):
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    path.with_suffix(".txt").write_text(text_of(content), encoding="utf-8")
