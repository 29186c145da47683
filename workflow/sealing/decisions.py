"""Holds the rows of people's answers, and of those taken back, against the events that tell of them. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.sealing.canonical import read_json
from workflow.sealing.findings import Finding

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that has an event for each row.

    `told` names its columns, as `rows` reads them, by the name under which the event tells them; `key` is the one that
    finds the event, `gone` what to say of a row that is missing.
    """

    name: str
    event: str
    told: tuple[str, ...]
    key: str
    gone: str
    json: tuple[str, ...] = ()


DECISION = Kind(
    name="decision",
    event="decided",
    told=(
        *("case", "decision", "task", "step", "reason", "choice", "actor", "name", "roles", "note", "values", "digest"),
        *("at", "effective_at"),
    ),
    key="task",
    gone="the answer to task {}",
    json=("roles", "values"),
)
UNDOING = Kind(
    name="undoing",
    event="undone",
    told=("case", "undoing", "decision", "again", "actor", "name", "at"),
    key="decision",
    gone="the undoing of answer {}",
)


def examine(case: int, events: Sequence[Row], found: Sequence[Row], kind: Kind = DECISION) -> Iterator[Finding]:
    """Each record that says something else than its event, or has none, or is gone."""
    told = _told(events, kind)
    for row in found:
        record = dict(zip(kind.told, row, strict=True))
        number = record[kind.name]
        event = told.pop(record[kind.key], None)
        if event is None:
            yield Finding(case, kind.name, number, f"{kind.name}_inserted")
        elif differing := [
            name for name, value in event.items() if name != "seq" and _read(record, name, kind) != value
        ]:
            detail = f"event {event['seq']} has another {', '.join(differing)}"
            yield Finding(case, kind.name, number, f"{kind.name}_edited", detail)
    for key, event in told.items():
        yield Finding(case, kind.name, int(event.get(kind.name, 0)), f"{kind.name}_deleted", kind.gone.format(key))


def _told(events: Sequence[Row], kind: Kind) -> dict[int, dict[str, Any]]:
    """What the events tell of each record, by its key. Those of earlier releases tell less."""
    told = {}
    for _, _, seq, at, what, actor, step, data in events:
        if what != kind.event:
            continue
        said = read_json(data)
        if isinstance(said, dict) and kind.key in said:
            columns = {**said, "seq": seq, "at": at, "actor": actor, "step": step}
            told[int(said[kind.key])] = {name: columns[name] for name in (*kind.told, "seq") if name in columns}
    return told


def _read(record: dict[str, Any], name: str, kind: Kind) -> Any:
    return read_json(record[name]) if name in kind.json else record[name]
