"""Begins a case."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from workflow import doorbell, registry
from workflow.engine import runs
from workflow.engine.history import History
from workflow.models import Case
from workflow.people import ENGINE, Card


def start(
    process_name: str,
    *,
    received_at: datetime,
    now: datetime,
    subject: Mapping[str, Any] | None = None,
    card: Card | None = None,
) -> Case:
    """Insert a case with its first step due at once; its chain is rung when the transaction is kept.

    Call it in the transaction that keeps what the case is about, so that neither is there without the
    other. `subject` (JSON) is handed to every step.
    """
    process = registry.registered(process_name)
    first = process.steps[0]
    with transaction.atomic():
        case = Case.objects.create(
            process=process.name,
            version=process.version,
            step=first.name,
            subject=dict(subject or {}),
            received_at=received_at,
            **runs.card_columns(card or Card()),
        )
        history = History(case, now)
        runs.due(process, first, case, due_at=now, now=now).save(force_insert=True)
        history.add("started", actor=ENGINE, process=process.name, version=process.version)
        history.keep()
        Case.objects.filter(pk=case.pk).update(runs=case.runs, events_count=case.events_count)
        doorbell.ring_on_commit(case.pk, process.links(first.name))
    return case
