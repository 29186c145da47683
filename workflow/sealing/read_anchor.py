"""Reads the anchor and says what is wrong with the file itself."""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from workflow.sealing import canonical, keys
from workflow.sealing.findings import Finding, Report
from workflow.sealing.lines import Entry, Read, read


def length(path: Path) -> int:
    """How much of the file there is. Taken before the database is looked at: it holds nothing newer then."""
    return path.stat().st_size if path.exists() else 0


def entries(path: Path, upto: int, key: Ed25519PublicKey | None, report: Report) -> Iterator[Entry]:
    """Every seal that the anchor remembers, in order."""
    before: Read | None = None
    head, place = canonical.NOTHING, 0
    for line in _whole_lines(path, upto, report):
        report.counted.lines += 1
        for complaint in _complaints(line, before, key):
            _add(report, line, complaint)
        for entry in line.body.seals:
            head, place = canonical.chain_head(head, entry.digest), place + 1
            if entry.place != place:
                _add(report, line, f"it has place {entry.place} where {place} should come")
                place = entry.place
            yield entry
        if head != line.body.head:
            _add(report, line, "its head isn't that of its seals")
            head = line.body.head
        before = line
    report.counted.head = before.hash if before else ""


def heads(path: Path, upto: int) -> set[str]:
    """The hash of every line."""
    return {line.hash for line in _whole_lines(path, upto, Report())}


def _whole_lines(path: Path, upto: int, report: Report) -> Iterator[Read]:
    if not upto:
        return
    with path.open("rb") as file:
        for raw in file:
            upto -= len(raw)
            line = read(raw) if upto >= 0 and raw.endswith(b"\n") else None
            if line is not None:
                yield line
            elif raw.strip():
                report.counted.torn_lines += 1
            if upto <= 0:
                return


def _complaints(line: Read, before: Read | None, key: Ed25519PublicKey | None) -> Iterator[str]:
    if line.body.sequence != (before.body.sequence + 1 if before else 1):
        yield "lines are missing before it"
    elif line.body.previous != (before.hash if before else ""):
        yield "the line before it isn't the one that it followed"
    if key is not None and not keys.fits(key, line.signature, line.signed):
        yield "it isn't signed by the key"


def _add(report: Report, line: Read, complaint: str) -> None:
    report.found.add(Finding(0, "anchor", line.body.sequence, "anchor", complaint))
