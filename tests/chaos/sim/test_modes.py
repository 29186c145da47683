"""Random histories: played by seed until so many have crashed, and gone on with where an earlier run has ended."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chaos.sim.modes import at_random, exhausted
from chaos.sim.plan import Plan
from chaos.sim.run import Result

NAMES = ("clean", "short")


@dataclass
class Three:
    """Players in whose histories three crash each; those of `broken` seeds break a promise."""

    broken: frozenset[str] = frozenset()
    begun: list[Plan] = field(default_factory=list)

    def play(self, plans: Iterable[Plan]) -> Iterator[Result]:
        return map(self._result, plans)

    def begin(self, plan: Plan) -> "Future[Result]":
        self.begun.append(plan)
        begun: Future[Result] = Future()
        begun.set_result(self._result(plan))
        return begun

    def _result(self, plan: Plan) -> Result:
        breaches = ("lost",) if plan.seed in self.broken else ()
        return Result(plan, breaches, (), {"crash": 2, "cut": 1, "lose": 5}, 6, (), (), (1, 2, 4, 6))


def seeds(players: Any, crashes: int, state: Path | None = None) -> list[str]:
    results = at_random(players, NAMES, seed=7, crashes=crashes, state=state)
    return [result.plan.seed for result in results]


def test_it_ends_with_the_history_that_makes_the_number_full() -> None:
    assert seeds(Three(), 10) == ["7", "8", "9", "10"]
    assert seeds(Three(), 0) == []


def test_a_run_goes_on_where_the_one_before_has_ended(tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert seeds(Three(), 6, state) == ["7", "8"]
    players = Three()
    assert seeds(players, 12, state) == ["7", "8", "9", "10"]
    assert players.begun[0].seed == "9"


def test_what_was_broken_before_is_counted_again_and_not_played(tmp_path: Path, capsys: Any) -> None:
    state = tmp_path / "state"
    seeds(Three(frozenset("8")), 6, state)
    assert "BROKEN: make chaos-sim SEED=8 " in capsys.readouterr().out
    players: Any = Three()
    results = list(at_random(players, NAMES, seed=7, crashes=6, state=state))
    assert [list(result.breaches) for result in results] == [[], ["lost"]]
    assert not players.begun
    assert not capsys.readouterr().out


def test_every_point_of_each_journey_is_struck() -> None:
    players: Any = Three()
    peaceful = list(players.play([Plan("1", (name,)) for name in NAMES]))
    struck = [str(result.plan) for result in exhausted(players, peaceful)]
    assert len(struck) == len(set(struck)) == 2 * (1 + 4)
