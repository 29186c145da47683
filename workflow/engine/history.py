"""Collects the events of one change, and keeps them with it."""

from datetime import datetime
from typing import Any

from workflow.models import Case, Event
from workflow.people import Actor


class History:
    """Events are numbered from the case's counter, whose fence the same transaction guards."""

    def __init__(self, case: Case, now: datetime) -> None:
        self.case = case
        self.now = now
        self.events: list[Event] = []

    def add(self, kind: str, *, actor: Actor, step: str = "", **data: Any) -> None:
        """Note that something happened; `data` must be JSON values."""
        self.case.events_count += 1
        self.events.append(
            Event(
                case=self.case,
                seq=self.case.events_count,
                at=self.now,
                kind=kind,
                actor=actor.id,
                step=step,
                data=data,
            )
        )

    def keep(self) -> None:
        """Insert what was noted."""
        Event.objects.bulk_create(self.events)
        self.events = []
