"""Counts what the outside ledgers say: lost, twice, or wrong. Pure; the product's own word counts for nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from chaos.kills.journal import Row
from chaos.kills.mails import Identity


@dataclass(frozen=True, slots=True)
class Counted:
    """What is otherwise than it must be, in sentences."""

    lost: frozenset[str] = frozenset()
    twice: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        return self.lost | self.twice | self.wrong

    def without(self, known: frozenset[str]) -> "Counted":
        """Only what was not known before."""
        return Counted(self.lost - known, self.twice - known, self.wrong - known)


def count(
    delivered: Iterable[str], stored: Mapping[str, int], booked: Iterable[Row], expected: Mapping[Identity, Decimal]
) -> Counted:
    """Every mail that was delivered is stored once; every invoice that is due is booked and paid once, to the penny.

    `delivered` are SHA-256, however often each came; `booked` are the accounts system's rows.
    """
    mails = {sha256: stored.get(sha256, 0) for sha256 in delivered}
    rows = list(booked)
    lost = {f"mail {sha256[:12]} is not stored" for sha256, times in mails.items() if not times}
    twice = {f"mail {sha256[:12]} is stored {times} times" for sha256, times in mails.items() if times > 1}
    for kind in ("posting", "payment"):
        times = Counter(_identity(row) for row in rows if row["kind"] == kind)
        lost |= {f"no {kind} of {_name(one)}" for one, due in expected.items() if due and not times[one]}
        twice |= {f"{n} of {kind} of {_name(one)}" for one, n in times.items() if n > 1}
    return Counted(frozenset(lost), frozenset(twice), frozenset(_wrong(rows, expected)))


def _wrong(rows: Iterable[Row], expected: Mapping[Identity, Decimal]) -> Iterator[str]:
    for row in rows:
        identity, amount = _identity(row), Decimal(row["request"].get("gross") or row["request"]["amount"])
        due = expected.get(identity)
        if not due:
            yield f"{row['kind']} of {_name(identity)}, for which nothing is due"
        elif amount != due:
            yield f"{row['kind']} of {_name(identity)} over {amount} instead of {due}"


def _identity(row: Row) -> Identity:
    return row["request"]["vendor_code"], row["request"]["invoice_number"]


def _name(identity: Identity) -> str:
    return f"{identity[1]} of vendor {identity[0]}"
