"""What people do: they answer what they are asked, look things up on the other side, and book receipts.

Two clerks share a queue: each has a question open before it is answered, and now and then somebody thinks better of it.
"""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial
from random import Random

from chaos.sim.journeys import Says, Written
from chaos.sim.ledger import BuiltIn
from chaos.sim.outside import Accounts
from p2p.masters.load import import_folder
from p2p.models import Document
from workflow import clock, engine
from workflow.engine import UnableToDecide
from workflow.models import Case, Decision, Task
from workflow.people import Actor

# A decision of the portal can be undone for so long before anything runs.
UNDO = (timedelta(), timedelta(seconds=10))
# How often a question is given to somebody first, and how often the other clerk tries to answer it meanwhile.
HANDS, RIVALS = 0.2, 0.3


def answer_one(journeys: Sequence[Written], accounts: Accounts | BuiltIn, random: Random) -> None:
    """Answer one open question, if there is one that somebody would answer."""
    tasks = list(Task.objects.filter(state="open").select_related("case").order_by("id"))
    random.shuffle(tasks)
    for task in tasks:
        says = _about(task, journeys, accounts)
        if says is None:
            continue
        first, second = random.sample(_people(says.role), 2)
        try:
            _answer(task, says, first, second, random)
        except UnableToDecide:
            continue  # somebody was quicker or has it open, or the case is looking again: the next look tells
        return


def _people(role: str) -> list[Actor]:
    return [Actor(id=f"{role}-{number}", name=f"{role.title()} {number}", roles=frozenset({role})) for number in (1, 2)]


def _answer(task: Task, says: Says, first: Actor, second: Actor, random: Random) -> None:
    if random.random() < HANDS:
        engine.assign(task.pk, first, actor=second, now=clock.now())
    held = engine.hold(task.pk, actor=first, now=clock.now())
    delay = random.choice(UNDO)
    answer = partial(
        engine.decide, task.pk, says.choice, values=says.values, note="as agreed", delay=delay, seen=held.version
    )
    if random.random() < RIVALS:
        _try_in_vain(answer, second, held)
    answer(actor=first, now=clock.now())


def _try_in_vain(answer: Callable[..., Decision], rival: Actor, held: Task) -> None:
    """Nobody answers what somebody else has open, for as long as that lasts."""
    now = clock.now()
    with contextlib.suppress(UnableToDecide):
        answer(actor=rival, now=now)
        assert held.held_until is None or now >= held.held_until, f"{rival.id} answered what {held.holder_id} had open"


def take_one_back() -> None:
    """Take the newest answer back that has not taken effect yet, if there is one."""
    pending = Decision.objects.filter(effective_at__gt=clock.now(), undoing=None).order_by("-id").first()
    if pending is None:
        return
    actor = Actor(id=pending.actor_id, name=pending.actor_name, roles=frozenset(pending.actor_roles))
    with contextlib.suppress(engine.TooLateToUndo):
        engine.undo(pending.pk, actor=actor, now=clock.now())


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
