"""Twenty real kills on the running system, with short leases: nothing lost, nothing twice."""

import subprocess
import sys

import pytest

from embedded.places import PROJECT

pytestmark = pytest.mark.chaos
WITHIN = 900.0


def test_twenty_real_kills() -> None:
    command = [sys.executable, "-m", "chaos.kills", "--kills", "20"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=WITHIN, check=False)
    assert done.returncode == 0, f"{done.stdout[-4000:]}\n{done.stderr[-2000:]}"
    assert "\n20 faults, " in done.stdout
