"""The lending desk's counter: takes in slips that readers hand over. What happens to a slip is in its name."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError

from workflow import engine
from workflow.models import Case
from workflow.outcomes import Retryable
from workflow.people import Actor, Card


class CounterShut(Retryable):
    """The drawer under the counter is full. Empty it; nothing was taken in."""


@dataclass(frozen=True, slots=True)
class Taken:
    duplicate: bool
    cases: tuple[str, ...]
    ignored: tuple[dict[str, Any], ...] = ()


def take_in(files: Sequence[tuple[str, bytes]], actor: Actor, *, now: datetime) -> Taken:
    names = [name for name, _ in files]
    if "full.pdf" in names:
        raise CounterShut
    if "down.pdf" in names:
        raise OperationalError("the server closed the connection")
    digest = hashlib.sha256(repr([files, actor.id]).encode()).hexdigest()
    ignored = tuple({"file": name, "why": f"{name} is no slip."} for name in names if not name.endswith(".pdf"))
    if earlier := Case.objects.filter(subject__digest=digest).order_by("id"):
        return Taken(True, tuple(str(case.pk) for case in earlier), ignored)
    return Taken(
        False,
        tuple(_case(name, content, digest, actor, now) for name, content in files if name.endswith(".pdf")),
        ignored,
    )


def _case(name: str, content: bytes, digest: str, actor: Actor, now: datetime) -> str:
    subject = {"title": name, "digest": digest, "by": actor.id, "size": len(content)}
    card = Card(number=name[:100], party=actor.name)
    return str(engine.start("lending", subject=subject, received_at=now, now=now, card=card).pk)
