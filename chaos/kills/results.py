"""What rounds came to, kept in a file so that a run goes on where it was ended."""

from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from chaos.kills.journal import Journal

RECOVERS_WITHIN = 60.0  # seconds: docs/guarantees.md, the first promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One round. `recovery`: seconds from healing until everything rested; None where it never did.

    `not_run` says why the fault could not be inflicted; then the round counts for nothing. `asked` are the
    incidents that a clerk had to answer; `breaches` what the product's own checker found.
    """

    number: int
    seed: int
    fault: str
    erp: str
    hit: str = ""
    mails: int = 0
    lost: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    breaches: str = ""
    asked: int = 0
    recovery: float | None = None
    restarted: tuple[str, ...] = ()
    not_run: str = ""
    stuck: str = ""

    @property
    def slow(self) -> bool:
        """Whether it took longer than is promised until everything rested again."""
        return self.recovery is not None and self.recovery > RECOVERS_WITHIN

    @property
    def failed(self) -> bool:
        return bool(self.lost or self.twice or self.wrong or self.breaches or self.stuck or self.slow)


class Kept:
    """The results of this run and those before it, one a line."""

    def __init__(self, path: Path | None) -> None:
        self._journal = Journal(path) if path else None
        rows = self._journal.rows() if self._journal else []
        self.results = [msgspec.convert(row, Result) for row in rows]

    def add(self, result: Result) -> None:
        self.results.append(result)
        if self._journal:
            self._journal.add(asdict(result))

    def is_done(self, seed: int, number: int) -> bool:
        """Whether this round of this seed was really run, and well."""
        return any((r.seed, r.number) == (seed, number) and not (r.not_run or r.failed) for r in self.results)
