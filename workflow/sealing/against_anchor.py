"""Holds the seals against the anchor, and names the rows where they differ."""

from collections.abc import Iterator, Sequence
from typing import Any

from workflow.sealing import canonical, rows
from workflow.sealing.findings import Finding, Report
from workflow.sealing.lines import SHORT, Entry

Row = Sequence[Any]


def hold(report: Report, entries: Iterator[Entry], seals: Iterator[Row], *, whole: bool) -> None:
    """Go through both in the order of places. `whole`: of all cases, so that the places have no gap."""
    chain = _Chain(report) if whole else None
    seal = next(seals, None)
    for entry in entries:
        report.counted.anchored += 1
        while seal and seal[2] < entry.place:
            report.found.add(_inserted(seal))
            seal = _after(seal, seals, chain)
        if seal and seal[2] == entry.place:
            if (seal[0], seal[1], seal[3], seal[4], seal[6]) != _known(entry):
                _name(report, entry, "seal_edited")
            seal = _after(seal, seals, chain)
        else:
            _name(report, entry, "seal_deleted")
    while seal:
        report.counted.unanchored += 1
        seal = _after(seal, seals, chain)


def _known(entry: Entry) -> tuple[int, int, int, int, str]:
    return entry.case, entry.number, entry.first, entry.last, entry.digest


def _inserted(seal: Row) -> Finding:
    return Finding(seal[0], "seal", seal[1], "seal_inserted", "the anchor doesn't know it")


def _name(report: Report, entry: Entry, kind: str) -> None:
    """The seal, and each of its rows that the anchor remembers otherwise."""
    detail = f"events {entry.first} to {entry.last}, by the anchor"
    report.found.add(Finding(entry.case, "seal", entry.number, kind, detail))
    span = (entry.case, entry.first, entry.last)
    there = {row[2]: canonical.event_hash(entry.case_uid, row)[:SHORT] for row in rows.stretches([span])}
    named = report.rows()
    for seq in range(entry.first, entry.last + 1):
        was, now = entry.short(seq), there.get(seq)
        if was.isspace() or was == now or (entry.case, seq) in named:
            continue
        gone = "rolled_back" if kind == "seal_deleted" else "deleted"
        report.found.add(Finding(entry.case, "event", seq, "edited" if now else gone, "by the anchor"))


class _Chain:
    """The chain over all seals, followed from place to place."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.place, self.head = 0, canonical.NOTHING

    def follow(self, seal: Row) -> None:
        place, digest, head = seal[2], seal[6], seal[7]
        if place != self.place + 1:
            lost = Finding(0, "seal", self.place + 1, "seal_deleted", "by its place among all seals")
            self.report.found.add(lost)
        elif head != canonical.chain_head(self.head, digest):
            said = Finding(seal[0], "seal", seal[1], "seal_edited", "it doesn't follow the seal one place before it")
            self.report.found.add(said)
        self.place, self.head = place, head


def _after(seal: Row, seals: Iterator[Row], chain: _Chain | None) -> Row | None:
    if chain:
        chain.follow(seal)
    return next(seals, None)
