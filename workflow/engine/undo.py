"""Takes an answer back before it takes effect. The decision stays as a record; it never counted and never will.

The work that waits for the answer and the person who takes it back meet at one row: a worker claims the ready run,
undo cancels it, each by the run's fence. Exactly one of them finds it as it was.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django_fsm import TransitionNotAllowed

from workflow.engine.history import History
from workflow.engine.move import Fenced, move
from workflow.engine.unable import AlreadyUndone, DecisionRefused, NoSuchDecision, TooLateToUndo
from workflow.models import Decision, Event, StepRun, Task, Undoing
from workflow.people import Actor
from workflow.reasons import INCIDENT

# Of the question: what the new task has of the one that was answered. Its clock goes on.
_SAME = (
    *("case_id", "step_run_id", "step", "reason", "role", "question", "params", "evidence", "also", "digest"),
    *("wakes_on", "opened_at", "answer_by", "sla_seconds", "sla_percent", "sla_next_at", "version"),
    *("assignee_id", "assignee_name"),
)


def undo(decision_id: int, *, actor: Actor, now: datetime) -> Task:
    """Take the answer back, and ask the same again as a new task. TooLateToUndo from its effect on."""
    decision = Decision.objects.select_related("case", "task", "undoing").filter(pk=decision_id).first()
    if decision is None:
        raise NoSuchDecision(f"There is no answer {decision_id}.")
    if actor.id != decision.actor_id and not actor.supervises:
        raise DecisionRefused(f"Only {decision.actor_name}, who gave this answer, or a manager can take it back.")
    _check_in_time(decision, now)
    try:
        with transaction.atomic(durable=True):
            return _take_back(decision, _waiting(decision), actor, now)
    except (Fenced, IntegrityError, TransitionNotAllowed):
        _check_in_time(Decision.objects.select_related("undoing").get(pk=decision_id), now)
        raise _too_late(decision) from None


def _check_in_time(decision: Decision, now: datetime) -> None:
    if decision.undone:
        by, again = decision.undoing.actor_name, decision.undoing.task_id
        raise AlreadyUndone(f"{by} has taken this answer back already. The question is task {again} now.")
    if now >= decision.effective_at:
        raise _too_late(decision)


def _too_late(decision: Decision) -> TooLateToUndo:
    return TooLateToUndo(
        f"This answer took effect at {decision.effective_at:%H:%M:%S} UTC and can't be taken back any more. "
        f"See on the page of case {decision.case_id} what can still be done."
    )


def _waiting(decision: Decision) -> StepRun:
    """The run that is to take the answer up, while nothing has happened in the case since."""
    newest = Event.objects.filter(case=decision.case_id, seq=decision.case.events_count).first()
    run = StepRun.objects.filter(case=decision.case_id, state="ready").first()
    if run is None or newest is None or (newest.kind, newest.data.get("decision")) != ("decided", decision.pk):
        raise Fenced(f"{decision} has been taken up")
    return run


def _take_back(decision: Decision, run: StepRun, actor: Actor, now: datetime) -> Task:
    case, answered = decision.case, decision.task
    move(run, "cancel", finished_at=now, sla_next_at=None)
    again = Task.objects.create(**{name: getattr(answered, name) for name in _SAME})
    undoing = Undoing.objects.create(
        case=case, decision=decision, task=again, actor_id=actor.id, actor_name=actor.name, at=now
    )
    history = History(case, now)
    told = {"undoing": undoing.pk, "decision": decision.pk, "again": again.pk, "name": actor.name}
    history.add("undone", actor=actor, step=answered.step, task=answered.pk, reason=answered.reason, **told)
    history.keep()
    name = "stumble" if answered.reason == INCIDENT.code else "ask"
    move(case, name, events_count=case.events_count, step=answered.step, reason=answered.reason)
    return again
