"""What the accounts system says that it holds, a stretch at a time, or key by key where it can't list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from p2p.erp import Held, erp
from p2p.erp.failures import NoStatement
from workflow.invariants import Scope
from workflow.models import Effect
from workflow.outcomes import Done, Unknown


@dataclass(frozen=True, slots=True)
class Operation:
    """One of the two things that are done in the accounts system: its step, and how people call it."""

    step: str
    name: str

    def held(self, keys: Sequence[str] | None) -> Iterator[Held]:
        """What the system holds under these keys, or at all. Raises NoStatement."""
        return erp().held_postings(keys) if self.step == "post" else erp().held_payments(keys)

    def found(self, key: str) -> Held | None:
        """What the system finds under one key. Raises NoStatement where it can't look."""
        found = erp().find_posting(key) if self.step == "post" else erp().find_payment(key)
        if isinstance(found, Unknown):
            raise NoStatement(found.why)
        return Held(key, found.reference, found.data) if isinstance(found, Done) else None

    def under(self, keys: Sequence[str]) -> Iterator[Held]:
        """What it holds under these keys, by statement or by search. Raises NoStatement where it does neither."""
        try:
            yield from self.held(keys)
        except NoStatement:
            yield from (held for key in keys if (held := self.found(key)) is not None)


POSTING = Operation("post", "posting")
PAYMENT = Operation("schedule_payment", "payment")
OPERATIONS = (POSTING, PAYMENT)


def effects(scope: Scope, operation: Operation) -> Any:
    """The effects that should have led to it."""
    return Effect.objects.filter(step=operation.step, **scope.where("case_id"))


def keys_in(scope: Scope, operation: Operation) -> list[str] | None:
    """None, which is everything, or the keys of the cases in scope."""
    return None if scope.cases is None else list(effects(scope, operation).values_list("key", flat=True))
