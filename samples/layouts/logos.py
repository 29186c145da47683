"""Vector logos. Each is drawn into a square of `size` points whose upper left corner is (x, top)."""

from reportlab.lib.colors import Color, white

from samples.layouts.sheet import HEIGHT, Sheet


def leaf(sheet: Sheet, x: float, top: float, size: float, colour: Color) -> None:
    """Two arcs that meet in two points."""
    base, pen = HEIGHT - top, sheet.canvas
    path = pen.beginPath()
    path.moveTo(x, base - size)
    path.curveTo(x, base - size / 3, x + size / 2, base, x + size, base)
    path.curveTo(x + size, base - size / 2, x + size * 2 / 3, base - size, x, base - size)
    pen.setFillColor(colour)
    pen.drawPath(path, stroke=0, fill=1)
    pen.setStrokeColor(white)
    pen.setLineWidth(size / 25)
    pen.line(x, base - size, x + size * 0.75, base - size * 0.25)


def tower(sheet: Sheet, x: float, top: float, size: float, colour: Color) -> None:
    """The battlements of a tower."""
    notch = size / 5
    for place in (0, 2, 4):
        sheet.box(x + place * notch, top, notch, notch, fill=colour, stroke=None)
    sheet.box(x, top + notch * 0.9, size, size * 0.62, fill=colour, stroke=None)


def rings(sheet: Sheet, x: float, top: float, size: float, colour: Color) -> None:
    """Rings that spread like a signal."""
    pen = sheet.canvas
    pen.setStrokeColor(colour)
    pen.setFillColor(colour)
    centre_x, centre_y = x + size / 2, HEIGHT - top - size / 2
    for share in (0.5, 0.34):
        pen.setLineWidth(size / 14)
        pen.circle(centre_x, centre_y, size * share, stroke=1, fill=0)
    pen.circle(centre_x, centre_y, size * 0.16, stroke=0, fill=1)


def blocks(sheet: Sheet, x: float, top: float, size: float, colour: Color) -> None:
    """Four stacked cartons."""
    half = size / 2 - 1
    for column in (0, 1):
        for row in (0, 1):
            sheet.box(
                x + column * (half + 2),
                top + row * (half + 2),
                half,
                half,
                fill=colour if (column + row) % 2 == 0 else None,
                stroke=colour,
            )


def monogram(sheet: Sheet, x: float, top: float, size: float, colour: Color, name: str) -> None:
    """The initials of a name's first two words, white in a disc."""
    letters = "".join(word[0] for word in name.split()[:2])
    sheet.canvas.setFillColor(colour)
    sheet.canvas.circle(x + size / 2, HEIGHT - top - size / 2, size / 2, stroke=0, fill=1)
    sheet.text(
        x + size / 2,
        top + size * 0.64,
        letters,
        font="Times-Bold",
        size=size * 0.4,
        colour=white,
        align="centre",
    )
