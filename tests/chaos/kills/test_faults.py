"""The deck: every fault is in it, a short run takes kills, and a seed always takes the same."""

from argparse import Namespace

import pytest

from chaos.kills import faults
from chaos.kills.__main__ import rounds_of
from chaos.kills.faults import DECK, beats, broker, clocks, database, disk, workers


def asked(kills: int, seed: int = 1, only: str = "") -> Namespace:
    return Namespace(kills=kills, seed=seed, only=only)


def test_every_fault_is_in_the_deck() -> None:
    written = {
        strike
        for module in (beats, broker, database, disk, workers)
        for name, strike in vars(module).items()
        if hasattr(strike, "__wrapped__") and not name.startswith("_") and strike.__module__ == module.__name__
    }
    assert len(written) == 13
    assert written <= {fault.strike for fault in DECK}
    assert faults.clocks is clocks


@pytest.mark.parametrize("kills", [1, 20, len(DECK), 60])
def test_a_run_has_as_many_rounds_as_are_asked_for(kills: int) -> None:
    rounds = list(rounds_of(asked(kills)))
    assert [number for number, _ in rounds] == list(range(1, kills + 1))
    assert {fault.name for _, fault in rounds} == {fault.name for fault in DECK[:kills]}


def test_a_seed_takes_the_same_faults_again() -> None:
    one, other, different = (list(rounds_of(asked(20, seed))) for seed in (5, 5, 6))
    assert one == other
    assert one != different


def test_some_faults_can_be_chosen() -> None:
    assert {fault.name for _, fault in rounds_of(asked(3, only="beat"))} == {"both beats killed", "one beat killed"}
