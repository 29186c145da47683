"""Bugs where money moves: keys, look-ups, answers of the accounts system, approval, what is recorded."""

from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

from chaos.bugs.bug import Bug, attribute, instead
from chaos.bugs.plans import at_each_point, bad_calls, in_peace
from chaos.sim.plan import Plan
from p2p.erp import answers
from p2p.erp.twin import Mode
from p2p.facts import ApprovalFacts
from p2p.models import Posting
from p2p.steps import approve, check_duplicate, post, schedule_payment
from workflow.engine import effect
from workflow.outcomes import Absent, Ask, Proceed, Unknown

IGNORED: dict[str, Any] = {"usual": "IGNORES_KEYS"}


def _key_of_the_attempt() -> AbstractContextManager[None]:
    def key(process: Any, step: Any, case: Any) -> str:
        return f"{process.name}:{case.uid}:{step.name}:{case.runs}"

    return instead(effect.effect_key, key)


def _unknown_is_absent(module: Any) -> AbstractContextManager[None]:
    real = module.find

    def find(facts: Any, key: str) -> Any:
        found = real(facts, key)
        return Absent() if isinstance(found, Unknown) else found

    return attribute(module, "find", find)


def _a_penny_less() -> AbstractContextManager[None]:
    real = Posting.objects.get_or_create

    def get_or_create(**named: Any) -> Any:
        named["defaults"]["gross"] -= Decimal("0.01")
        return real(**named)

    return attribute(Posting.objects, "get_or_create", get_or_create)


def _approves_whatever() -> AbstractContextManager[None]:
    """A worker whose approval step has lost its limit."""
    real = approve.decide

    def decide(facts: Any, limits: Any) -> Any:
        outcome = real(facts, limits)
        return Proceed(ApprovalFacts(by="engine", rule="")) if isinstance(outcome, Ask) else outcome

    return attribute(approve, "decide", decide)


def _fail_on(others: Any) -> None:
    if others:
        raise LookupError("planted")


def _swallowed() -> AbstractContextManager[None]:
    """The search for duplicates fails where there is one, and the failure counts as "none found"."""

    def load(dossier: Any) -> Any:
        facts = real(dossier)
        try:
            _fail_on(facts.others)
        except LookupError:
            return replace(facts, others=())
        return facts

    real = check_duplicate.load
    return attribute(check_duplicate, "load", load)


def _pays_the_whole_twice() -> AbstractContextManager[None]:
    """Both calls are made once more "to be sure"."""
    real = schedule_payment.perform

    def perform(facts: Any, key: str) -> Any:
        real(facts, key)
        return real(facts, key)

    return attribute(schedule_payment, "perform", perform)


@contextmanager
def _no_look_up(module: Any) -> Any:
    with attribute(module, "find", lambda facts, key: Absent()):
        yield


BUGS = (
    Bug(
        "key-of-the-attempt",
        "the key of a posting depends on the attempt",
        "effects:",
        _key_of_the_attempt,
        lambda: at_each_point("clean"),
    ),
    Bug(
        "no-look-up-post",
        "a posting is repeated without looking for it first",
        "booked_once:",
        lambda: _no_look_up(post),
        lambda: at_each_point("clean", **IGNORED),
        near=": after posting",
    ),
    Bug(
        "no-look-up-pay",
        "a payment is repeated without looking for it first",
        "booked_once:",
        lambda: _no_look_up(schedule_payment),
        lambda: at_each_point("clean", **IGNORED),
        near=": after scheduling",
    ),
    Bug(
        "unknown-is-absent",
        "what the other side can't tell is taken for not done",
        "should be posted 1 times, and was 2",  # our rules can't ask it: its own books tell
        lambda: _unknown_is_absent(post),
        lambda: at_each_point("clean", **IGNORED, blind=True),
        near=": after looking for a posting",
    ),
    Bug(
        "answer-believed",
        "an answer of the accounts system isn't held against what was asked",
        "booked:",
        lambda: instead(answers.understood, lambda done, key, expected: done),
        lambda: bad_calls("two-in-a-mail", Mode.DUPLICATE_REPLY),
    ),
    Bug(
        "a-penny-less", "a posting is recorded with another amount", "booked:", _a_penny_less, lambda: in_peace("clean")
    ),
    Bug(
        "pays-twice",
        "a payment is scheduled once more",
        "booked_once:",
        _pays_the_whole_twice,
        lambda: [Plan("1", ("clean",), **IGNORED)],
    ),
    Bug(
        "approves-whatever",
        "the limit of approval is lost",
        "auto_approvals:",
        _approves_whatever,
        lambda: in_peace("over-limit"),
    ),
    Bug(
        "swallowed", "a check that fails counts as passed", "should end", _swallowed, lambda: in_peace("invoiced-twice")
    ),
)
