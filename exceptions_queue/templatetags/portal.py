"""What the templates need to show values, codes and times as people read them."""

import re
from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from exceptions_queue.access import MAY
from exceptions_queue.shape import NOTHING, Shape, shape
from exceptions_queue.undo_toast import newest as undo_toast_newest
from exceptions_queue.wording import span, zone_name
from exceptions_queue.words import labelled
from workflow import clock
from workflow.amounts import show
from workflow.models import Case
from workflow.people import Actor

# From these confidences on.
_SURE, _FAIRLY = 0.9, 0.6

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
# The spaces before a unit, after a currency's code, and within a date.
_PARTED = re.compile(
    rf"(?<=\d) (?=(?:%|days?|d|h|min|s|×|{_MONTH})(?!\w))"
    rf"|(?<=\b[A-Z]{{3}}) (?=-?[\d,]+\.\d)"
    rf"|(?<=[a-z]{{3}}) (?=(?:19|20)\d\d\b)"
)

register = template.Library()
register.filter("labelled", labelled)


@register.filter
def may(actor: Actor, page: str) -> bool:
    """Whether a page that is for some roles only is for this person."""
    return not actor.roles.isdisjoint(MAY[page])


@register.inclusion_tag("exceptions_queue/_shape.html")
def evidence(value: Any, caption: str = "") -> dict[str, Any]:
    """Any JSON value as text, lists and tables; `caption` names its tables for screen readers."""
    return {"shape": shape(value), "caption": caption}


@register.inclusion_tag("exceptions_queue/_shape.html")
def shaped(value: Shape, caption: str = "") -> dict[str, Any]:
    """A part of a value that already has its shape."""
    return {"shape": value, "caption": caption}


@register.inclusion_tag("exceptions_queue/_undo.html", takes_context=True)
def undo_toast(context: Context) -> dict[str, Any]:
    """The answer that may still be taken back, with a button for it; nothing where there is none."""
    session, now = getattr(context.get("request"), "session", {}), clock.now()
    undoable = undo_toast_newest(session, now)
    return {"undoable": undoable, "seconds": int((undoable.until - now).total_seconds()) + 1 if undoable else 0}


@register.filter
def certainty(confidence: float) -> str:
    """How sure a machine is (0 to 1): a word, and the number behind it. Never rounded up."""
    word = "sure" if confidence >= _SURE else "fairly sure" if confidence >= _FAIRLY else "doubtful"
    return f"{word}, {int(confidence * 100)} %"


@register.filter
def certainty_level(confidence: float) -> str:
    """The same for style sheets."""
    return "sure" if confidence >= _SURE else "fair" if confidence >= _FAIRLY else "doubtful"


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """A time where the reader is, to the second, with its zone; readable by machines too."""
    if at is None:
        return NOTHING
    here = timezone.localtime(at)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), f"{here:%d %b %Y, %H:%M:%S} {zone_name(here)}")


@register.filter
def since(at: datetime, now: datetime) -> SafeString:
    """How long ago (or ahead) a time is; the time itself on hover."""
    here = timezone.localtime(at)
    exact = f"{here:%d %b %Y, %H:%M} {zone_name(here)}"
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), exact, span(now - at))


@register.filter
def money(case: Case) -> str:
    """The amount on a case's card with its currency, "" without one. Decimals are never cut off."""
    if case.amount is None:
        return ""
    return show(case.amount.normalize(), case.currency)


@register.filter
def together(text: str) -> str:
    """A sentence whose numbers keep their units, dates their parts: no line ends within "2 %" or "3 March"."""
    return _PARTED.sub("\N{NO-BREAK SPACE}", text)
