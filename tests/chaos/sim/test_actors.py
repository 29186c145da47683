"""Actors: threads of which only one acts at a time, in the order that the stage chooses."""

import threading
from collections.abc import Callable, Iterator

import pytest

from chaos.sim.actors import Actor, Crashed, Ended, Paused
from chaos.sim.world import acting, enter


@pytest.fixture
def said() -> list[str]:
    """What the actors did, in the order in which they did it."""
    return []


@pytest.fixture
def one() -> Iterator[Actor]:
    actor = Actor("one", enter)
    yield actor
    actor.leave()


@pytest.fixture
def two() -> Iterator[Actor]:
    actor = Actor("two", enter)
    yield actor
    actor.leave()


def pausing(said: list[str], *, beats: bool = False) -> Callable[[], None]:
    """A job that stands still for five seconds in its middle."""

    def job() -> None:
        actor = acting()
        assert actor is not None
        said.append(f"{actor.name} begins")
        try:
            actor.pause(5, beats=beats)
            said.append(f"{actor.name} ends")
        finally:
            said.append(f"{actor.name} tidies up")

    return job


def test_a_job_is_done_when_act_returns(one: Actor, said: list[str]) -> None:
    assert one.act(lambda: said.append(threading.current_thread().name)) == Ended()
    assert said == ["one"]


def test_an_actor_does_one_job_after_the_other_in_its_own_thread(one: Actor, two: Actor, said: list[str]) -> None:
    for actor in (one, two, one):
        actor.act(lambda: said.append(threading.current_thread().name))
    assert said == ["one", "two", "one"]


def test_while_one_is_paused_the_other_acts(one: Actor, two: Actor, said: list[str]) -> None:
    assert one.act(pausing(said)) == Paused(5, beats=False)
    assert two.act(pausing(said, beats=True)) == Paused(5, beats=True)
    assert said == ["one begins", "two begins"]
    assert two.go_on() == Ended()
    assert one.go_on() == Ended()
    assert said[2:] == ["two ends", "two tidies up", "one ends", "one tidies up"]


def test_whoever_pauses_again_is_waited_for_again(one: Actor, said: list[str]) -> None:
    def twice() -> None:
        pausing(said)()
        pausing(said)()

    assert one.act(twice) == one.go_on() == Paused(5, beats=False)
    assert one.go_on() == Ended()
    assert said == ["one begins", "one ends", "one tidies up"] * 2


def test_the_dead_do_nothing_more_and_no_exception_handler_hears_of_it(one: Actor, said: list[str]) -> None:
    def die() -> None:
        raise Crashed

    def job() -> None:
        try:
            die()
        except Exception:  # noqa: BLE001 -- as broad as the product's broadest
            said.append("heard")
        said.append("went on")

    assert one.act(job) == Ended(died=True)
    assert said == []
    assert one.act(lambda: said.append("a new process")) == Ended()
    assert said == ["a new process"]


def test_an_error_ends_the_job_and_not_the_actor(one: Actor, said: list[str]) -> None:
    error = LookupError("as a task may raise")

    def job() -> None:
        raise error

    assert one.act(job) == Ended(error=error)
    assert one.act(lambda: said.append("lives on")) == Ended()
    assert said == ["lives on"]


def test_who_leaves_in_the_middle_never_goes_on(said: list[str]) -> None:
    actor = Actor("one", enter)
    actor.act(pausing(said))
    actor.leave()
    assert said == ["one begins", "one tidies up"]
    assert actor.act(lambda: said.append("next history")) == Ended()
    assert said[2:] == ["next history"]


@pytest.mark.parametrize("dies", [False, True])
def test_what_ran_beside_a_job_ends_with_it(one: Actor, dies: bool) -> None:
    def job() -> None:
        one.beside.append(lambda: True)
        one.pause(5, beats=True)
        if dies:
            raise Crashed

    one.act(job)
    assert len(one.beside) == 1
    assert one.go_on() == Ended(died=dies)
    assert one.beside == []


def test_the_stage_itself_is_nobody() -> None:
    assert acting() is None
