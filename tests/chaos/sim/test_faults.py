"""Faults: written and read back, drawn by a seed, and told apart by where they strike."""

from random import Random
from typing import get_args

import pytest

from chaos.sim.faults import CRASHLIKE, MEANING, Fault, Kind, at_points, draw, numbered, parse

SEEDS = range(60)
NUMBERED = frozenset(("lose", "repeat", "late", "erp", "full"))


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("amount", [0, 45, -3600])
def test_a_fault_is_read_back_as_it_is_written(kind: Kind, amount: int) -> None:
    fault = Fault(17, kind, amount)
    assert parse(str(fault)) == (fault,)


def test_faults_are_written_with_spaces_between() -> None:
    assert parse(" crash@17  stall@30:45 ") == (Fault(17, "crash"), Fault(30, "stall", 45))
    assert parse("") == ()


@pytest.mark.parametrize("word", ["boom@17", "crash", "crash@", "crash@-1", "crash@x", "@17", "17", "late@1:soon"])
def test_what_is_no_fault_is_named_and_what_to_write_is_said(word: str) -> None:
    with pytest.raises(ValueError, match=f"'{word}' is no fault: write crash | cut") as refused:
        parse(f"stall@30:45 {word}")
    assert all(kind in str(refused.value) for kind in get_args(Kind))
    assert "@NUMBER[:AMOUNT]" in str(refused.value)


def test_every_kind_has_a_meaning() -> None:
    assert set(MEANING) == set(get_args(Kind))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seed_draws_the_same_faults_again(seed: int) -> None:
    faults = draw(Random(seed), 2)
    assert draw(Random(seed), 2) == faults
    assert parse(" ".join(map(str, faults))) == faults


def test_faults_are_drawn_in_order_and_never_too_many() -> None:
    for seed in SEEDS:
        faults = draw(Random(seed), 1, least=3, most=5)
        assert 1 <= len(faults) <= 5
        assert list(faults) == sorted(set(faults))
        assert all(fault.at >= 1 for fault in faults)


def test_seeds_draw_differently_and_every_kind_comes_up() -> None:
    drawn = [draw(Random(seed), 3) for seed in SEEDS]
    assert len(set(drawn)) == len(SEEDS)
    assert {fault.kind for faults in drawn for fault in faults} == set(get_args(Kind))


def test_only_some_histories_have_none_but_crashes() -> None:
    """In these alone it is measured how fast a case moves again."""
    only_crashes = [seed for seed in SEEDS if {fault.kind for fault in draw(Random(seed), 2)} <= CRASHLIKE]
    assert len(SEEDS) / 6 < len(only_crashes) < len(SEEDS) / 2


def test_a_fault_strikes_at_a_point_or_at_a_number() -> None:
    faults = [Fault(4, kind, 1) for kind in get_args(Kind)]
    at = at_points([*faults, Fault(5, "crash")])
    assert {fault.kind for fault in at[4]} == set(get_args(Kind)) - NUMBERED
    assert at[5] == [Fault(5, "crash")]
    for kind in get_args(Kind):
        assert numbered(faults, kind) == {4: Fault(4, kind, 1)}
