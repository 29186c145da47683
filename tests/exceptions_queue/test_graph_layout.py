"""The drawing: everything inside its frame, nothing on top of anything else, every hop a line."""

import re
from datetime import UTC, datetime
from itertools import combinations

import pytest

from exceptions_queue.graph_layout import Drawing, drawing
from exceptions_queue.graph_shapes import HEIGHT, node_of
from exceptions_queue.path import Path, Stop

WIDTH = 200
HOPS = {(0, 1): 2, (1, 2): 1, (2, 3): 1, (6, 2): 1, (6, 0): 1, (3, 1): 2, (11, 0): 1}


def stop(place: int, **more: object) -> Stop:
    return Stop(**{"name": f"s{place}", "title": f"Step {place}", "kind": "work", "state": "done", **more})  # type: ignore[arg-type]


def laid_out(count: int, columns: int) -> Drawing:
    hops = {hop: times for hop, times in HOPS.items() if max(hop) < count}
    return drawing(Path(tuple(stop(place) for place in range(count)), hops), name="x", columns=columns)


def points(line: str) -> list[tuple[float, float]]:
    """The corners of a path of absolute M, H and V."""
    found, x, y = [], 0.0, 0.0
    for letter, numbers in re.findall(r"([MHV])([-\d. ]+)", line):
        values = [float(number) for number in numbers.split()]
        x = values[0] if letter in "MH" else x
        y = values[-1] if letter in "MV" else y
        found.append((x, y))
    return found


@pytest.mark.parametrize("columns", [1, 3, 5])
@pytest.mark.parametrize("count", [1, 2, 7, 10, 12])
def test_everything_lies_inside_and_no_step_on_another(count: int, columns: int) -> None:
    drawn = laid_out(count, columns)
    corners = [(node.x, node.y) for node in drawn.nodes]
    assert len(corners) == count
    assert all(0 <= x <= drawn.width - WIDTH and 0 <= y <= drawn.height - HEIGHT for x, y in corners)
    assert all(
        abs(one[0] - other[0]) >= WIDTH or abs(one[1] - other[1]) >= HEIGHT for one, other in combinations(corners, 2)
    )
    for edge in drawn.edges:
        assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in points(edge.d)), edge
    assert all(edge.x <= drawn.width and edge.y <= drawn.height for edge in drawn.edges)


@pytest.mark.parametrize("columns", [1, 3, 5])
def test_no_line_runs_through_a_step(columns: int) -> None:
    drawn = laid_out(12, columns)
    for edge in drawn.edges:
        for (x, y), (to_x, to_y) in zip(points(edge.d), points(edge.d)[1:], strict=False):
            for node in drawn.nodes:
                across = max(x, to_x) > node.x and min(x, to_x) < node.x + WIDTH
                down = max(y, to_y) > node.y and min(y, to_y) < node.y + HEIGHT
                assert not (across and down), (edge, node.title)


def test_lines_tell_whether_the_case_took_them_and_how_often_it_went_back() -> None:
    drawn = laid_out(7, 5)
    assert [edge.kind for edge in drawn.edges] == ["taken"] * 3 + ["open"] * 3 + ["back"] * 3
    assert [edge.label for edge in drawn.edges][-3:] == ["back twice", "back", "back"]


def test_every_state_has_a_mark_of_its_own_and_no_state_has_none() -> None:
    known = ("done", "asks", "failed", "under way", "sleeping", "to come")
    marks = {state: node_of(stop(0, state=state), 0, 0, WIDTH).mark for state in known}
    assert len(set(marks.values())) == len(known)
    assert node_of(stop(0, state="unheard of"), 0, 0, WIDTH).mark == marks["to come"]


def test_a_step_tells_in_words_what_was_done_there() -> None:
    began = datetime(2026, 3, 2, tzinfo=UTC)
    asked = stop(0, state="asks", runs=3, asked=("a", "b"), took="0.42 s", waited="2 h", began_at=began)
    node = node_of(asked, 0, 0, WIDTH)
    assert (node.state, node.lines) == ("asks", ("asks · 0.42 s", "asked 2×, waited 2 h"))
    assert node_of(stop(0, state="to come again", runs=2), 0, 0, WIDTH).lines == ("to come again", "2 runs")
    assert node_of(stop(0, state="to come again"), 0, 0, WIDTH).state == "to-come-again"


def test_a_long_title_is_cut_and_kinds_differ_in_their_outline() -> None:
    assert node_of(stop(0, title="A step with a very long title"), 0, 0, WIDTH).title == "A step with a very long…"
    kinds = ("decision", "work", "effect")
    assert len({node_of(stop(0, kind=kind), 0, 0, WIDTH).outline for kind in kinds}) == 3
