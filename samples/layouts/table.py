"""The table of billed lines, with columns to choose, wrapped descriptions and page breaks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color

from samples.layouts.sheet import BLACK, LEADING, Align, Sheet, wrapped
from samples.truth import Line


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table. `x` is its left edge and `width` its room, in points."""

    title: str
    x: float
    width: float
    cell: Callable[[int, Line], str]
    align: Align = "left"

    @property
    def anchor(self) -> float:
        return {"left": self.x, "right": self.x + self.width, "centre": self.x + self.width / 2}[self.align]


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is dressed. `rows` rules under each line, `zebra` shades every second one."""

    font: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    size: float = 9
    header_fill: Color | None = None
    header_ink: Color = BLACK
    rule: Color = BLACK
    rows: bool = False
    zebra: Color | None = None
    padding: float = 5


@dataclass(frozen=True, slots=True)
class Table:
    """Columns in a look, from `left` to `right`, down to `bottom` of each page."""

    columns: Sequence[Column]
    look: Look
    left: float
    right: float
    bottom: float = 760

    def draw(self, sheet: Sheet, top: float, lines: Sequence[Line], on_new_page: Callable[[], float]) -> float:
        """Draw all lines from `top` on; returns the table's lower edge on its last page.

        Where a line doesn't fit, `on_new_page` starts the next page and says where the table goes on.
        """
        top = self._header(sheet, top)
        for number, line in enumerate(lines, start=1):
            cells = [self._wrapped(column, number, line) for column in self.columns]
            height = max(map(len, cells)) * self.look.size * LEADING + 2 * self.look.padding
            if top + height > self.bottom:
                top = self._header(sheet, on_new_page())
            self._row(sheet, top, height, number, cells)
            top += height
        sheet.rule(self.left, top, self.right, colour=self.look.rule)
        return top

    def _wrapped(self, column: Column, number: int, line: Line) -> list[str]:
        return wrapped(column.cell(number, line), self.look.font, self.look.size, column.width)

    def _header(self, sheet: Sheet, top: float) -> float:
        look = self.look
        rows = max(column.title.count("\n") + 1 for column in self.columns)
        height = rows * look.size * LEADING + 2 * look.padding
        if look.header_fill:
            sheet.box(self.left, top, self.right - self.left, height, fill=look.header_fill, stroke=None)
        for column in self.columns:
            titles = column.title.split("\n")
            sheet.lines(
                column.anchor,
                top + look.padding + look.size,
                titles,
                font=look.bold,
                size=look.size,
                colour=look.header_ink,
                align=column.align,
            )
        sheet.rule(self.left, top + height, self.right, colour=look.rule)
        return top + height

    def _row(self, sheet: Sheet, top: float, height: float, number: int, cells: list[list[str]]) -> None:
        look = self.look
        if look.zebra and number % 2 == 0:
            sheet.box(self.left, top, self.right - self.left, height, fill=look.zebra, stroke=None)
        for column, rows in zip(self.columns, cells, strict=True):
            sheet.lines(
                column.anchor,
                top + look.padding + look.size * 0.9,
                rows,
                font=look.font,
                size=look.size,
                align=column.align,
            )
        if look.rows:
            sheet.rule(self.left, top + height, self.right, width=0.3, colour=look.rule)
