"""Where the fields of a case stand on a page: boxes to be drawn over its picture. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from workflow.papers import Paper, Sheet, Shown

# Points around the words, so that the line of the box doesn't cross them.
AIR = 1.5


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, as text for attributes."""

    name: str
    label: str
    x: str
    y: str
    width: str
    height: str


def boxes_on(shown: Iterable[Shown], paper: Paper, sheet: Sheet) -> tuple[Box, ...]:
    """The boxes of the fields that stand on this page of this paper, the largest first: small ones lie on top."""
    here = [field for field in shown if field.box and field.paper == paper.id and field.page == sheet.number]
    here.sort(key=lambda field: -_size(field))
    return tuple(_box(field, sheet) for field in here)


def chosen(papers: Iterable[Paper], paper_id: str | None) -> Paper | None:
    """The paper with this id, else the first; None where there is none."""
    there = tuple(papers)
    return next((paper for paper in there if paper.id == paper_id), there[0] if there else None)


def _size(field: Shown) -> float:
    x0, top, x1, bottom = field.box or (0, 0, 0, 0)
    return (x1 - x0) * (bottom - top)


def _box(field: Shown, sheet: Sheet) -> Box:
    x0, top, x1, bottom = field.box or (0, 0, 0, 0)
    x0, top = max(0, x0 - AIR), max(0, top - AIR)
    x1, bottom = min(sheet.width, x1 + AIR), min(sheet.height, bottom + AIR)
    sides = (x0, top, max(0, x1 - x0), max(0, bottom - top))
    return Box(field.name, field.label, *(f"{side:.1f}" for side in sides))
