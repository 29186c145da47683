"""Recomputes the whole history, as a stream: every row, every seal, every answer, and the anchor."""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from workflow.one_moment import one_moment
from workflow.sealing import against_anchor, decisions, one_case, read_anchor, rows
from workflow.sealing.findings import Finding, Report
from workflow.sealing.lines import Entry
from workflow.sealing.rows import Row


def verify(*, anchor: Path, key: Ed25519PublicKey | None, only: int | None = None, head: str = "") -> Report:
    """What was changed since it was sealed. `only`: one case; `head`: a line's hash that was kept elsewhere.

    Without a key the anchor's signatures are not looked at.
    """
    report = Report()
    upto = read_anchor.length(anchor)
    with one_moment():
        _every_case(report, only)
        entries = _noting(read_anchor.entries(anchor, upto, key, report), only)
        against_anchor.hold(report, entries, rows.seals_by_place(only), whole=only is None)
    if report.counted.unanchored and not upto:
        report.found.add(Finding(0, "anchor", 0, "anchor", f"there are seals, but no anchor at {anchor}"))
    if head and head not in read_anchor.heads(anchor, upto):
        report.found.add(Finding(0, "anchor", 0, "anchor", f"it has no line {head}, which was kept elsewhere"))
    return report


def _every_case(report: Report, only: int | None) -> None:
    cases, events = _ByCase(rows.cases(only), 0), _ByCase(rows.events(only), 1)
    seals, answers = _ByCase(rows.seals(only), 0), _ByCase(rows.decisions(only), 0)
    undoings = _ByCase(rows.undoings(only), 0)
    streams = (cases, events, seals, answers, undoings)
    while numbers := [stream.case for stream in streams if stream.case is not None]:
        # Rows of a case that isn't there come before the next that is.
        number = min(numbers)
        case = next(iter(cases.take(number)), None)
        told = events.take(number)
        _one_case(report, number, case, told, seals.take(number))
        _answers(report, number, told, answers.take(number), undoings.take(number))


def _one_case(report: Report, number: int, case: Row | None, events: list[Row], seals: list[Row]) -> None:
    counted = report.counted
    counted.cases += case is not None
    counted.events += len(events)
    counted.seals += len(seals)
    sealed, wrong = one_case.sealed_by(number, case[1] if case else "", seals)
    counted.unsealed += sum(row[one_case.SEQ] > sealed.last for row in events)
    report.found.update(wrong)
    report.found.update(one_case.examine(case, events, sealed, number))


def _answers(report: Report, number: int, events: list[Row], answers: list[Row], undoings: list[Row]) -> None:
    report.counted.decisions += len(answers)
    report.found.update(decisions.examine(number, events, answers))
    report.found.update(decisions.examine(number, events, undoings, decisions.UNDOING))


def _noting(entries: Iterator[Entry], only: int | None) -> Iterator[Entry]:
    return (entry for entry in entries if only is None or entry.case == only)


class _ByCase:
    """A stream of rows in the order of cases, handed out case by case."""

    def __init__(self, stream: Iterator[Row], column: int) -> None:
        self._stream, self._column = stream, column
        self._row = next(stream, None)

    @property
    def case(self) -> int | None:
        """The case whose rows come next."""
        return None if self._row is None else self._row[self._column]

    def take(self, case: int) -> list[Row]:
        """The rows of this case, if they come next."""
        taken = []
        while self._row is not None and self._row[self._column] == case:
            taken.append(self._row)
            self._row = next(self._stream, None)
        return taken
