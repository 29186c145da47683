"""A4 pages to draw on, measured in points from the top left corner.

Same strokes, same bytes: reportlab's `invariant` leaves out clock and random ids. Only the fourteen standard
fonts are used, as most billing programs do.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
BLACK, GREY = HexColor("#111111"), HexColor("#5f6368")
LEADING = 1.32

Align = Literal["left", "right", "centre"]


class Sheet:
    """A document under the pen. `top` is the distance of a text's baseline from the page's top."""

    def __init__(self, title: str, author: str, subject: str = "") -> None:
        self._buffer = BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setSubject(subject)
        self.canvas.setCreator("Accounts")
        self.page = 1

    def text(
        self,
        x: float,
        top: float,
        words: str,
        *,
        font: str = "Helvetica",
        size: float = 9.5,
        colour: Color = BLACK,
        align: Align = "left",
    ) -> None:
        """One line of text that starts, ends or is centred at `x`."""
        self.canvas.setFont(font, size)
        self.canvas.setFillColor(colour)
        draw = {
            "left": self.canvas.drawString,
            "right": self.canvas.drawRightString,
            "centre": self.canvas.drawCentredString,
        }[align]
        draw(x, HEIGHT - top, words)

    def lines(
        self,
        x: float,
        top: float,
        rows: Iterable[str],
        *,
        font: str = "Helvetica",
        size: float = 9.5,
        colour: Color = BLACK,
        align: Align = "left",
    ) -> float:
        """Lines under each other; returns where the next one would stand."""
        for row in rows:
            self.text(x, top, row, font=font, size=size, colour=colour, align=align)
            top += size * LEADING
        return top

    def paragraph(self, x: float, top: float, words: str, width: float, *, size: float = 8.5) -> float:
        """Grey small print, wrapped at `width`; returns where the next line would stand."""
        return self.lines(x, top, wrapped(words, "Helvetica", size, width), size=size, colour=GREY)

    def pairs(
        self,
        x: float,
        top: float,
        rows: Sequence[tuple[str, str]],
        *,
        value_x: float,
        font: str = "Helvetica",
        bold: str = "Helvetica-Bold",
        size: float = 9.5,
        align: Align = "left",
    ) -> float:
        """Bold labels at `x` with their values at `value_x`; a row without value is left out."""
        for label, value in rows:
            if value:
                self.text(x, top, label, font=bold, size=size)
                self.text(value_x, top, value, font=font, size=size, align=align)
                top += size * 1.5
        return top

    def rule(self, x: float, top: float, to_x: float, *, width: float = 0.6, colour: Color = BLACK) -> None:
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(width)
        self.canvas.line(x, HEIGHT - top, to_x, HEIGHT - top)

    def box(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: Color | None = None,
        stroke: Color | None = BLACK,
        radius: float = 0,
    ) -> None:
        """A rectangle whose upper left corner is (x, top)."""
        self.canvas.setLineWidth(0.6)
        if fill is not None:
            self.canvas.setFillColor(fill)
        if stroke is not None:
            self.canvas.setStrokeColor(stroke)
        self.canvas.roundRect(
            x, HEIGHT - top - height, width, height, radius, stroke=stroke is not None, fill=fill is not None
        )

    def next_page(self) -> None:
        self.canvas.showPage()
        self.page += 1

    def finish(self) -> bytes:
        self.canvas.save()
        return self._buffer.getvalue()


def wrapped(words: str, font: str, size: float, width: float) -> list[str]:
    """`words` broken between words so that each line fits into `width` points."""
    lines: list[str] = simpleSplit(words, font, size, width)
    return lines


def text_width(words: str, font: str, size: float) -> float:
    return float(stringWidth(words, font, size))
