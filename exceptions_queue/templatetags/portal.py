"""What the templates need to show values, codes and times as people read them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from exceptions_queue.shape import NOTHING, Shape, shape
from exceptions_queue.wording import span
from exceptions_queue.words import labelled
from workflow.models import Case

register = template.Library()
register.filter("labelled", labelled)


@register.inclusion_tag("exceptions_queue/_shape.html")
def evidence(value: Any, caption: str = "") -> dict[str, Any]:
    """Any JSON value as text, lists and tables; `caption` names its tables for screen readers."""
    return {"shape": shape(value), "caption": caption}


@register.inclusion_tag("exceptions_queue/_shape.html")
def shaped(value: Shape, caption: str = "") -> dict[str, Any]:
    """A part of a value that already has its shape."""
    return {"shape": value, "caption": caption}


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """A time in UTC, to the second, readable by machines too."""
    if at is None:
        return NOTHING
    utc = at.astimezone(UTC)
    return format_html('<time datetime="{}">{}</time>', utc.isoformat(), f"{utc:%d %b %Y, %H:%M:%S} UTC")


@register.filter
def since(at: datetime, now: datetime) -> SafeString:
    """How long ago (or ahead) a time is; the time itself on hover."""
    utc = at.astimezone(UTC)
    exact = f"{utc:%d %b %Y, %H:%M} UTC"
    return format_html('<time datetime="{}" title="{}">{}</time>', utc.isoformat(), exact, span(now - at))


@register.filter
def money(case: Case) -> str:
    """The amount on a case's card with its currency, "" without one. Decimals are never cut off."""
    if case.amount is None:
        return ""
    shown = case.amount.normalize()
    exponent = shown.as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"{shown.quantize(Decimal(1).scaleb(-places)):,} {case.currency}".strip()
