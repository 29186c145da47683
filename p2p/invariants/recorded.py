"""What is recorded here of what was done in the accounts system, and how it must read there."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from p2p.invariants.statement import PAYMENT, POSTING, Operation
from p2p.models import Amendment, Payment, Posting
from workflow.invariants import Scope
from workflow.models import Effect
from workflow.transitions import CASE

# The case of a record, and what is told of it, by what it records.
_PATHS = {POSTING: "approval__case_id", PAYMENT: "posting__approval__case_id"}
_NAMES = {POSTING: ("gross", "currency"), PAYMENT: ("amount", "currency", "pay_on", "account")}


def records(operation: Operation) -> Any:
    """Every record of this operation."""
    if operation is POSTING:
        return Posting.objects.all()
    if operation is PAYMENT:
        return Payment.objects.all()
    act = Q(act="reverse_posting")
    done = Amendment.objects.filter(done_at__isnull=False)
    return done.filter(act if operation.step == "reverse_posting" else ~act)


def case_path(operation: Operation) -> str:
    """Where a record of this operation names its case."""
    return _PATHS.get(operation, "case_id")


def expected(operation: Operation, effect: Effect, record: Any) -> Mapping[str, Any]:
    """What was asked, and over it what is recorded."""
    request = effect.request.get("request") or {}
    asked = {name: request[name] for name in operation.asked if name in request}
    return asked | ({name: getattr(record, name) for name in _NAMES.get(operation, ())} if record else {})


def standing(operation: Operation, kept: Iterable[Any], scope: Scope) -> Mapping[str, Mapping[str, Any]]:
    """How payments and postings stand here, by key: not those that are just being changed, or were within the grace.

    Ask for it when the other side has been looked at: what moved meanwhile isn't held against it.
    """
    if operation not in _PATHS:
        return {}
    rows = [(record, record.pk if operation is POSTING else record.posting_id) for record in kept]
    about = Amendment.objects.filter(posting_id__in=[posting for _, posting in rows])
    moving = (Q(closed_at=None) & ~Q(case__state__in=CASE.final())) | Q(closed_at__gt=scope.now - scope.grace)
    unsettled = set(about.filter(moving).values_list("posting_id", flat=True))
    taken_back = about.filter(act="reverse_posting", done_at__isnull=False)
    reversals = dict(taken_back.values_list("posting_id", "reference"))
    return {
        record.key: {"state": record.state} if operation is PAYMENT else {"reversed_by": reversals.get(posting, "")}
        for record, posting in rows
        if posting not in unsettled
    }
