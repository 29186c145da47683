"""What people may start by hand from a case, beside answering its questions: offered and begun by its process."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from workflow import registry
from workflow.define import Act, Process
from workflow.engine.decide import canonical
from workflow.engine.unable import Conflict, DecisionRefused, NoSuchAct, NoteRequired
from workflow.models import Case
from workflow.people import Actor, Refusal

Offer = tuple[Act, Refusal | None]


def acts_for(case: Case, actor: Actor) -> tuple[Offer, ...]:
    """Everything that the case's process lets people start, each with why this person may not."""
    process = _process_of(case)
    if not process.acts:
        return ()
    found = process.acts_look(case.pk)
    return tuple((act, act.offered(found, actor)) for act in process.acts)


def act(
    case_id: int,
    code: str,
    *,
    actor: Actor,
    now: datetime,
    note: str = "",
    values: Mapping[str, str] | None = None,
) -> int:
    """Start it; returns the number of the case that does it. Two people who start at once are heard in turn."""
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise NoSuchAct(f"There is no case {case_id}.")
    process = _process_of(case)
    chosen = _chosen(process, code)
    if chosen.note_required and not note.strip():
        raise NoteRequired(f"{chosen.label} needs a note that says why.")
    given = canonical(process, chosen, values or {})
    try:
        with transaction.atomic(durable=True):
            Case.objects.select_for_update(no_key=True).get(pk=case_id)
            refusal = chosen.offered(process.acts_look(case_id), actor)
            if refusal is not None:
                raise DecisionRefused(refusal.why)
            return chosen.begin(case_id, actor, note.strip(), given, now)
    except IntegrityError:
        raise Conflict("Somebody has just started the same. Look at the case again.") from None


def _process_of(case: Case) -> Process:
    return registry.pinned(case.process, case.version)


def _chosen(process: Process, code: str) -> Act:
    try:
        return process.act(code)
    except KeyError:
        known = ", ".join(act.code for act in process.acts) or "none"
        raise NoSuchAct(f"Nothing named {code!r} can be started from this case. There is: {known}.") from None
