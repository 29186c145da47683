"""Rule: what is posted or paid here is so in the accounts system, to the penny, and the other way round.

No breach is what is still in flight: the effect is intended or in doubt, and the case has not ended. Once an
effect is done, or its case has ended, both sides must say the same; also of what was held, cancelled or reversed.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from p2p.erp import Held
from p2p.erp.failures import NoStatement
from p2p.invariants.recorded import case_path, expected, records, standing
from p2p.invariants.statement import OPERATIONS, Operation, effects, keys_in
from p2p.models import Payment
from p2p.models.amendment import was_reversed
from workflow.invariants import Broken, Looked, Rule, Scope, Unchecked
from workflow.invariants.chunks import chunks
from workflow.models import Effect
from workflow.transitions import CASE


def look(scope: Scope) -> Iterator[Broken | Looked | Unchecked]:
    """From here to there, then from there to here."""
    for operation in OPERATIONS:
        try:
            yield from _ours(scope, operation)
        except NoStatement as error:
            yield Unchecked(f"Whether each {operation.name} is in the accounts system: {error or error.__doc__}")
            continue
        try:
            yield from _theirs(scope, operation)
        except NoStatement as error:
            yield Unchecked(f"Whether each {operation.name} there is known here: {error or error.__doc__}")
    yield from _paid_for_nothing(scope)


def _ours(scope: Scope, operation: Operation) -> Iterator[Broken | Looked]:
    """Everything that is done here, and its record, is there."""
    done = effects(scope, operation).filter(state="done").select_related("case").order_by("id")
    if scope.since:
        done = done.filter(done_at__gte=scope.since)
    looked = 0
    for chunk in chunks(done.iterator()):
        looked += len(chunk)
        keys = [effect.key for effect in chunk]
        there: dict[str, Held] = {}
        for held in operation.under(keys):
            there.setdefault(held.key, held)
        here = {record.key: record for record in records(operation).filter(key__in=keys)}
        stands = standing(operation, here.values(), scope)
        for effect in chunk:
            wanted = {**expected(operation, effect, here.get(effect.key)), **stands.get(effect.key, {})}
            for fault in _faults(effect, there.get(effect.key), here.get(effect.key), wanted):
                yield _broken(operation, effect.key, fault, effect.case_id)
    yield from _records_without_effect(scope, operation)
    yield Looked(f"{looked:,} {operation.name}s here")


def _theirs(scope: Scope, operation: Operation) -> Iterator[Broken | Looked]:
    """Everything that is there under a key of ours was meant, and is recorded once its case has ended."""
    looked = 0
    for chunk in chunks(operation.held(keys_in(scope, operation))):
        ours = [held for held in chunk if held.key.startswith(f"{operation.process}:")]
        looked += len(ours)
        meant = Effect.objects.filter(key__in=[held.key for held in ours])
        known = {row[0]: row[1:] for row in meant.values_list("key", "state", "case_id", "case__state")}
        for held in ours:
            state, case, case_state = known.get(held.key, ("", None, ""))
            if not state:
                yield _broken(operation, held.key, f"is in the accounts system as {held.reference}, unknown here")
            elif state != "done" and case_state in CASE.final():
                fault = f"is in the accounts system as {held.reference}; here it is {state}, and the case has ended"
                yield _broken(operation, held.key, fault, case)
    yield Looked(f"{looked:,} {operation.name}s in the accounts system")


def _faults(effect: Effect, held: Held | None, record: Any, wanted: Mapping[str, Any]) -> Iterator[str]:
    if record is None:
        yield f"is done as {effect.reference}, but there is no record of it"
    if held is None:
        who = f", as {effect.confirmed_by} said" if effect.confirmed_by else ""
        yield f"is done as {effect.reference}{who}, but the accounts system doesn't have it"
        return
    if held.reference != effect.reference:
        yield f"is {effect.reference} here, {held.reference} in the accounts system"
    for name, value in wanted.items():
        if name in held.data and not _same(held.data[name], value):
            yield f"has {name} {value or 'none'} here, {held.data[name] or 'none'} in the accounts system"


def _same(told: Any, value: Any) -> bool:
    if isinstance(value, dict):
        return isinstance(told, Mapping) and all(told.get(name, "") == part for name, part in value.items())
    try:
        return Decimal(str(told)) == Decimal(str(value))
    except ArithmeticError:
        return str(told) == str(value)


def _records_without_effect(scope: Scope, operation: Operation) -> Iterator[Broken]:
    """A record whose effect isn't done, or isn't there at all."""
    path = case_path(operation)
    done = effects(scope, operation).filter(state="done").values("key")
    strays = records(operation).filter(**scope.where(path)).exclude(key__in=done).order_by("id")
    for key, case in strays.values_list("key", path).iterator():
        yield _broken(operation, key, "is recorded here, but was never confirmed", case)


def _paid_for_nothing(scope: Scope) -> Iterator[Broken]:
    """A payment that will be made although its posting was taken back."""
    path = "posting__approval__case_id"
    live = Payment.objects.filter(was_reversed(path), **scope.where(path)).exclude(state="cancelled").order_by("id")
    for key, case in live.values_list("key", path).iterator():
        yield Broken(
            f"payment {key}", f"The payment {key} of case {case} is not cancelled, but its posting is reversed.", case
        )


def _broken(operation: Operation, key: str, fault: str, case: int | None = None) -> Broken:
    named = f" of case {case}" if case else ""
    return Broken(f"{operation.name} {key}", f"The {operation.name} {key}{named} {fault}.", case)


RULE = Rule(
    name="booked",
    meaning="What is posted, paid, held, cancelled or reversed here is so in the accounts system, to the penny, and "
    "the other way round.",
    remedy="Look for the key in the accounts system, and correct it there; nothing is repeated by itself.",
    look=look,
    recent=True,
    outside=True,
)
