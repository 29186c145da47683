"""Comparing readings with known truth: right, wrong and blank, field by field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from p2p.formats.evidence.labels import squeezed
from p2p.formats.reading import AMOUNT_FIELDS, Reading

CORE = ("invoice_number", "invoice_date", "gross")


@dataclass(frozen=True, slots=True)
class Label:
    """The truth about a document. Fields in `not_printed` aren't on the page; in a `partial` label a null is
    unknown, else it means that the document has none."""

    file: str
    route: str
    labels: dict[str, str | None]
    language: str = ""
    not_printed: tuple[str, ...] = ()
    partial: bool = False
    line_count: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one field: right, wrong or blank."""

    file: str
    route: str
    field: str
    outcome: str
    wanted: str | None
    found: str | None
    confidence: float


@dataclass(slots=True)
class Score:
    """All verdicts, counted in the ways that are asked for."""

    verdicts: list[Verdict] = field(default_factory=list)

    def counts(self, *, route: str | None = None, name: str | None = None) -> Counter[str]:
        """right/wrong/blank for one route, one field, or all."""
        return Counter(
            v.outcome
            for v in self.verdicts
            if (route is None or v.route == route) and (name is None or v.field == name)
        )

    def core(self, route: str) -> tuple[int, int]:
        """Documents of the route with number, date and gross right, and documents."""
        files = {v.file for v in self.verdicts if v.route == route}
        bad = {v.file for v in self.verdicts if v.route == route and v.field in CORE and v.outcome != "right"}
        return len(files - bad), len(files)


def judged(label: Label, reading: Reading) -> list[Verdict]:
    """A verdict for each field that the label knows about."""
    found: list[Verdict] = []
    for name, wanted in label.labels.items():
        if wanted is None and label.partial:
            continue
        read = reading.fields.get(name)
        value = read.value if read else None
        if wanted is not None and name in label.not_printed and value is None:
            continue  # rightly blank: it isn't on the page
        outcome = _outcome(name, wanted, value)
        confidence = read.confidence if read else 0.0
        found.append(Verdict(label.file, label.route, name, outcome, wanted, value, confidence))
    return found


def _outcome(name: str, wanted: str | None, value: str | None) -> str:
    if wanted is None:
        return "right" if value is None else "wrong"
    if value is None:
        return "blank"
    return "right" if _same(name, wanted, value) else "wrong"


def _same(name: str, wanted: str, value: str) -> bool:
    if name in AMOUNT_FIELDS:
        try:
            return Decimal(wanted) == Decimal(value)
        except InvalidOperation:
            return False
    return squeezed(wanted).strip("#") == squeezed(value).strip("#")
