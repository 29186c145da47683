"""Holds what remains of a history against its promises: the invariants, and what the other sides say."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from chaos.sim import people
from chaos.sim.faults import CRASHLIKE
from chaos.sim.history import History
from chaos.sim.journeys import Written
from chaos.sim.outside import PostOffice
from upkeep import checkup
from workflow.invariants import Scope
from workflow.models import Case, Event, Message, Task
from workflow.models.message import UNSENT
from workflow.reasons import ENGINE_REASONS
from workflow.sealing.keys import public_key
from workflow.sealing.verify import verify

MOVES_WITHIN = 60.0
PEOPLE_AND_WORD = ("woken", "assigned", "decided", "undone")  # events for which a case waits
ENGINE_ASKS = tuple(reason.code for reason in ENGINE_REASONS)
DUE = "due"  # tells nothing where a clock was put back between two of its readings
FILES = "stored_files"  # the one rule that asks the disk, which has the real time


def breaches(history: History) -> list[str]:
    """What was promised and isn't so; empty where all is well."""
    return [
        *_invariants(history),
        *_ends(history),
        *_rang_too_early(history),
        *_asked_needlessly(history),
        *_error_pages(history),
        *_told(),
        *_slow_to_recover(history),
    ]


def _invariants(history: History) -> Iterator[str]:
    mails = frozenset(sha256 for journey in history.journeys for sha256 in journey.hashes)
    nothing = timedelta()
    jumped = any(fault.kind == "jump" for fault in history.plan.faults)
    for name in [rule.name for rule in checkup.rules()]:
        if name == DUE and jumped:
            continue
        now = datetime.now(UTC) + timedelta(days=1) if name == FILES else history.world.now()
        scope = Scope(now=now, grace=nothing, handed_over=mails)
        for breach in checkup.broken(scope, [name]):
            yield f"{breach.rule}: {breach.sentence}"
    for finding in verify(anchor=Path(settings.WORKFLOW_ANCHOR_FILE), key=public_key(settings.WORKFLOW_ANCHOR_KEY)):
        yield f"history: {finding}"


def _ends(history: History) -> Iterator[str]:
    """Each journey came to its end, and the other side has booked and will pay just that."""
    cases: dict[str, list[Case]] = {journey.journey.name: [] for journey in history.journeys}
    for case in Case.objects.order_by("id"):
        journey = people.of_case(case, history.journeys)
        if journey is None:
            yield f"case {case.pk} belongs to no mail"
        else:
            cases[journey.journey.name].append(case)
    for journey in history.journeys:
        yield from _end(history, journey, cases[journey.journey.name])


def _end(history: History, journey: Written, cases: list[Case]) -> Iterator[str]:
    name, wanted = journey.journey.name, journey.journey
    states = Counter(case.state for case in cases)
    if states != Counter(wanted.ends):
        stand = ", ".join(f"case {case.pk} {case.state} at {case.step} {case.reason}".strip() for case in cases)
        yield f"{name} should end {', '.join(wanted.ends)}, but: {stand or 'there is no case'}"
    identities = {str(case.uid) for case in cases}
    for what, step, count in (
        ("posted", "post", wanted.posted),
        ("paid", "schedule_payment", wanted.paid),
    ):
        keys = [key for key, _ in history.accounts.books(step) if any(uid in key for uid in identities)]
        if len(keys) != count:
            yield f"{name} should be {what} {count} times, and was {len(keys)} times"


def _asked_needlessly(history: History) -> Iterator[str]:
    """One crash is no reason to ask a person, where the other side can tell what it has done."""
    alone = [fault.kind for fault in history.plan.faults] in (["crash"], ["cut"])
    if alone and not history.plan.blind:
        for case, step, reason in Task.objects.filter(reason__in=ENGINE_ASKS).values_list("case_id", "step", "reason"):
            yield f"one crash made {step} of case {case} ask a person: {reason}"


def _rang_too_early(history: History) -> Iterator[str]:
    if history.world.rang_too_early:
        yield f"{history.world.rang_too_early} bells were rung inside a transaction"


def _error_pages(history: History) -> Iterator[str]:
    """A person whose answer was kept never sees an error, whatever happens to the broker."""
    for error in history.error_pages:
        yield f"a person saw {type(error).__name__}: {error}"


def _told() -> Iterator[str]:
    """Whatever we say was sent, the mail server has; and it has nothing that we don't know of."""
    rows = dict(Message.objects.values_list("message_id", "state"))
    for message_id, state in rows.items():
        if state == "sent" and not PostOffice.taken[message_id]:
            yield f"message {message_id} was never sent"
        if state in UNSENT:
            yield f"message {message_id} is still {state}"
    for message_id in PostOffice.taken.keys() - rows.keys():
        yield f"a message was sent of which nothing is known: {message_id}"


def _slow_to_recover(history: History) -> Iterator[str]:
    """How long each case that lost its worker stood still, and whether that was too long.

    It counts from the last fault that held this case up: who is struck again on the way begins anew.
    """
    if not {fault.kind for fault in history.plan.faults} <= CRASHLIKE:
        return
    for case_id, crashed in history.crashed:
        at = history.world.moment(crashed)
        moved = Event.objects.filter(case_id=case_id, at__gt=at).order_by("seq").first()
        if moved is None or moved.kind in PEOPLE_AND_WORD:
            continue  # what it did was done, and it waited for somebody or something
        seconds = (moved.at - max((at, *_setbacks(history, case_id, moved.at)))).total_seconds()
        history.struck.recovered.append(seconds)
        if seconds > MOVES_WITHIN:
            yield f"case {case_id} stood still for {seconds:.0f} s after a crash"


def _setbacks(history: History, case_id: int, until: datetime) -> tuple[datetime, ...]:
    """When this case was held up, before that moment."""
    times = (history.world.moment(time) for whom, time in history.setbacks if whom in (None, case_id))
    return tuple(time for time in times if time < until)
