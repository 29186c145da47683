"""Shrinking: what is left still fails, and nothing more can be left out."""

from itertools import combinations

import pytest

from chaos.sim.faults import Fault
from chaos.sim.plan import Plan
from chaos.sim.shrink import shrunk

MANY = tuple(Fault(point, "crash") for point in range(1, 21))
PLAN = Plan("7", ("clean", "short"), MANY, "IGNORES_KEYS")


class Fails:
    """Fails wherever all of these faults are in the plan; counts how often it was asked."""

    def __init__(self, *needed: Fault) -> None:
        self.needed = set(needed)
        self.asked = 0

    def __call__(self, plan: Plan) -> bool:
        self.asked += 1
        return self.needed <= set(plan.faults)


@pytest.mark.parametrize("needed", list(combinations(MANY, 2)), ids=str)
def test_twenty_faults_become_the_two_that_matter(needed: tuple[Fault, Fault]) -> None:
    assert shrunk(PLAN, Fails(*needed)).faults == needed


def test_the_rest_of_the_plan_stays_as_it_is() -> None:
    assert shrunk(PLAN, Fails(MANY[4])) == Plan("7", ("clean", "short"), (MANY[4],), "IGNORES_KEYS")


def test_where_no_fault_is_needed_none_is_left() -> None:
    assert shrunk(PLAN, Fails()).faults == ()


def test_where_all_are_needed_all_are_left() -> None:
    assert shrunk(PLAN, Fails(*MANY)) == PLAN


def test_a_plan_without_faults_is_not_played_again() -> None:
    fails = Fails()
    assert shrunk(Plan("7", ("clean",)), fails) == Plan("7", ("clean",))
    assert fails.asked == 0


def test_either_of_two_faults_is_enough() -> None:
    (left,) = shrunk(PLAN, lambda plan: bool({MANY[2], MANY[17]} & set(plan.faults))).faults
    assert left in (MANY[2], MANY[17])


def test_it_takes_fewer_tries_than_leaving_out_one_by_one() -> None:
    fails = Fails(MANY[3])
    shrunk(PLAN, fails)
    assert fails.asked < len(MANY)
