"""Plans: drawn by a seed, and written so that the same history can be asked for again."""

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import pytest

from chaos.sim import cli
from chaos.sim.faults import Fault
from chaos.sim.journeys import JOURNEYS
from chaos.sim.plan import Plan, drawn, every_point
from chaos.sim.run import Result

NAMES = tuple(journey.name for journey in JOURNEYS)
# What make hands on, by its variable.
OPTIONS = {"SEED": "--seed", "JOURNEYS": "--journeys", "KEYS": "--keys", "FAULTS": "--faults"}


@dataclass
class Asked:
    """Players that only remember what they were asked to play."""

    plans: list[Plan] = field(default_factory=list)

    def play(self, plans: Iterable[Plan]) -> Iterator[Result]:
        for plan in plans:
            self.plans.append(plan)
            yield Result(plan, (), (), {}, 0, (), ())


def arguments(plan: Plan) -> list[str]:
    """The plan's words, as options of the command."""
    words = dict(word.split("=", 1) for word in shlex.split(str(plan)))
    blind = ["--blind"] if words.pop("BLIND", "") else []
    return [f"{OPTIONS[name]}={value}" for name, value in words.items()] + blind


def read_back(plan: Plan) -> Plan:
    asked = Asked()
    assert cli._one(asked, cli._parser().parse_args(arguments(plan))) == 0  # type: ignore[arg-type]
    (read,) = asked.plans
    return read


@pytest.mark.parametrize("seed", range(1, 41))
def test_what_a_plan_says_of_itself_asks_for_it_again(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    plan = drawn(seed, NAMES)
    assert read_back(plan) == plan
    assert capsys.readouterr().out.endswith("Every promise was kept.\n")


def test_a_plan_without_faults_is_read_back() -> None:
    plan = Plan("1", ("clean",), (), "IGNORES_KEYS", blind=True)
    assert str(plan) == "SEED=1 JOURNEYS=clean KEYS=ignored BLIND=1 FAULTS=''"
    assert read_back(plan) == plan


def test_a_journey_that_is_not_known_is_named() -> None:
    with pytest.raises(SystemExit, match=r"There is no journey cleam\. Known: clean, "):
        read_back(Plan("1", ("clean", "cleam")))


def test_a_seed_draws_the_same_plan_again() -> None:
    plans = [drawn(seed, NAMES) for seed in range(1, 41)]
    assert plans == [drawn(seed, NAMES) for seed in range(1, 41)]
    assert len(set(plans)) == len(plans)


def test_plans_vary_in_all_that_they_can() -> None:
    plans = [drawn(seed, NAMES) for seed in range(1, 101)]
    assert {len(plan.journeys) for plan in plans} == {1, 2, 3}
    assert {name for plan in plans for name in plan.journeys} == set(NAMES)
    assert {(plan.usual, plan.blind) for plan in plans} == {
        ("HONOURS_KEYS", False),
        ("HONOURS_KEYS", True),
        ("IGNORES_KEYS", False),
        ("IGNORES_KEYS", True),  # only what a person finds out keeps it from booking twice
        ("LEDGER", False),
    }


def test_of_one_journey_only_that_is_drawn() -> None:
    assert {drawn(seed, ["clean"]).journeys for seed in range(1, 20)} == {("clean",)}


def test_every_point_is_struck_once() -> None:
    peaceful = Plan("1", ("clean",), usual="LEDGER")
    plans = list(every_point(peaceful, (1, 2, 3)))
    assert [plan.faults for plan in plans] == [(Fault(point, "crash"),) for point in (1, 2, 3)]
    assert {replace(plan, faults=()) for plan in plans} == {peaceful}
