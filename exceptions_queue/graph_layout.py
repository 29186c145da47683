"""Lays a process out as a drawing, with the path that a case took: numbers and texts for an SVG. Pure.

Marks and kinds of lines tell what colours tell, too. Sizes are in the drawing's own units, 1 to a pixel at full size.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exceptions_queue.graph_shapes import HEIGHT, Node, node_of
from exceptions_queue.path import Path
from exceptions_queue.wording import times

_ACROSS, _DOWN, _MARGIN = 26, 46, 14
_LANE = 9  # between lines that run beside each other


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two steps: `taken`, `open` (not yet, or not at all), or `back` to an earlier one."""

    d: str
    head: str
    kind: str
    label: str = ""
    x: float = 0
    y: float = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that the SVG shows."""

    name: str
    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def drawing(path: Path, *, name: str, columns: int, node_width: float = 200) -> Drawing:
    """The path in rows of so many steps, each row read from left to right."""
    back = {hop: count for hop, count in path.hops.items() if hop[1] < hop[0]}
    grid = _Grid(columns, node_width, _DOWN + _LANE * max(0, len(back) - 1) if columns > 1 else _DOWN - 18)
    nodes = tuple(node_of(stop, *grid.corner(place), node_width) for place, stop in enumerate(path.stops))
    edges = (*_onward(path, grid), *_back(back, grid))
    rows = -(-len(path.stops) // columns)
    side = 30 + _LANE * len(back) if columns == 1 and back else 0
    width = 2 * _MARGIN + columns * (node_width + _ACROSS) - _ACROSS + side
    return Drawing(name, width, 2 * _MARGIN + rows * (HEIGHT + grid.down) - grid.down, nodes, edges)


@dataclass(frozen=True, slots=True)
class _Grid:
    columns: int
    width: float
    down: float

    def corner(self, place: int) -> tuple[float, float]:
        row, column = divmod(place, self.columns)
        return _MARGIN + column * (self.width + _ACROSS), _MARGIN + row * (HEIGHT + self.down)

    def same_row(self, one: int, other: int) -> bool:
        return one // self.columns == other // self.columns


def _onward(path: Path, grid: _Grid) -> Iterator[Edge]:
    for place in range(len(path.stops) - 1):
        (x, y), (to_x, to_y) = grid.corner(place), grid.corner(place + 1)
        kind = "taken" if path.hops.get((place, place + 1)) else "open"
        if grid.same_row(place, place + 1):
            middle = y + HEIGHT / 2
            yield Edge(f"M{x + grid.width} {middle}H{to_x - 5}", f"M{to_x - 7} {middle - 4}l7 4-7 4z", kind)
        else:
            start, end = x + grid.width / 2, to_x + grid.width / 2
            lane = "" if start == end else f"V{to_y - 16}H{end}"
            yield Edge(f"M{start} {y + HEIGHT}{lane}V{to_y - 5}", f"M{end - 4} {to_y - 7}l4 7 4-7z", kind)


def _back(hops: Mapping[tuple[int, int], int], grid: _Grid) -> Iterator[Edge]:
    for lane, ((place, to), count) in enumerate(sorted(hops.items())):
        label = f"back {times(count)}" if count > 1 else "back"
        draw = _beside if grid.columns == 1 else _below
        yield draw(grid, place, to, lane, label)


def _beside(grid: _Grid, place: int, to: int, lane: int, label: str) -> Edge:
    """One column: along its right side."""
    (x, y), (_, to_y) = grid.corner(place), grid.corner(to)
    right, out = x + grid.width, x + grid.width + 14 + lane * _LANE
    start, end = y + HEIGHT / 2 - 8, to_y + HEIGHT / 2 + 8
    line = f"M{right} {start}H{out}V{end}H{right + 5}"
    return Edge(line, f"M{right + 7} {end - 4}l-7 4 7 4z", "back")


def _below(grid: _Grid, place: int, to: int, lane: int, label: str) -> Edge:
    """Several columns: below the earlier step's row, by the left margin where rows lie between."""
    (x, y), (to_x, to_y) = grid.corner(place), grid.corner(to)
    start, end = x + grid.width / 2 + 18, to_x + grid.width / 2 - 18 + 7 * lane
    floor = to_y + HEIGHT + 10 + lane * _LANE
    if grid.same_row(place, to):
        line = f"M{start} {y + HEIGHT}V{floor}H{end}V{to_y + HEIGHT + 5}"
    elif y - to_y <= HEIGHT + grid.down:
        line = f"M{start} {y}V{floor}H{end}V{to_y + HEIGHT + 5}"
    else:
        line = f"M{start} {y}V{y - 8}H{_MARGIN / 2}V{floor}H{end}V{to_y + HEIGHT + 5}"
    head = f"M{end - 4} {to_y + HEIGHT + 7}l4-7 4 7z"
    return Edge(line, head, "back", label, (start + end) / 2, floor - 3)
