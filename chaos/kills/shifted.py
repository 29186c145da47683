"""The real world with a clock that is wrong: by as many seconds as stand in the file that P2P_CHAOS_CLOCK names."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from workflow.world import RealWorld

VARIABLE = "P2P_CHAOS_CLOCK"


class ShiftedWorld(RealWorld):
    """For `P2P_WORLD`. The file is read at each look, so that all processes jump at once."""

    def __init__(self) -> None:
        self._file = Path(os.environ[VARIABLE])

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=float(self._file.read_text()))


def shift(file: Path, seconds: float) -> None:
    """Set every clock that reads the file wrong by so much; whole or not at all."""
    fresh = file.with_suffix(".new")
    fresh.write_text(str(seconds))
    fresh.replace(file)
