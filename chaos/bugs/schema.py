"""Damage to the tables themselves: guards that somebody has taken away, and history that somebody has changed."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import connection
from django.db.models import F

from chaos.bugs.bug import Bug, instead
from chaos.bugs.plans import in_peace
from chaos.sim.plan import Plan
from p2p.models import JournalLine
from workflow.engine import tick
from workflow.models import Event


@contextmanager
def _done(sql: str, undone: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(undone)


def _trigger_off() -> AbstractContextManager[None]:
    change = "ALTER TABLE workflow_event {} TRIGGER workflow_event_insert_only"
    return _done(change.format("DISABLE"), change.format("ENABLE"))


def _constraint_gone() -> AbstractContextManager[None]:
    return _done(
        "ALTER TABLE workflow_escalation DROP CONSTRAINT escalation_once_per_run",
        "ALTER TABLE workflow_escalation ADD CONSTRAINT escalation_once_per_run UNIQUE (step_run_id, percent)",
    )


def _identity_gone() -> AbstractContextManager[None]:
    return _done(
        "ALTER TABLE p2p_approval DROP CONSTRAINT p2p_approval_identity_key",
        "ALTER TABLE p2p_approval ADD CONSTRAINT p2p_approval_identity_key UNIQUE (identity)",
    )


def _history_edited() -> AbstractContextManager[None]:
    """Somebody with the owner's rights changes what was said to have happened, between two ticks."""

    def tick_and_edit(**named: object) -> object:
        ticked = tick(**named)  # type: ignore[arg-type]
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            Event.objects.filter(kind="started", case__sealed__gt=0).update(actor="nobody")
            cursor.execute("RESET session_replication_role")
        return ticked

    return instead(tick, tick_and_edit)


def _books_edited() -> AbstractContextManager[None]:
    """Somebody with the owner's rights changes an amount in the ledger."""

    def tick_and_edit(**named: object) -> object:
        ticked = tick(**named)  # type: ignore[arg-type]
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            JournalLine.objects.filter(debit__gt=0).update(debit=F("debit") + 1)
            cursor.execute("RESET session_replication_role")
        return ticked

    return instead(tick, tick_and_edit)


BUGS = (
    Bug(
        "books-edited",
        "somebody changes an amount in the built-in ledger",
        "journal:",
        _books_edited,
        lambda: [Plan("1", ("credited",), usual="LEDGER")],
    ),
    Bug(
        "trigger-off",
        "the trigger that guards the history is off",
        "guards:",
        _trigger_off,
        lambda: in_peace("clean"),
        stays=True,
    ),
    Bug(
        "constraint-gone",
        "a unique constraint is missing",
        "guards:",
        _constraint_gone,
        lambda: in_peace("clean"),
        stays=True,
    ),
    Bug(
        "identity-gone",
        "an invoice's identity may pass approval twice",
        "guards:",
        _identity_gone,
        lambda: in_peace("clean"),
        stays=True,
    ),
    Bug(
        "history-edited",
        "somebody edits the history",
        "history:",
        _history_edited,
        lambda: in_peace("goods-never", "two-questions"),
    ),
)
