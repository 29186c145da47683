"""Runs an effect step: the intent is kept, the other side is asked, and only then is it done, once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from workflow.define import Process, Step
from workflow.engine.claim import held, make_sure
from workflow.engine.complete import Ended, complete
from workflow.engine.dossier import dossier_of
from workflow.engine.follow import Asked, Then
from workflow.engine.move import move
from workflow.engine.values import plain
from workflow.engine.work import after
from workflow.models import Case, Effect, StepRun, Task
from workflow.outcomes import Absent, Done, Finding, Unknown
from workflow.people import Answer, Dossier
from workflow.reasons import EFFECT_UNKNOWN, NOT_DONE, WAS_DONE


def effect_step(process: Process, step: Step, run: StepRun, clock: Callable[[], datetime]) -> None:
    """Do what the step does outside, at most once for its case, and record what came of it."""
    dossier = dossier_of(run.case, process, step.name, now=clock())
    facts = step.module.load(dossier)
    if _unneeded(step, facts):
        _finish(process, step, run, dossier, facts, None, clock())
        return
    effect = _intend(process, step, run.case, facts, clock())
    answer = _heard(effect, dossier)
    with held(run):
        found = _settle(step, run, effect, facts, answer)
    if isinstance(found, Unknown):
        _ask(process, step, run, effect, facts, found, clock())
        return
    with transaction.atomic(durable=True):
        if effect.state != "done":
            confirmed_by = answer.actor.id if answer and answer.choice == WAS_DONE.code else ""
            columns = {
                "reference": found.reference,
                "response": plain(found.data),
                "confirmed_by": confirmed_by,
            }
            move(effect, "confirm", done_at=clock(), **columns)
        _finish(process, step, run, dossier, facts, found, clock())


def effect_key(process: Process, step: Step, case: Case) -> str:
    """The same for every attempt and replay: it depends on the case and the operation alone."""
    return f"{process.name}:{case.uid}:{step.name}"


def _unneeded(step: Step, facts: Any) -> bool:
    return hasattr(step.module, "unneeded") and step.module.unneeded(facts) is not None


def _intend(process: Process, step: Step, case: Case, facts: Any, now: datetime) -> Effect:
    effect, _ = Effect.objects.get_or_create(
        key=effect_key(process, step, case),
        defaults={"case": case, "step": step.name, "request": plain(facts), "intended_at": now},
    )
    return effect


def _heard(effect: Effect, dossier: Dossier) -> Answer | None:
    """What a person has found out about this effect, while it is in doubt."""
    if effect.state != "unknown":
        return None
    about = [
        answer for answer in dossier.answers if answer.reason == EFFECT_UNKNOWN.code and answer.step == effect.step
    ]
    asked = Task.objects.filter(case_id=effect.case_id, step=effect.step, reason=EFFECT_UNKNOWN.code)
    newest = asked.order_by("-id").values_list("digest", flat=True).first()
    # An answer to an earlier question says nothing of what was done since.
    return about[-1] if about and about[-1].digest == newest else None


def _settle(step: Step, run: StepRun, effect: Effect, facts: Any, answer: Answer | None) -> Done | Unknown:
    """Look on the other side before doing anything; in doubt, a person's word counts."""
    if effect.state == "done":
        return Done(effect.reference, effect.response)
    if answer is not None and answer.choice == WAS_DONE.code:
        return Done(answer.values.get("reference", ""), {"confirmed_by": answer.actor.id})
    found = step.module.find(facts, effect.key)
    denied = answer is not None and answer.choice == NOT_DONE.code
    if isinstance(found, Absent) or (isinstance(found, Unknown) and denied):
        if effect.state == "unknown":
            move(effect, "deny")
        make_sure(run)
        return step.module.perform(facts, effect.key)  # type: ignore[no-any-return]
    return found  # type: ignore[no-any-return]


def _ask(
    process: Process, step: Step, run: StepRun, effect: Effect, facts: Any, unknown: Unknown, now: datetime
) -> None:
    finding = Finding(
        reason=EFFECT_UNKNOWN.code,
        question="{step}: {why} Was it done? Look for {key} in the other system.",
        params={"step": step.title, "why": unknown.why, "key": effect.key},
        evidence={"key": effect.key, "why": unknown.why, "request": effect.request, "run": run.number},
    )
    with transaction.atomic(durable=True):
        if effect.state == "intended":
            move(effect, "doubt")
        ended = _ended(step, run, facts, now, state="asked", outcome={"kind": "unknown", "why": unknown.why})
        complete(run, [ended], Asked(EFFECT_UNKNOWN, finding), process=process, now=now)


def _finish(
    process: Process, step: Step, run: StepRun, dossier: Dossier, facts: Any, done: Done | None, now: datetime
) -> None:
    with transaction.atomic():
        output = plain(step.module.record(dossier, facts, done))
        outcome = {"kind": "done", **plain(done)} if done else {"kind": "unneeded"}
        ended = _ended(step, run, facts, now, state="done", outcome=outcome, output=output)
        seen = replace(dossier, outputs={**dossier.outputs, step.name: output})
        then: Then = after(process, step, now)
        complete(run, [ended], then, process=process, now=now, card=process.card(seen))


def _ended(step: Step, run: StepRun, facts: Any, now: datetime, **how: Any) -> Ended:
    return Ended(step=step, started_at=run.started_at or now, finished_at=now, facts=plain(facts), **how)
