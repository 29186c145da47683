"""What somebody wants to see of the queue: their view. It lives in the query string, so that a link keeps it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class View:
    """The filters and the order of a page of questions; "" and None leave nothing out."""

    q: str = ""
    whose: str = ""
    reason: str = ""
    party: str = ""
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    holder: str = ""
    due: str = ""
    snoozed: str = ""
    order: str = ""

    def query(self, **changed: Any) -> str:
        """The view as a query string, with these parts changed; "" for the view that everybody begins with."""
        view = replace(self, **changed)
        return urlencode([*view.parts()])

    def parts(self) -> Iterator[tuple[str, str]]:
        """What was chosen, by name."""
        for field in fields(self):
            value = getattr(self, field.name)
            if value not in (None, ""):
                yield field.name, f"{value:f}" if isinstance(value, Decimal) else str(value)

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The names of the filters in use."""
        return tuple(name for name, _ in self.parts() if name not in ("whose", "order"))
