"""Rule: the built-in ledger balances, entry by entry and in all."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, DecimalField, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from p2p.models import JournalEntry, JournalLine
from p2p.money import show
from workflow.invariants import Broken, Looked, Rule, Scope
from workflow.models import Effect

_NOTHING = Value(0, output_field=DecimalField())


def look(scope: Scope) -> Iterator[Broken | Looked]:
    """Debits against credits, the vendors' account against the entry's total, reversals against what they reverse."""
    entries = JournalEntry.objects.all()
    if scope.cases is not None:
        entries = entries.filter(key__in=Effect.objects.filter(case__in=scope.cases).values("key"))
    for entry in _summed(entries).iterator():
        yield Broken(f"entry {entry['reference']}", _sentence(entry))
    yield from _unlike(entries)
    if scope.cases is None:
        yield from _in_all()
    yield Looked(f"{entries.count():,} journal entries")


def _summed(entries: QuerySet[JournalEntry]) -> Any:
    taken_away = Q(kind="credit_note") | Q(kind="reversal", reverses__kind="invoice")
    owed = Case(When(taken_away, then=-F("on_vendor")), default=F("on_vendor"))
    sums = entries.annotate(
        debit=Coalesce(Sum("lines__debit"), _NOTHING),
        credit=Coalesce(Sum("lines__credit"), _NOTHING),
        on_vendor=Coalesce(Sum(F("lines__credit") - F("lines__debit"), filter=~Q(lines__vendor_code="")), _NOTHING),
    ).annotate(owed=owed)
    wrong = ~Q(debit=F("credit")) | Q(debit=0) | ~Q(owed=F("total"))
    return sums.filter(wrong).order_by("id").values("reference", "currency", "debit", "credit", "owed", "total")


def _sentence(entry: dict[str, Any]) -> str:
    debit, credit, owed, total = (show(entry[name], entry["currency"]) for name in ("debit", "credit", "owed", "total"))
    return (
        f"Entry {entry['reference']} debits {debit} and credits {credit}; "
        f"it books {owed} on the vendor's account, its total is {total}."
    )


def _unlike(entries: QuerySet[JournalEntry]) -> Iterator[Broken]:
    """A reversal takes back exactly what was booked."""
    same = Q(total=F("reverses__total"), currency=F("reverses__currency"), vendor_code=F("reverses__vendor_code"))
    reversals = entries.exclude(reverses=None).exclude(same).order_by("id")
    for one, what in reversals.values_list("reference", "reverses__reference"):
        yield Broken(f"entry {one}", f"Entry {one} reverses {what}, but not over the same amount or vendor.")


def _in_all() -> Iterator[Broken]:
    sums = JournalLine.objects.values("entry__currency").annotate(debit=Sum("debit"), credit=Sum("credit"))
    for row in sums.filter(~Q(debit=F("credit"))).order_by("entry__currency"):
        currency = row["entry__currency"]
        debit, credit = show(row["debit"], currency), show(row["credit"], currency)
        yield Broken(f"ledger {currency}", f"The ledger debits {debit} and credits {credit} in all.")


RULE = Rule(
    name="journal",
    meaning="In the built-in ledger debits equal credits, and each entry's total is what it books for the vendor.",
    remedy="The ledger was changed past its triggers: nothing may be paid from it until support has compared it.",
    look=look,
)
