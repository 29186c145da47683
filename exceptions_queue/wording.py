"""How codes, templates and spans of time read for people. Pure."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

_PLACE = re.compile(r"\{(\w+)\}")
_SPANS = ((86400, "d"), (3600, "h"), (60, "min"))


def fill(template: str, params: Mapping[str, object]) -> str:
    """The template with its `{names}` filled in; one that isn't known stays readable as `[name]`.

    Unlike `str.format` it never raises and never looks into a value.
    """

    def place(match: re.Match[str]) -> str:
        name = match.group(1)
        return str(params[name]) if name in params else f"[{name.replace('_', ' ')}]"

    return _PLACE.sub(place, template)


def label(code: str, abbreviations: Collection[str] = ()) -> str:
    """A code as a label: `unit_price` reads "Unit price". `abbreviations` keep their own spelling."""
    spelling = {short.lower(): short for short in abbreviations}
    words = [spelling.get(word.lower(), word) for word in code.replace("_", " ").replace(".", " ").split()]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def span(time: timedelta) -> str:
    """How long, in its two largest units: "3 d 4 h", "2 h 5 min", "under a minute"."""
    rest = int(abs(time).total_seconds())
    parts: list[tuple[int, str]] = []
    for size, unit in _SPANS:
        count, rest = divmod(rest, size)
        if count or parts:
            parts.append((count, unit))
    return " ".join(f"{count} {unit}" for count, unit in parts[:2] if count) or "under a minute"


def took(time: timedelta) -> str:
    """How long a piece of machine work took: "0.42 s", or as `span` from a minute on."""
    seconds = time.total_seconds()
    return f"{seconds:.2f} s" if seconds < 60 else span(time)


def times(count: int) -> str:
    """How often: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def zone_name(at: datetime) -> str:
    """What the zone of a time is called then: "BST", or "UTC+04" where it has no name of its own."""
    name = at.tzname() or "UTC"
    return f"UTC{name}" if name[0] in "+-" else name
