"""Whoever comes at the same moment: the database lets exactly one through, and nothing is left half done."""

from datetime import timedelta
from functools import partial
from random import Random

import pytest

from tests.workflow import toy
from tests.workflow.conftest import CHIEF, CLERK, COLIN, UNDO, Bench
from tests.workflow.racing import Job, at_once, committed  # noqa: F401 -- a fixture
from upkeep import checkup
from workflow import engine
from workflow.invariants import Scope
from workflow.models import Case, Decision, StepRun, Task, Undoing
from workflow.people import Actor

ROUNDS = 8
RULES = ("standing", "retraced", "redecided", "due", "effects")
CROWD = [Actor(id=f"clerk-{number}", name=f"Clerk {number}", roles=frozenset({"clerk"})) for number in range(6)]


def broken(bench: Bench) -> list[str]:
    return [breach.sentence for breach in checkup.broken(Scope(now=bench.now), RULES)]


def asked(bench: Bench) -> Task:
    return bench.task(bench.started_and_run(kilos=12))


@pytest.mark.parametrize("expired", [False, True], ids=["free", "a lease that ran out"])
def test_one_of_many_opens_it(committed: Bench, expired: bool) -> None:  # noqa: F811
    bench = committed
    for _ in range(ROUNDS):
        task = asked(bench)
        if expired:
            engine.hold(task.pk, actor=CLERK, now=bench.now - timedelta(hours=1))
        got = at_once([partial(engine.hold, task.pk, actor=actor, now=bench.now) for actor in CROWD])
        winners = [one for one in got if isinstance(one, Task)]
        assert [type(one) for one in got if one not in winners] == [engine.TaskHeld] * (len(CROWD) - 1)
        assert Task.objects.get(pk=task.pk).held_by(bench.now) == winners[0].holder_id


def test_in_turn_each_of_them_has_it(bench: Bench) -> None:
    task = asked(bench)
    for actor in CROWD:
        assert engine.hold(task.pk, actor=actor, now=bench.now).holder_id == actor.id
        engine.release(task.pk, actor=actor, now=bench.now)


def test_an_answer_and_somebody_who_opens_it(committed: Bench) -> None:  # noqa: F811
    """Whoever opens it first holds off the answer; where the answer was first, there is nothing to open."""
    bench = committed
    seen = set()
    for _ in range(ROUNDS):
        task = asked(bench)
        decision, held = at_once(
            [
                partial(engine.decide, task.pk, "accept", actor=CLERK, now=bench.now),
                partial(engine.hold, task.pk, actor=COLIN, now=bench.now),
            ]
        )
        answered = isinstance(decision, Decision)
        seen.add(answered)
        assert isinstance(held, engine.TaskClosed if answered else Task), (decision, held)
        assert answered or isinstance(decision, engine.TaskHeld)
    assert seen
    assert broken(bench) == []


def test_two_who_answer_and_one_who_gives_it_away(committed: Bench) -> None:  # noqa: F811
    bench = committed
    for _ in range(ROUNDS):
        task = asked(bench)
        first, second, given = at_once(
            [
                partial(engine.decide, task.pk, "accept", actor=CLERK, now=bench.now, seen=0),
                partial(engine.decide, task.pk, "bin", actor=COLIN, now=bench.now, seen=0),
                partial(engine.assign, task.pk, CHIEF, actor=CHIEF, now=bench.now),
            ]
        )
        done = [one for one in (first, second, given) if not isinstance(one, engine.UnableToDecide)]
        assert len(done) == 1, (first, second, given)
        assert all(
            isinstance(one, engine.TaskClosed | engine.TaskChanged | engine.Conflict)
            for one in (first, second, given)
            if one not in done
        )
    assert broken(bench) == []


def test_the_worker_takes_it_up_or_the_answer_is_taken_back(committed: Bench) -> None:  # noqa: F811
    """At the very moment of its effect: the run is claimed or cancelled, never both and never neither."""
    bench = committed
    came: list[bool] = []
    for number in range(2 * ROUNDS):
        case = asked(bench).case
        decision = bench.answered(case)
        effect = bench.now + UNDO
        jobs: list[Job] = [
            partial(engine.run_link, case.pk, "cases", clock=lambda effect=effect: effect),  # type: ignore[misc]
            partial(engine.undo, decision.pk, actor=CLERK, now=effect - timedelta(microseconds=1)),
        ]
        results = at_once(jobs if number % 2 else jobs[::-1])
        claims, undone = results if number % 2 else results[::-1]
        taken_back = isinstance(undone, Task)
        came.append(taken_back)
        assert claims == (0 if taken_back else 1)
        assert taken_back or isinstance(undone, engine.TooLateToUndo)
        run = StepRun.objects.filter(case=case).order_by("number")[2]
        assert run.state == ("cancelled" if taken_back else "done")
        assert Undoing.objects.filter(case=case).exists() is taken_back
        assert Case.objects.get(pk=case.pk).state == ("waiting" if taken_back else "running")
    bench.now += UNDO
    assert broken(bench) == []
    for case in Case.objects.filter(state="running"):
        bench.run(case)
    assert len(toy.POST_OFFICE.ledger) == came.count(False)


def test_taken_back_once_by_many(committed: Bench) -> None:  # noqa: F811
    bench = committed
    for _ in range(ROUNDS):
        case = asked(bench).case
        decision = bench.answered(case)
        got = at_once([partial(engine.undo, decision.pk, actor=who, now=bench.now) for who in (CLERK, CHIEF, CHIEF)])
        assert sorted(type(one).__name__ for one in got) == ["AlreadyUndone", "AlreadyUndone", "Task"]
    assert broken(bench) == []


def test_the_step_looks_again_while_the_question_is_handled(committed: Bench) -> None:  # noqa: F811
    """A signal, a worker and three people: whatever comes first, the case stands where its history says."""
    bench = committed
    random = Random(4)
    for _ in range(ROUNDS):
        task = asked(bench)
        toy.POST_OFFICE.weighed = str(random.choice([5, 12, 14]))
        engine.emit(["scales"], now=bench.now)
        people: list[Job] = [
            partial(engine.assign, task.pk, COLIN, actor=CLERK, now=bench.now),
            partial(engine.snooze, task.pk, actor=CLERK, now=bench.now, until=bench.now + UNDO),
            partial(engine.escalate_now, task.pk, actor=CLERK, now=bench.now, note="now"),
            partial(engine.hold, task.pk, actor=CHIEF, now=bench.now, take_over=True),
            partial(engine.decide, task.pk, "accept", actor=COLIN, now=bench.now),
        ]
        work = partial(engine.run_link, task.case_id, "cases", clock=bench.clock)
        at_once([work, *random.sample(people, 3)])
        toy.POST_OFFICE.weighed = None
        assert broken(bench) == []
    bench.pass_time(seconds=40)
    engine.tick(now=bench.now)
    for case in Case.objects.filter(state="running"):
        bench.run(case)
    assert broken(bench) == []
