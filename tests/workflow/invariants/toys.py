"""The toy process in every way that it can go, at rest."""

from collections.abc import Callable
from datetime import timedelta

from tests.workflow import toy
from tests.workflow.conftest import Bench
from workflow import engine
from workflow.engine.claim import claim
from workflow.models import Case


def _look_again(bench: Bench) -> Case:
    """A signal has made the step look again, while the question stays open."""
    case = bench.started_and_run(kilos=12)
    engine.emit(["scales"], now=bench.now)
    engine.tick(now=bench.now)
    return Case.objects.get(pk=case.pk)


def _withdrawn(bench: Bench) -> Case:
    case = _look_again(bench)
    toy.POST_OFFICE.weighed = "3"
    return bench.run(case)


def _slept(bench: Bench) -> Case:
    case = bench.started_and_run(waits=True)
    bench.pass_time(days=5)
    engine.tick(now=bench.now)
    return bench.run(case)


def _lost(bench: Bench) -> Case:
    case = bench.start()
    claim(case.pk, "documents", now=bench.now)
    bench.pass_time(seconds=60)
    engine.tick(now=bench.now)
    bench.pass_time(seconds=60)
    return bench.run(case)


def _jammed(bench: Bench, jams: int, **subject: object) -> Case:
    case = bench.started_and_run(jams=jams, **subject)
    for _ in range(2):
        bench.pass_time(seconds=30)
        case = bench.run(case)
    return case


def _just_running(bench: Bench) -> Case:
    case = bench.start()
    claim(case.pk, "documents", now=bench.now)
    return Case.objects.get(pk=case.pk)


def _settling(bench: Bench) -> Case:
    return bench.decide(bench.started_and_run(kilos=12), "accept", delay=timedelta(seconds=10))


WAYS: dict[str, Callable[[Bench], Case]] = {
    "just started": lambda bench: bench.start(),
    "being worked on": _just_running,
    "clean": lambda bench: bench.started_and_run(),
    "nothing to send": lambda bench: bench.started_and_run(collected=True),
    "asked": lambda bench: bench.started_and_run(kilos=12),
    "asked, answered, in its undo window": _settling,
    "settled": lambda bench: bench.decide(bench.started_and_run(kilos=12), "accept"),
    "corrected": lambda bench: bench.decide(bench.started_and_run(kilos=12), "correct", values={"kilos": "9"}),
    "corrected, and asked again": lambda bench: bench.decide(
        bench.started_and_run(kilos=12), "correct", values={"kilos": "11"}
    ),
    "looked at again by hand": lambda bench: bench.decide(bench.started_and_run(kilos=12), "recheck"),
    "looked at again by signal": _look_again,
    "still asked after a signal": lambda bench: bench.run(_look_again(bench)),
    "withdrawn": _withdrawn,
    "refused": lambda bench: bench.decide(bench.started_and_run(kilos=12), "refuse", note="no"),
    "set aside": lambda bench: bench.decide(bench.started_and_run(kilos=12), "bin"),
    "asleep": lambda bench: bench.started_and_run(waits=True),
    "slept": _slept,
    "tried again": lambda bench: _jammed(bench, 2),
    "given up": lambda bench: _jammed(bench, 3),
    "given up, tried again by hand": lambda bench: bench.decide(_jammed(bench, 3), "retry"),
    "unforeseen, refused": lambda bench: bench.decide(bench.started_and_run(breaks=True), "refuse"),
    "a later step unforeseen": lambda bench: bench.started_and_run(insure_breaks=True),
    "a card unforeseen": lambda bench: bench.started_and_run(card_breaks=True),
    "a record that fails": lambda bench: bench.started_and_run(record_fails=True),
    "lost": _lost,
    "in doubt": lambda bench: bench.started_and_run(blind=True),
    "in doubt, was done": lambda bench: bench.decide(
        bench.started_and_run(blind=True), "was_done", values={"reference": "7"}
    ),
    "in doubt, was not done": lambda bench: bench.decide(bench.started_and_run(blind=True), "not_done"),
    "cut off": lambda bench: bench.started_and_run(cut_off=True),
}
