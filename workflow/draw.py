"""A process drawn and printed from its own value. Pure."""

from collections.abc import Iterator
from datetime import timedelta

from workflow.define import Process, Step


def mermaid(process: Process) -> str:
    """A Mermaid flowchart: steps down the middle, questions to the side."""
    return "\n".join(["flowchart TD", *_nodes(process), *_edges(process)])


def table(process: Process) -> str:
    """The process as aligned text, one step a line."""
    head = ("STEP", "KIND", "QUEUE", "SLA", "TRIES", "ASKS (in this order)")
    rows = [head, *(_row(step) for step in process.steps)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    levels = ", ".join(f"{level.percent} % {level.name}" for level in process.escalation)
    return "\n".join([f"{process.name}, version {process.version}; escalation: {levels}", "", *lines])


def span(duration: timedelta) -> str:
    """A duration in its largest whole unit: 4 h, 5 min, 30 s."""
    seconds = int(duration.total_seconds())
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds >= size and seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def _row(step: Step) -> tuple[str, ...]:
    asks = ", ".join(reason.code for reason in step.asks)
    return step.name, step.kind, step.queue, span(step.sla), str(step.retry.attempts), asks


def _nodes(process: Process) -> Iterator[str]:
    shapes = {"decision": '{{"%s"}}', "work": '["%s"]', "effect": '[["%s"]]'}
    for step in process.steps:
        yield f"    {step.name}{shapes[step.kind] % f'{step.title}<br>{span(step.sla)}'}"
        if step.asks:
            asks = "<br>".join(reason.title for reason in step.asks)
            yield f'    {step.name}_asks(["{asks}"])'


def _edges(process: Process) -> Iterator[str]:
    for step, following in zip(process.steps, process.steps[1:], strict=False):
        yield f"    {step.name} --> {following.name}"
    for step in process.steps:
        if step.asks:
            yield f"    {step.name} -. asks .-> {step.name}_asks"
            yield f"    {step.name}_asks -. answer .-> {step.name}"
