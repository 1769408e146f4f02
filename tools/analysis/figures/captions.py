"""captions.txt: of each figure its number, finding, caption and files, to be pasted into a paper."""
from .fans_figure import variable_of
from .saving import PRODUCER


def findings_of(report, identity, shown, variable):
    """Sentences on the policies shown, the title first: that of the map is on the policy it shows."""
    figure = report.figure(identity)
    findings = variable_of(figure["data"], variable)["findings"] if identity == "fans" else figure["findings"]
    told = [one for one in findings if one["about"] in shown]
    if identity == "map":
        told.sort(key=lambda one: one["about"] != report.shown(shown)[0])
    return [one["text"] for one in told]


def caption_text(report, identity, shown, variable, note, files):
    """The paragraph of one figure."""
    figure = report.figure(identity)
    title, *others = findings_of(report, identity, shown, variable) or [figure["topic"]]
    parts = [f"Figure {figure['number']}. {title}.", f"{figure['caption']} {note}"]
    if others:
        parts.append(f"Also: {'. '.join(others)}.")
    return "\n".join([*parts, f"Files: {', '.join(files)}"])


def captions_text(report, paragraphs, absent):
    """The whole file."""
    data = report.data
    head = [f"Made by {PRODUCER} of {data['title']}.", data["lead"], *data["notices"],
            f"Scenario {data['scenario']}, {data['runs']:,} runs a policy; policies: {', '.join(data['policies'])}."]
    missing = ["Not made:\n" + "\n".join(absent)] if absent else []
    return "\n\n".join(["\n".join(head), *paragraphs, *missing, *data["footnotes"]]) + "\n"
