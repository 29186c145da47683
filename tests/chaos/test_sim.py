"""The simulation as it is started by hand: it keeps count, plays a plan again, and catches what is planted."""

import subprocess
import sys

import pytest

from embedded.places import PROJECT

pytestmark = pytest.mark.chaos
WITHIN = 600.0
FAULTS = "crash@17 repeat@2 stall@30:45 erp@1:2 cut@41"


def run(module: str, *arguments: str) -> tuple[int, str]:
    """The exit code of `python -m MODULE …`, and what it printed."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=WITHIN, check=False)
    assert "Traceback" not in done.stderr, done.stderr[-4000:]
    return done.returncode, done.stdout


def test_the_same_plan_is_the_same_history_turn_by_turn() -> None:
    """In two processes, each with a database of its own and its own order of hashes."""
    first, again, other = (
        run("chaos.sim", "--seed", seed, "--journeys", "clean,over-limit", "--faults", FAULTS)
        for seed in ("7", "7", "8")
    )
    assert first == again
    code, said = first
    assert code == 0, said[-4000:]
    assert said.endswith("Every promise was kept.\n")
    assert "\n  crash@17\n" in said
    assert other[1] != said


def test_a_bug_that_is_not_caught_is_told_and_fails_the_hunt() -> None:
    code, said = run("tests.chaos.uncaught")
    assert code == 1
    assert said == "| harmless | nothing is wrong | 1 | **not caught** |\n0 of 1 planted bugs were caught.\n"
