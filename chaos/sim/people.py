"""What people do: they answer what they are asked, look things up on the other side, and book receipts."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import Random

from chaos.sim.journeys import Says, Written
from chaos.sim.ledger import BuiltIn
from chaos.sim.outside import Accounts
from p2p.masters.load import import_folder
from p2p.models import Document
from workflow import clock, engine
from workflow.engine.decide import UnableToDecide
from workflow.models import Case, Task
from workflow.people import Actor

# A decision of the portal can be undone for so long before anything runs.
UNDO = (timedelta(), timedelta(seconds=10))


def answer_one(journeys: Sequence[Written], accounts: Accounts | BuiltIn, random: Random) -> None:
    """Answer one open question, if there is one that somebody would answer."""
    tasks = list(Task.objects.filter(state="open").select_related("case").order_by("id"))
    random.shuffle(tasks)
    for task in tasks:
        says = _about(task, journeys, accounts)
        if says is None:
            continue
        actor = Actor(id=says.role, name=says.role.title(), roles=frozenset({says.role}))
        try:
            engine.decide(
                task.pk,
                says.choice,
                actor=actor,
                now=clock.now(),
                values=says.values,
                note="as agreed",
                delay=random.choice(UNDO),
            )
        except UnableToDecide:
            continue  # somebody was quicker, or the case is looking again: the next look tells
        return


def _about(task: Task, journeys: Sequence[Written], accounts: Accounts | BuiltIn) -> Says | None:
    if task.reason == "incident":
        return Says("retry")
    if task.reason == "effect_unknown":
        return _looked_up(task, accounts)
    journey = of_case(task.case, journeys)
    return journey.says(task.reason) if journey else None


def _looked_up(task: Task, accounts: Accounts | BuiltIn) -> Says:
    """A person can see in the other system what its interface doesn't tell."""
    reference = dict(accounts.books(task.step)).get(task.evidence["key"])
    return Says("was_done", values={"reference": reference}) if reference else Says("not_done")


def of_case(case: Case, journeys: Iterable[Written]) -> Written | None:
    """The journey that this case belongs to, by its mail."""
    raw = Document.objects.filter(case=case).values_list("email__sha256", flat=True).first()
    return next((journey for journey in journeys if raw in journey.hashes), None)


def receive_goods(journey: Written) -> None:
    """What was missing arrives, and is booked."""
    import_folder(journey.later, now=clock.now())
