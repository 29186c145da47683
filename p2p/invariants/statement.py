"""What the accounts system says that it holds, a stretch at a time, or key by key where it can't list."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from p2p.amending.process import NAME as AMEND
from p2p.erp import Held, erp
from p2p.erp.failures import NoStatement
from p2p.receiving import PROCESS
from workflow.invariants import Scope
from workflow.models import Effect
from workflow.outcomes import Done, Found, Unknown


@dataclass(frozen=True, slots=True)
class Operation:
    """One of the things that are done in the accounts system: whose step does it, and how people call it.

    `asked` names what was asked for that the system must tell alike.
    """

    process: str
    step: str
    name: str
    held: Callable[[Sequence[str] | None], Iterator[Held]]
    look_up: Callable[[str], Found]
    asked: tuple[str, ...]

    def found(self, key: str) -> Held | None:
        """What the system finds under one key. Raises NoStatement where it can't look."""
        found = self.look_up(key)
        if isinstance(found, Unknown):
            raise NoStatement(found.why)
        return Held(key, found.reference, found.data) if isinstance(found, Done) else None

    def under(self, keys: Sequence[str]) -> Iterator[Held]:
        """What it holds under these keys, by statement or by search. Raises NoStatement where it does neither."""
        try:
            yield from self.held(keys)
        except NoStatement:
            yield from (held for key in keys if (held := self.found(key)) is not None)


POSTING = Operation(
    PROCESS,
    "post",
    "posting",
    lambda keys: erp().held_postings(keys),
    lambda key: erp().find_posting(key),
    ("kind", "vendor_code", "currency", "gross"),
)
PAYMENT = Operation(
    PROCESS,
    "schedule_payment",
    "payment",
    lambda keys: erp().held_payments(keys),
    lambda key: erp().find_payment(key),
    ("posting_reference", "vendor_code", "currency"),
)
CHANGE = Operation(
    AMEND,
    "change_payment",
    "change of a payment",
    lambda keys: erp().held_changes(keys),
    lambda key: erp().find_change(key),
    ("act", "payment_reference", "vendor_code", "currency", "amount", "pay_on"),
)
REVERSAL = Operation(
    AMEND,
    "reverse_posting",
    "reversal",
    lambda keys: erp().held_reversals(keys),
    lambda key: erp().find_reversal(key),
    ("posting_reference", "vendor_code", "currency", "gross"),
)
OPERATIONS = (POSTING, PAYMENT, CHANGE, REVERSAL)


def effects(scope: Scope, operation: Operation) -> Any:
    """The effects that should have led to it."""
    return Effect.objects.filter(step=operation.step, **scope.where("case_id"))


def keys_in(scope: Scope, operation: Operation) -> list[str] | None:
    """None, which is everything, or the keys of the cases in scope."""
    return None if scope.cases is None else list(effects(scope, operation).values_list("key", flat=True))
