"""Who decides, what the queue may know of a case, and what people have answered so far. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

# The roles that watch over the queue.
SUPERVISORS = frozenset({"manager", "controller"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: built at the edge from the login, never optional."""

    id: str
    name: str
    roles: frozenset[str] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def supervises(self) -> bool:
        """Whether they watch over the queue: they may take over, give away and take back what others do in it."""
        return not self.roles.isdisjoint(SUPERVISORS)


ENGINE = Actor(id="engine", name="Engine")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told: `id` is stable, so that nobody is told the same thing under two names."""

    id: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why this person may not give this answer, and what to do instead."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that the queue may know of a case. Given by the process, stored in indexed columns."""

    number: str = ""
    party: str = ""
    amount: Decimal | None = None
    currency: str = ""
    due_on: date | None = None
    at_risk_at: datetime | None = None
    cause: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One decision that a person gave in this case, as later steps see it.

    `digest` identifies the evidence that the person saw (see `workflow.answers.digest`).
    """

    task: int
    step: str
    reason: str
    choice: str
    actor: Actor
    note: str
    values: Mapping[str, str]
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What a step's `load` starts from: the case as it stands.

    `subject` is what the case was started with; `outputs` holds, by step name, what earlier steps said
    (JSON values); `answers` every decision so far, oldest first.
    """

    case_id: int
    uid: str
    received_at: datetime
    now: datetime
    subject: Mapping[str, Any]
    outputs: Mapping[str, Any]
    answers: tuple[Answer, ...] = ()
