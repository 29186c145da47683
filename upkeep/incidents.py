"""Turns what a check has found into questions to people: each once, and withdrawn when it is healed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from upkeep.models import Breach
from upkeep.process import NAME
from workflow import engine
from workflow.invariants import Breach as Found
from workflow.invariants import Examined, Rule, Scope
from workflow.models import Case
from workflow.people import Card

# Of one rule: who has this many to look at learns nothing from more. The next check tells of the rest.
MOST_OPEN = 100


@dataclass(frozen=True, slots=True)
class Reported:
    """How many questions a check has opened, and how many it found healed."""

    opened: int
    healed: int


def report(examined: Iterable[Examined], scope: Scope) -> Reported:
    """Open a case for each new breach, and tell those of earlier ones that are healed. `scope` has no cases."""
    opened = healed = 0
    for one in examined:
        found = _by_subject(one.breaches)
        opened += sum(_open(breach, scope.now) for breach in _new(one.rule, found))
        healed += sum(_heal(breach, scope.now) for breach in _gone(one, found, scope))
    return Reported(opened, healed)


def _by_subject(breaches: Sequence[Found]) -> Mapping[str, Found]:
    """One for each subject, with all that is wrong with it."""
    joined: dict[str, Found] = {}
    for breach in breaches:
        before = joined.get(breach.subject)
        sentence = f"{before.sentence} {breach.sentence}" if before else breach.sentence
        joined[breach.subject] = Found(breach.rule, breach.subject, sentence, breach.case)
    return joined


def _new(rule: Rule, found: Mapping[str, Found]) -> list[Found]:
    """Not those that are asked about already, those explained as they are, or those of questions like these."""
    earlier = Breach.objects.filter(rule=rule.name, subject__in=[_short(subject) for subject in found])
    known = set(earlier.filter(closed_at=None).values_list("subject", flat=True))
    explained = set(earlier.filter(closed_at__isnull=False, healed_at=None).values_list("subject", "sentence"))
    ours = set(
        Case.objects.filter(process=NAME, id__in=[one.case for one in found.values() if one.case]).values_list(
            "id", flat=True
        )
    )
    room = MOST_OPEN - Breach.objects.filter(rule=rule.name, closed_at=None).count()
    new = [
        one
        for one in found.values()
        if _short(one.subject) not in known
        and (_short(one.subject), one.sentence) not in explained
        and one.case not in ours
    ]
    return new[: max(room, 0)]


def _open(found: Found, now: datetime) -> bool:
    """False where another check was quicker."""
    subject = {"rule": found.rule, "subject": _short(found.subject), "sentence": found.sentence}
    card = Card(number=found.subject[:100], party=f"Rule {found.rule}", search=found.sentence[:2000])
    try:
        with transaction.atomic():
            case = engine.start(NAME, subject=subject, received_at=now, now=now, card=card)
            Breach.objects.create(case=case, about_id=found.case, found_at=now, **subject)
    except IntegrityError:
        return False
    return True


def _gone(one: Examined, found: Mapping[str, Found], scope: Scope) -> list[Breach]:
    """Open ones that this check would have found, and has not. What it could not look at stays as it was."""
    still = {_short(subject) for subject in found}
    breaches = Breach.objects.filter(rule=one.rule.name, closed_at=None, healed_at=None).exclude(subject__in=still)
    if one.unchecked:
        return []
    if not (one.rule.recent and scope.since):
        return list(breaches)
    about = list(breaches.exclude(about=None))
    narrowed = Scope(now=scope.now, cases=frozenset(breach.about_id for breach in about if breach.about_id))
    broken = {_short(breach.subject) for breach in one.rule.broken(narrowed)} if about else set()
    return [breach for breach in about if breach.subject not in broken]


def _heal(breach: Breach, now: datetime) -> bool:
    with transaction.atomic():
        if not Breach.objects.filter(pk=breach.pk, healed_at=None).update(healed_at=now):
            return False
        engine.emit([breach.signal], now=now)
    return True


def _short(subject: str) -> str:
    return subject[:300]
