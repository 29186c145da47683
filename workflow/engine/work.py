"""Runs a work step: no rules, no open transaction, safe to repeat; its output is kept and reused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from workflow.define import Process, Step
from workflow.engine.claim import held
from workflow.engine.complete import Ended, complete
from workflow.engine.dossier import dossier_of
from workflow.engine.follow import Due, Then
from workflow.engine.values import plain
from workflow.models import StepRun
from workflow.outcomes import Finish


def work_step(process: Process, step: Step, run: StepRun, clock: Callable[[], datetime]) -> None:
    """Load, run outside any transaction while the lease is renewed, then record and go on."""
    dossier = dossier_of(run.case, process, step.name, now=clock())
    facts = step.module.load(dossier)
    with held(run):
        output = plain(step.module.run(facts))
    now = clock()
    ended = Ended(
        step=step,
        state="done",
        started_at=run.started_at or now,
        finished_at=now,
        facts=plain(facts),
        output=output,
    )
    seen = replace(dossier, outputs={**dossier.outputs, step.name: output})
    with transaction.atomic(durable=True):
        if hasattr(step.module, "record"):
            step.module.record(dossier, facts, output)
        complete(run, [ended], after(process, step, now), process=process, now=now, card=process.card(seen))


def after(process: Process, step: Step, now: datetime) -> Then:
    """The next step at once, or the end of the case."""
    following = process.after(step.name)
    return Due(following, now) if following else Finish("completed", "Every step is done.")
