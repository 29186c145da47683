"""The order that the parent gives to the reading child, and its exit codes."""

from __future__ import annotations

from dataclasses import dataclass

from p2p.formats.known import Known

# Exit codes that mean something; anything else is a crash.
OUT_OF_MEMORY = 71
TIMED_OUT = 75

MAX_RESULT_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Read `path` within `seconds`, leaving page images in `images_dir`."""

    path: str
    work_dir: str
    images_dir: str | None
    known: Known | None
    seconds: float
    memory_mb: int
