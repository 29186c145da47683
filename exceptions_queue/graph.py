"""The process of a case as a graph with the path that it took, for `exceptions_queue/_graph.html` (as `graph`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from exceptions_queue import words
from exceptions_queue.graph_layout import Drawing, drawing
from exceptions_queue.path import Path, Stop, Visit, path_of
from exceptions_queue.wording import times
from workflow.models import Case
from workflow.transitions import CASE

_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A step with the titles of what it asked."""

    stop: Stop
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """The same path three times: drawn for wide and for narrow places, and as a list; `summary` in one sentence."""

    drawings: tuple[Drawing, ...]
    steps: tuple[Named, ...]
    summary: str


def graph_of(case: Case, visits: Sequence[Visit], *, now: datetime) -> Graph | None:
    """The graph of a case with these attempts; None where this release no longer knows the process."""
    process = words.process_of(case)
    if process is None:
        return None
    path = path_of(process, visits, here=case.step, finished=case.state in CASE.final(), now=now)
    wide = drawing(path, name="wide", columns=_COLUMNS)
    tall = drawing(path, name="tall", columns=1, node_width=230)
    steps = tuple(Named(stop, tuple(words.title_of_code(case, code) for code in stop.asked)) for stop in path.stops)
    return Graph((wide, tall), steps, _summary(case, path))


def _summary(case: Case, path: Path) -> str:
    reached = sum(stop.runs > 0 for stop in path.stops)
    where = next((stop.title for stop in path.stops if stop.here), words.labelled(case.step))
    back = sum(count for (one, other), count in path.hops.items() if other < one)
    went = f" It went back {times(back)}." if back else ""
    return f"{len(path.stops)} steps, {reached} of them reached. The case is {case.state} at “{where}”.{went}"
