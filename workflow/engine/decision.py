"""Runs decision steps: load, decide, record. Those that follow each other share one transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from workflow.define import Process, Step
from workflow.engine.complete import Ended, complete
from workflow.engine.dossier import dossier_of
from workflow.engine.follow import Asked, Due, Then
from workflow.engine.values import plain, told
from workflow.models import StepRun
from workflow.outcomes import Ask, Finding, Finish, Outcome, Proceed, Wait
from workflow.people import Dossier

_STATE_OF = {Proceed: "done", Ask: "asked", Wait: "waited", Finish: "done"}


class AskedWithoutReason(Exception):
    """A step asked for a reason that the process doesn't list for it."""


class _Stumbled(Exception):
    """A later step of the stretch raised: keep the steps before it, and let it fail by itself."""

    def __init__(self, good_steps: int) -> None:
        self.good_steps = good_steps


def decide_stretch(process: Process, step: Step, run: StepRun, clock: Callable[[], datetime]) -> None:
    """Decide this step and the decision steps after it on the same queue, until one doesn't proceed."""
    steps = _stretch(process, step)
    fence = run.fence
    try:
        with transaction.atomic(durable=True):
            _decide(process, steps, run, clock)
    except _Stumbled as stumbled:
        run = StepRun.objects.select_related("case").get(pk=run.pk, fence=fence, state="running")
        with transaction.atomic(durable=True):
            _decide(process, steps[: stumbled.good_steps], run, clock)


def _stretch(process: Process, step: Step) -> list[Step]:
    steps = []
    for following in process.steps[process.index(step.name) :]:
        if following.kind != "decision" or following.queue != step.queue:
            break
        steps.append(following)
    return steps


def _decide(process: Process, steps: list[Step], run: StepRun, clock: Callable[[], datetime]) -> None:
    dossier = dossier_of(run.case, process, steps[0].name, now=clock())
    ended: list[Ended] = []
    outcome: Outcome = Proceed()
    for step in steps:
        try:
            facts, outcome = _look(step, dossier, clock)
        except Exception as error:
            if not ended:
                raise
            raise _Stumbled(len(ended)) from error
        ended.append(_ended(step, dossier, facts, outcome, clock()))
        if not isinstance(outcome, Proceed):
            break
        dossier = replace(dossier, outputs={**dossier.outputs, step.name: ended[-1].output}, now=clock())
    last = ended[-1].step
    then = _then(process, last, outcome, dossier, clock())
    complete(run, ended, then, process=process, now=clock(), card=process.card(_seen(dossier, last, outcome)))


def _look(step: Step, dossier: Dossier, clock: Callable[[], datetime]) -> tuple[Any, Outcome]:
    facts = step.module.load(dossier)
    outcome: Outcome = step.module.decide(facts, step.rules)
    step.module.record(dossier, facts, outcome)
    return facts, outcome


def _ended(step: Step, dossier: Dossier, facts: Any, outcome: Outcome, now: datetime) -> Ended:
    return Ended(
        step=step,
        state=_STATE_OF[type(outcome)],
        started_at=dossier.now,
        finished_at=now,
        facts=plain(facts),
        output=plain(outcome.output) if isinstance(outcome, Proceed | Finish) else None,
        outcome=told(outcome),
    )


def _then(process: Process, step: Step, outcome: Outcome, dossier: Dossier, now: datetime) -> Then:
    match outcome:
        case Proceed():
            following = process.after(step.name)
            return Due(following, now) if following else Finish("completed", "Every step is done.")
        case Ask(finding, also):
            reason = next((reason for reason in step.asks if reason.code == finding.reason), None)
            if reason is None:
                raise AskedWithoutReason(f"{step.name} asked for {finding.reason}, which isn't among its asks")
            return Asked(reason, finding, (*also, *_preview(process, step, outcome, dossier)))
        case _:
            return outcome


def _preview(process: Process, asked: Step, ask: Ask, dossier: Dossier) -> list[Finding]:
    """What later decision steps would ask if this question were answered with yes. Nothing is recorded."""
    found: list[Finding] = []
    output = ask.output
    for step in _stretch(process, asked)[1:]:
        if output is None:
            break
        dossier = replace(dossier, outputs={**dossier.outputs, asked.name: plain(output)})
        outcome = _try(step, dossier)
        if isinstance(outcome, Ask):
            found += [outcome.finding, *outcome.also]
        asked, output = step, getattr(outcome, "output", None)
    return found


def _try(step: Step, dossier: Dossier) -> Outcome | None:
    try:
        with transaction.atomic():
            return step.module.decide(step.module.load(dossier), step.rules)  # type: ignore[no-any-return]
    except Exception:  # noqa: BLE001 -- a preview on provisional facts may fail; the step itself will tell
        return None


def _seen(dossier: Dossier, step: Step, outcome: Outcome) -> Dossier:
    """The dossier with what the last step found out, asked or not, for the card."""
    output = getattr(outcome, "output", None)
    return dossier if output is None else replace(dossier, outputs={**dossier.outputs, step.name: plain(output)})
