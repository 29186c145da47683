"""The golden journeys: real mails, what people say when they are asked, and what each must come to.

Whatever goes wrong on the way, a journey ends as it is written here: that is the promise.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from samples.demo import again, clean, questions, wrappings
from samples.demo.scenario import Scenario, Writer
from samples.desk import Desk, Draft, Want
from samples.masters import masters
from samples.vendors import LOWTHER, RIDGEWAY, THORNBURY, VENDORS

TODAY = date(2026, 3, 2)  # a Monday
FIRST_NUMBER, NUMBERS_EACH = 400_000, 100

_SAMPLES: Mapping[str, Writer] = dict((*clean.SAMPLES, *questions.SAMPLES, *wrappings.SAMPLES, *again.SAMPLES))


@dataclass(frozen=True, slots=True)
class Says:
    """A person's answer to a question."""

    choice: str
    role: str = "clerk"
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """Mails in the order of delivery, answers by reason, and the end.

    `ends` are the states of its cases, `posted` and `paid` how often the accounts system books and pays for
    them all together. `goods_come`: what was missing is received once the case sleeps.
    """

    name: str
    write: Callable[[Desk], tuple[Draft, ...]]
    ends: tuple[str, ...]
    posted: int
    paid: int
    answers: Mapping[str, Says] = field(default_factory=dict)
    goods_come: bool = False


def _one(name: str) -> Callable[[Desk], tuple[Draft, ...]]:
    return lambda desk: (_SAMPLES[name](desk, {}),)


def _scenario(scenario: Scenario) -> Callable[[Desk], tuple[Draft, ...]]:
    return lambda desk: (scenario(desk, {}),)


def _after_original(files: int, *writers: Writer) -> Callable[[Desk], tuple[Draft, ...]]:
    """A clean invoice, and mails that refer to it. No two journeys have the same `files`: they aren't duplicates."""

    def write(desk: Desk) -> tuple[Draft, ...]:
        original = Scenario("A clean invoice", THORNBURY, (Want("TP-A480", files), Want("TP-LEVARC", 12)))(desk, {})
        earlier = {again.ORIGINAL: original, again.REPEATED: original}
        return (original, *(writer(desk, earlier) for writer in writers))

    return write


def _late(boxes: int) -> Callable[[Desk], tuple[Draft, ...]]:
    return _scenario(Scenario("Nothing received yet", THORNBURY, (Want("TP-A380", boxes, received=0),)))


_SHORT = Scenario("20 billed, 12 received", RIDGEWAY, (Want("RP-001", 20, received=12),))
_DEAR = Scenario("Dearer than ordered, and over the limit", LOWTHER, (Want("HIRE-MEWP", 11),), alter=questions._dearer)
_PAID_ONCE = {"ends": ("completed",), "posted": 1, "paid": 1}
_NEVER_PAID = {"ends": ("refused",), "posted": 0, "paid": 0}


def _journey(name: str, write: Callable[[Desk], tuple[Draft, ...]], end: Mapping[str, Any], **more: Any) -> Journey:
    return Journey(name=name, write=write, **end, **more)


JOURNEYS: tuple[Journey, ...] = (
    _journey("clean", _one("clean-classic"), _PAID_ONCE),
    _journey("two-in-a-mail", _one("two-invoices"), {"ends": ("completed",) * 2, "posted": 2, "paid": 2}),
    _journey("over-limit", _one("over-limit"), _PAID_ONCE, answers={"over_threshold": Says("approve", "approver")}),
    _journey(
        "two-questions",
        _scenario(_DEAR),
        _PAID_ONCE,
        answers={"price_variance": Says("accept"), "over_threshold": Says("approve", "approver")},
    ),
    _journey("delivered-twice", _after_original(11, again.same_mail), _PAID_ONCE),
    _journey(
        "invoiced-twice",
        _after_original(12, again.duplicate),
        {"ends": ("completed", "refused"), "posted": 1, "paid": 1},
        answers={"suspected_duplicate": Says("refuse")},
    ),
    _journey(
        "credited",
        _after_original(13, again.credit_note),
        {"ends": ("completed", "completed"), "posted": 2, "paid": 1},
        answers={"quantity_variance": Says("recheck"), "price_variance": Says("recheck")},
    ),
    _journey("goods-late", _late(5), _PAID_ONCE, goods_come=True),
    _journey("goods-never", _late(6), _NEVER_PAID, answers={"goods_not_received": Says("refuse")}),
    _journey("short", _scenario(_SHORT), _PAID_ONCE, answers={"quantity_variance": Says("recheck")}, goods_come=True),
    _journey("unknown-order", _one("po-not-found"), _NEVER_PAID, answers={"po_not_found": Says("refuse")}),
    _journey("corrected", _one("arithmetic-error"), _PAID_ONCE, answers={"arithmetic_error": Says("correct")}),
    _journey(
        "other-account", _one("bank-changed"), _PAID_ONCE, answers={"bank_details_differ": Says("pay_master_account")}
    ),
    _journey(
        "set-aside",
        _after_original(14, again.statement, again.no_invoice),
        {"ends": ("completed", "ignored"), "posted": 1, "paid": 1},
        answers={"not_payable_document": Says("set_aside")},
    ),
)


@dataclass(frozen=True, slots=True)
class Written:
    """A journey with its mails, and the folder of what the company learns later."""

    journey: Journey
    drafts: tuple[Draft, ...]
    later: Path

    @property
    def mails(self) -> tuple[bytes, ...]:
        return tuple(draft.mail for draft in self.drafts)

    @property
    def hashes(self) -> frozenset[str]:
        """SHA-256 of each mail."""
        return frozenset(hashlib.sha256(mail).hexdigest() for mail in self.mails)

    def says(self, reason: str) -> Says | None:
        """What a person answers to this question; None where it should never be asked."""
        answer = self.journey.answers.get(reason)
        if answer and answer.choice == "correct":
            right = replace(self.drafts[0].invoices[0], stated_gross=None)
            return replace(answer, values={"gross": f"{right.gross:.2f}"})
        return answer


def write_all(folder: Path) -> tuple[Written, ...]:
    """Write `masters/` for all journeys and `later/NAME/` for each; the same bytes at every call."""
    written = []
    with masters(folder / "masters", VENDORS) as now:
        for index, journey in enumerate(JOURNEYS):
            later = folder / "later" / journey.name
            with masters(later, [], company=False) as then:
                first = FIRST_NUMBER + NUMBERS_EACH * index
                desk = Desk(TODAY, Random(journey.name), now, first, then)
                written.append(Written(journey, journey.write(desk), later))
    return tuple(written)
