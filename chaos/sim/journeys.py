"""The golden journeys: real mails, what people say when they are asked, and what each must come to.

Whatever goes wrong on the way, a journey ends as it is written here: that is the promise.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random

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


def _after_original(*writers: Writer) -> Callable[[Desk], tuple[Draft, ...]]:
    """A clean invoice, and mails that refer to it."""

    def write(desk: Desk) -> tuple[Draft, ...]:
        original = _SAMPLES[again.ORIGINAL](desk, {})
        earlier = {again.ORIGINAL: original, again.REPEATED: original}
        return (original, *(writer(desk, earlier) for writer in writers))

    return write


_LATE = Scenario("Nothing received yet", THORNBURY, (Want("TP-A380", 5, received=0),))
_SHORT = Scenario("20 billed, 12 received", RIDGEWAY, (Want("RP-001", 20, received=12),))
_DEAR = Scenario("Dearer than ordered, and over the limit", LOWTHER, (Want("HIRE-MEWP", 10),), alter=questions._dearer)

JOURNEYS: tuple[Journey, ...] = (
    Journey(name="clean", write=_one("clean-classic"), ends=("completed",), posted=1, paid=1),
    Journey(name="two-in-a-mail", write=_one("two-invoices"), ends=("completed", "completed"), posted=2, paid=2),
    Journey(
        name="over-limit",
        write=_one("over-limit"),
        ends=("completed",),
        posted=1,
        paid=1,
        answers={"over_threshold": Says("approve", "approver")},
    ),
    Journey(
        name="two-questions",
        write=_scenario(_DEAR),
        ends=("completed",),
        posted=1,
        paid=1,
        answers={"price_variance": Says("accept"), "over_threshold": Says("approve", "approver")},
    ),
    Journey(
        name="delivered-twice",
        write=_after_original(again.same_mail),
        ends=("completed",),
        posted=1,
        paid=1,
    ),
    Journey(
        name="invoiced-twice",
        write=_after_original(again.duplicate),
        ends=("completed", "refused"),
        posted=1,
        paid=1,
        answers={"suspected_duplicate": Says("refuse")},
    ),
    Journey(
        name="credited",
        write=_after_original(again.credit_note),
        ends=("completed", "completed"),
        posted=2,
        paid=1,
        answers={"quantity_variance": Says("recheck"), "price_variance": Says("recheck")},
    ),
    Journey(name="goods-late", write=_scenario(_LATE), ends=("completed",), posted=1, paid=1, goods_come=True),
    Journey(
        name="goods-never",
        write=_scenario(replace(_LATE, vendor=THORNBURY)),
        ends=("refused",),
        posted=0,
        paid=0,
        answers={"goods_not_received": Says("refuse")},
    ),
    Journey(
        name="short",
        write=_scenario(_SHORT),
        ends=("completed",),
        posted=1,
        paid=1,
        answers={"quantity_variance": Says("recheck")},
        goods_come=True,
    ),
    Journey(
        name="unknown-order",
        write=_one("po-not-found"),
        ends=("refused",),
        posted=0,
        paid=0,
        answers={"po_not_found": Says("refuse")},
    ),
    Journey(
        name="corrected",
        write=_one("arithmetic-error"),
        ends=("completed",),
        posted=1,
        paid=1,
        answers={"arithmetic_error": Says("correct")},
    ),
    Journey(
        name="other-account",
        write=_one("bank-changed"),
        ends=("completed",),
        posted=1,
        paid=1,
        answers={"bank_details_differ": Says("pay_master_account")},
    ),
    Journey(
        name="set-aside",
        write=_after_original(again.statement, again.no_invoice),
        ends=("completed", "ignored"),
        posted=1,
        paid=1,
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
