"""The simulation as it is started by hand: it keeps count, plays a plan again, and catches what is planted."""

import json
import subprocess
import sys

import pytest

from embedded.places import PROJECT

pytestmark = pytest.mark.chaos
WITHIN = 600.0
Said = dict[str, tuple[int, str]]


@pytest.fixture(scope="module")
def said() -> Said:
    """The exit code of each command, and what it printed."""
    command = [sys.executable, "-m", "tests.chaos.by_hand"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=WITHIN, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return {name: (code, text) for name, (code, text) in json.loads(done.stdout).items()}


def test_the_same_plan_is_the_same_history_turn_by_turn(said: Said) -> None:
    """In two processes, each with a database of its own and its own order of hashes."""
    assert said["7"] == said["again"]
    code, text = said["7"]
    assert code == 0, text[-4000:]
    assert text.endswith("Every promise was kept.\n")
    assert "\n  crash@17\n" in text
    assert said["8"][1] != text


def test_a_bug_that_is_not_caught_is_told_and_fails_the_hunt(said: Said) -> None:
    code, text = said["uncaught"]
    assert code == 1
    assert text == "| harmless | nothing is wrong | 1 | **not caught** |\n0 of 1 planted bugs were caught.\n"


def test_points_that_count_as_one_leave_the_same_world(said: Said) -> None:
    pairs, differing = said["alike"]
    assert pairs > 5
    assert not differing
