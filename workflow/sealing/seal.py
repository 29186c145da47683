"""Seals what has come to rest. Called by the tick; the engine's own transactions never wait for it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from workflow.models import Case, Event, Seal
from workflow.sealing import canonical, rows

# A case that runs is left alone until it has been quiet for so long: fewer, longer stretches.
QUIET = timedelta(minutes=1)
# Events that one seal covers at most, so that a round stays short whatever a case has been through.
STRETCH = 1000
_LOCK = 0x5EA1


def seal_due(*, now: datetime, batch: int) -> int:
    """Seal the unsealed events of up to so many resting cases; the number of seals made.

    One sealer at a time: where another one is at work, nothing is done.
    """
    if not _resting(now).exists():
        return 0
    with transaction.atomic():
        due = list(_to_seal(now)[:batch]) if _alone() else []
        return _seal(due, now) if due else 0


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        row = cursor.fetchone()
    return bool(row and row[0])


def _resting(now: datetime) -> QuerySet[Case]:
    """Cases with unsealed events that nothing is happening to."""
    newest = Event.objects.filter(case=OuterRef("pk"), seq=OuterRef("events_count"), at__gt=now - QUIET)
    return Case.objects.filter(sealed__lt=F("events_count")).filter(~Q(state="running") | ~Exists(newest))


def _to_seal(now: datetime) -> QuerySet[Case]:
    """Those cases, locked; one that is just being moved comes next time."""
    some = _resting(now).order_by("pk").only("pk", "uid", "events_count", "sealed")
    return some.select_for_update(skip_locked=True, no_key=True)


def _seal(due: Sequence[Case], now: datetime) -> int:
    last = {seal.case_id: seal for seal in _last_seals(due)}
    newest = Seal.objects.order_by("-place").only("place", "head").first()
    hashes = _hashes(due, last)
    made: list[Seal] = []
    for case in due:
        # From the last seal on, not from the case's own counter, which is only how it is found.
        before = last.get(case.pk)
        case.sealed = (before.last_seq if before else 0) + len(hashes[case.pk])
        if hashes[case.pk]:
            made.append(_next(case, before, made[-1] if made else newest, hashes[case.pk], now))
    Seal.objects.bulk_create(made)
    Case.objects.bulk_update(due, ["sealed"])
    return len(made)


def _last_seals(due: Sequence[Case]) -> QuerySet[Seal]:
    return Seal.objects.filter(case__in=due).order_by("case_id", "-number").distinct("case_id")


def _hashes(due: Sequence[Case], last: dict[int, Seal]) -> dict[int, list[str]]:
    """Of each case's next events, in order."""
    spans = [(case.pk, *_span(case, last.get(case.pk))) for case in due]
    uids = {case.pk: str(case.uid) for case in due}
    found = {(row[1], row[2]): canonical.event_hash(uids[row[1]], row) for row in rows.stretches(spans)}
    return {
        case: [found.get((case, seq), canonical.MISSING) for seq in range(first, final + 1)]
        for case, first, final in spans
    }


def _span(case: Case, before: Seal | None) -> tuple[int, int]:
    first = before.last_seq + 1 if before else 1
    return first, min(case.events_count, first + STRETCH - 1)


def _next(case: Case, before: Seal | None, newest: Seal | None, hashes: list[str], now: datetime) -> Seal:
    first, number = (before.last_seq + 1, before.number + 1) if before else (1, 1)
    place = newest.place + 1 if newest else 1
    span = (first, first + len(hashes) - 1)
    digest = canonical.seal_digest(
        before=before.digest if before else canonical.NOTHING,
        case_uid=str(case.uid),
        case=case.pk,
        number=number,
        place=place,
        span=span,
        hashes=hashes,
        at=rows.micros(now),
    )
    return Seal(
        case=case,
        number=number,
        place=place,
        first_seq=span[0],
        last_seq=span[1],
        hashes=hashes,
        digest=digest,
        head=canonical.chain_head(newest.head if newest else canonical.NOTHING, digest),
        sealed_at=now,
    )
