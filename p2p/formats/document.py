"""The document being read, and the time that reading it may take."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from p2p.formats.known import Known

MAX_PAGES = 200


@dataclass(frozen=True, slots=True)
class Budget:
    """Seconds that may be spent, counted on the monotonic clock from the budget's making."""

    seconds: float
    started: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Seconds that remain; negative when overspent."""
        return self.seconds - (time.monotonic() - self.started)


@dataclass(frozen=True, slots=True)
class Look:
    """How a recogniser looks at a page: its languages, and its page segmentation mode."""

    languages: str
    layout: int


FIRST_LOOK = Look("eng+deu", 4)
SECOND_LOOK = Look("eng", 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file of known kind (pdf, xml, png, jpeg, tiff), where its page images go, and its limits."""

    path: Path
    kind: str
    budget: Budget
    work_dir: Path
    images_dir: Path | None = None
    known: Known | None = None
    look: Look = FIRST_LOOK
