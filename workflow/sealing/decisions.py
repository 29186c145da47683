"""Holds the rows of people's answers against the events that tell of them. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from workflow.sealing.canonical import read_json
from workflow.sealing.findings import Finding

Row = Sequence[Any]

# The columns of a decision as `rows` reads them, by the name under which its event tells them.
TOLD = (
    *("case", "decision", "task", "step", "reason", "choice", "actor", "name", "roles", "note", "values", "digest"),
    *("at", "effective_at"),
)
_JSON = ("roles", "values")
_DECIDED = "decided"


def examine(case: int, events: Sequence[Row], decisions: Sequence[Row]) -> Iterator[Finding]:
    """Each answer that says something else than its event, or has none, or is gone."""
    told = _told(events)
    for row in decisions:
        answer = dict(zip(TOLD, row, strict=True))
        event = told.pop(answer["task"], None)
        if event is None:
            yield Finding(case, "decision", answer["decision"], "decision_inserted")
        elif differing := [name for name, value in event.items() if name != "seq" and _read(answer, name) != value]:
            detail = f"event {event['seq']} has another {', '.join(differing)}"
            yield Finding(case, "decision", answer["decision"], "decision_edited", detail)
    for task, event in told.items():
        yield Finding(case, "decision", int(event.get("decision", 0)), "decision_deleted", f"the answer to task {task}")


def _told(events: Sequence[Row]) -> dict[int, dict[str, Any]]:
    """What the events tell of each answer, by task. Those of earlier releases tell less."""
    told = {}
    for _, _, seq, at, kind, actor, step, data in events:
        if kind != _DECIDED:
            continue
        said = read_json(data)
        if isinstance(said, dict) and "task" in said:
            known = {name: said[name] for name in TOLD if name in said}
            told[int(said["task"])] = {**known, "seq": seq, "at": at, "actor": actor, "step": step}
    return told


def _read(answer: dict[str, Any], name: str) -> Any:
    return read_json(answer[name]) if name in _JSON else answer[name]
