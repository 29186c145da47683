"""People at random, for a long time: whatever they do in whatever order, the case stands where its history says."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from tests.workflow import toy
from tests.workflow.conftest import CHIEF, CLERK, COLIN, MANAGER, UNDO, Bench
from upkeep import checkup
from workflow import engine
from workflow.invariants import Scope
from workflow.models import Case, Decision, Task, Undoing
from workflow.people import Actor

PEOPLE = (CLERK, COLIN, CHIEF, MANAGER)
RULES = ("standing", "retraced", "redecided", "due", "effects")
STEPS, LOOKS = 60, 4  # acts in all, and between two looks at the rules


class Walk:
    """One case, and whatever somebody does with its newest question or answer next."""

    def __init__(self, bench: Bench, seed: int) -> None:
        self.bench, self.random = bench, Random(seed)
        self.case = bench.started_and_run(kilos=12)
        self.done: Counter[str] = Counter()

    def step(self) -> None:
        name = self.random.choice(list(self.ways()))
        actor = self.random.choice(PEOPLE)
        before, refused = self.seen(), ""
        try:
            self.ways()[name](actor)
        except engine.UnableToDecide as unable:
            refused = str(unable)
        self.done[f"{name} refused" if refused else name] += 1
        if refused:
            assert refused.endswith("."), "each refusal is a sentence"
            assert self.seen() == before, f"{name} was refused ({refused}), and has changed something"

    def ways(self) -> dict[str, Callable[[Actor], Any]]:
        now, task = self.bench.now, Task.objects.filter(case=self.case).order_by("-id")[0]
        answer = Decision.objects.filter(case=self.case).order_by("-id").first()
        to, over = self.random.choice((*PEOPLE, None)), self.random.random() < 0.5
        choice, until = self.random.choice(("accept", "recheck")), now + timedelta(minutes=self.random.randint(-5, 60))
        return {
            "hold": lambda actor: engine.hold(task.pk, actor=actor, now=now, take_over=over),
            "keep": lambda actor: engine.keep_holding(task.pk, actor=actor, now=now),
            "release": lambda actor: engine.release(task.pk, actor=actor, now=now),
            "assign": lambda actor: engine.assign(task.pk, to, actor=actor, now=now),
            "snooze": lambda actor: engine.snooze(task.pk, actor=actor, now=now, until=until),
            "unsnooze": lambda actor: engine.unsnooze(task.pk, actor=actor, now=now),
            "escalate": lambda actor: engine.escalate_now(task.pk, actor=actor, now=now, note="now"),
            "decide": lambda actor: engine.decide(task.pk, choice, actor=actor, now=now, delay=UNDO, seen=task.version),
            "undo": lambda actor: engine.undo(answer.pk if answer else 0, actor=actor, now=now),
            "signal": lambda _: self.weighed_anew(),
            "time": lambda _: self.bench.pass_time(seconds=self.random.choice((1, 9, 11, 300, 700))),
            "work": lambda _: (engine.tick(now=now), engine.run_link(self.case.pk, "cases", clock=self.bench.clock)),
        }

    def weighed_anew(self) -> None:
        toy.POST_OFFICE.weighed = self.random.choice(("12", "13"))
        engine.emit(["scales"], now=self.bench.now)

    def seen(self) -> Any:
        """All that a refusal must leave as it was."""
        tasks = list(Task.objects.filter(case=self.case).order_by("id").values())
        counts = (Decision.objects.count(), Undoing.objects.count())
        return tasks, counts, list(Case.objects.filter(pk=self.case.pk).values())


@pytest.mark.parametrize("seed", range(6))
def test_nothing_that_people_do_leaves_a_case_half_done(bench: Bench, seed: int) -> None:
    walk = Walk(bench, seed)
    for _ in range(STEPS // LOOKS):
        for _ in range(LOOKS):
            walk.step()
        broken = [breach.sentence for breach in checkup.broken(Scope(now=bench.now), RULES)]
        assert broken == [], walk.done
    assert sum(count for name, count in walk.done.items() if "refused" not in name) > STEPS / 3
