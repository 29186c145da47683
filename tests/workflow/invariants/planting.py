"""A case in one of its ways, and what a rule says of it; statements that change its rows past the engine."""

from typing import Any

from tests.workflow.conftest import Bench
from upkeep import checkup
from workflow.invariants import Scope
from workflow.models import Case

CASE = "UPDATE workflow_case SET {} WHERE id = %s"
RUN = "UPDATE workflow_steprun SET {} WHERE case_id = %s"
TASK = "UPDATE workflow_task SET {} WHERE case_id = %s"
EVENT = "UPDATE workflow_event SET {} WHERE case_id = %s"
EFFECT = "UPDATE workflow_effect SET {} WHERE case_id = %s"


def sentences(bench: Bench, rule: str, **more: Any) -> list[str]:
    return [breach.sentence for breach in checkup.broken(Scope(now=bench.now, **more), [rule])]


def completed(bench: Bench) -> Case:
    return bench.started_and_run()


def asked(bench: Bench) -> Case:
    return bench.started_and_run(kilos=12)


def given_up(bench: Bench) -> Case:
    return bench.started_and_run(breaks=True)


def asleep(bench: Bench) -> Case:
    return bench.started_and_run(waits=True)


def due(bench: Bench) -> Case:
    return bench.start()
