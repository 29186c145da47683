"""What the pane of papers needs: boxes of fields on a page, numbers as attributes have them."""

from collections.abc import Iterable

from django import template

from exceptions_queue.boxes import Box, boxes_on
from workflow.papers import Paper, Sheet, Shown

register = template.Library()

_KINDS = {
    "application/pdf": "PDF",
    "application/xml": "XML",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/tiff": "TIFF",
    "message/rfc822": "email",
}


@register.simple_tag
def boxes(shown: Iterable[Shown], paper: Paper, sheet: Sheet) -> tuple[Box, ...]:
    """The boxes of the fields that stand on this page."""
    return boxes_on(shown or (), paper, sheet)


@register.filter
def points(length: float) -> str:
    """A length in points, with a decimal point whatever the language."""
    return f"{length:.1f}".removesuffix(".0")


@register.filter
def pixels(length: float) -> str:
    """A length in whole pixels at the size that browsers give a point."""
    return str(max(1, round(length * 96 / 72)))


@register.filter
def kind(media_type: str) -> str:
    """What people call this kind of file."""
    return _KINDS.get(media_type, "file")
