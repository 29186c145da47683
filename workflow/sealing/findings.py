"""What the verification says: each row that isn't what it was, and how much was looked at."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

# What can be wrong with a row, in words for people. The seal or the anchor vouches for what was.
KINDS = {
    "edited": "isn't what it was",
    "deleted": "is gone",
    "truncated": "is gone, with all after it",
    "inserted": "was added",
    "reordered": "stands in another place than it did",
    "rolled_back": "is gone: the case was put back to an older state",
    "case_edited": "says something else than its seals",
    "seal_edited": "is another seal than it was",
    "seal_deleted": "is gone",
    "seal_inserted": "was added",
    "decision_edited": "says something else than the event of the answer",
    "decision_deleted": "is gone",
    "decision_inserted": "has no event that tells of it",
    "undoing_edited": "says something else than the event of the undoing",
    "undoing_deleted": "is gone",
    "undoing_inserted": "has no event that tells of it",
    "anchor": "",
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is not as it was sealed. `case` 0: the anchor itself."""

    case: int
    table: str
    row: int  # an event's seq, a seal's number, a decision's or undoing's id, a case's id, an anchor's line
    kind: str
    detail: str = ""

    def __str__(self) -> str:
        where = f"case {self.case}, {self.table} {self.row}" if self.case else f"{self.table}, line {self.row}"
        return f"{where}: " + " – ".join(said for said in (KINDS[self.kind], self.detail) if said)


@dataclass(slots=True)
class Counted:
    """How much was read, and what nothing vouches for yet."""

    cases: int = 0
    events: int = 0
    seals: int = 0
    decisions: int = 0
    unsealed: int = 0
    anchored: int = 0
    unanchored: int = 0
    lines: int = 0
    torn_lines: int = 0
    head: str = ""


@dataclass(slots=True)
class Report:
    """Everything found, each once, in the order of cases."""

    counted: Counted = field(default_factory=Counted)
    found: set[Finding] = field(default_factory=set)

    def __iter__(self) -> Iterator[Finding]:
        return iter(sorted(self.found))

    def rows(self) -> set[tuple[int, int]]:
        """(case, seq) of every event that is named."""
        return {(finding.case, finding.row) for finding in self.found if finding.table == "event"}

    def by_kind(self) -> Counter[str]:
        """How often each kind was found."""
        return Counter(finding.kind for finding in self.found)
