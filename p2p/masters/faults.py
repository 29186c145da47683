"""What is wrong in a file of master data: where, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to correct. Lines count from 1 with the header; `column` is None for the whole line."""

    file: str
    line: int
    what: str
    column: str | None = None

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}, line {self.line}{column}: {self.what}"


class MasterDataRefused(Exception):
    """The files can't be taken as they are. Nothing was imported."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(_summary(self.faults))


def _summary(faults: tuple[Fault, ...]) -> str:
    shown = "; ".join(str(fault) for fault in faults[:SHOWN])
    more = f"; and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
    return f"{shown}{more}. Nothing was imported."
