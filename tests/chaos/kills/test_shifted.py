from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chaos.kills.shifted import VARIABLE, ShiftedWorld, shift


def test_every_clock_that_reads_the_file_jumps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "clock"
    monkeypatch.setenv(VARIABLE, str(file))
    shift(file, 0)
    one, other = ShiftedWorld(), ShiftedWorld()
    for seconds in (0.0, 3600.0, -86400.0):
        shift(file, seconds)
        wanted = datetime.now(UTC) + timedelta(seconds=seconds)
        assert abs(one.now() - wanted) < timedelta(seconds=5)
        assert abs(other.now() - wanted) < timedelta(seconds=5)
