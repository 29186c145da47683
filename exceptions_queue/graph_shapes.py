"""How one step is drawn: its outline by its kind, its mark by its state, its lines of text. Pure."""

from dataclasses import dataclass

from exceptions_queue.path import Stop

HEIGHT = 74
_TITLE_LENGTH = 24

# Drawn within 12 by 12: a tick, a question mark, an exclamation mark, an arrow, two bars; a ring for the rest.
_MARKS = {
    "done": "M1 6l4 4 7-8",
    "asks": "M3 4a3 3 0 1 1 3.4 3v1.6M6.4 10.6v1",
    "failed": "M6 1v6.4M6 10.4v1",
    "under way": "M3 1l7 5-7 5z",
    "due": "M3 1l7 5-7 5z",
    "sleeping": "M4 2v8M8.5 2v8",
}
_RING = "M6 2a4 4 0 1 0 .01 0z"


@dataclass(frozen=True, slots=True)
class Node:
    """A step as it is drawn; `state` as a class name, `lines` below the title."""

    stop: Stop
    x: float
    y: float
    outline: str
    mark: str
    title: str
    state: str
    lines: tuple[str, ...]


def node_of(stop: Stop, x: float, y: float, width: float) -> Node:
    """The step in a box of this width, whose top left corner lies there."""
    title = stop.title if len(stop.title) <= _TITLE_LENGTH else f"{stop.title[: _TITLE_LENGTH - 1]}…"
    asked = f"asked {len(stop.asked)}×" if len(stop.asked) > 1 else "asked" if stop.asked else ""
    again = f"{stop.runs} runs" if stop.runs > 1 else ""
    below = ", ".join(part for part in (asked or again, f"waited {stop.waited}" if stop.waited else "") if part)
    lines = (" · ".join(part for part in (stop.state, stop.took) if part), below)
    state = stop.state.replace(" ", "-")
    return Node(stop, x, y, _outline(stop.kind, width), _MARKS.get(stop.state, _RING), title, state, lines)


def _outline(kind: str, width: float) -> str:
    """Decisions have cut corners, effects a double side, work is a plain box."""
    if kind == "decision":
        return f"M10 0H{width - 10}l10 10V{HEIGHT - 10}l-10 10H10l-10-10V10z"
    sides = f"M6 0V{HEIGHT}M{width - 6} 0V{HEIGHT}" if kind == "effect" else ""
    return f"M0 0H{width}V{HEIGHT}H0z{sides}"
