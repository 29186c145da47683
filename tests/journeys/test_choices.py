"""Each reason is reached by a real mail, and each choice leads on: to payment, refusal, or the next right question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samples.desk import Draft
from samples.truth import Invoice
from tests.journeys.provoked import FIRST_NUMBER, Provoker
from tests.journeys.system import System

pytestmark = pytest.mark.journey

Story = Mapping[str, Any]
Words = Callable[[Draft], tuple[str, ...]]


def nothing(_draft: Draft) -> tuple[str, ...]:
    return ()


def note(_draft: Draft) -> tuple[str, ...]:
    return ("--note", "as agreed by telephone")


def sets(**fields: str) -> Words:
    """Fields to correct; `{gross}` and the like stand for the invoice's own."""

    def words(draft: Draft) -> tuple[str, ...]:
        known = _own(draft.invoices[0]) if draft.invoices else {}
        pairs = ((name.replace("__", "."), value.format(**known)) for name, value in fields.items())
        return (*note(draft), *(word for name, value in pairs for word in ("--set", f"{name}={value}")))

    return words


def _own(invoice: Invoice) -> dict[str, str]:
    return {
        "number": invoice.number,
        "issued": invoice.issued.isoformat(),
        "gross": str(invoice.net + invoice.tax),
        "net": str(invoice.net),
        "tax": str(invoice.tax),
        "seller": invoice.seller.name,
        "order": f"PO-{FIRST_NUMBER // 100_000}{invoice.number[-5:]}",
    }


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one reason: by whom, with which words, and where the case must then be."""

    reason: str
    choice: str
    state: str
    next_reason: str | None = None
    user: str = "clerk"
    words: Words = nothing

    @property
    def name(self) -> str:
        return f"{self.reason}-{self.choice}"


TYPED_IN = sets(
    document_type="invoice",
    invoice_number="{number}",
    invoice_date="{issued}",
    seller_name="{seller}",
    buyer_name="Brackenfield Foods Ltd",
    currency="GBP",
    net="{net}",
    tax="{tax}",
    gross="{gross}",
    po_number="{order}",
)
ANSWERS = (
    Answer("unreadable", "correct", "completed", words=TYPED_IN),
    Answer("unreadable", "not_an_invoice", "ignored", words=note),
    Answer("unreadable", "refuse", "refused", words=note),
    Answer("not_payable_document", "set_aside", "ignored", words=note),
    Answer("not_payable_document", "correct", "waiting", "unreadable", words=sets(document_type="invoice")),
    Answer("wrong_company", "accept", "completed", words=note),
    Answer("wrong_company", "refuse", "refused", words=note),
    Answer("arithmetic_error", "correct", "completed", words=sets(net="{net}", tax="{tax}", gross="{gross}")),
    Answer("arithmetic_error", "refuse", "refused", words=note),
    Answer("new_vendor", "recheck", "waiting", "new_vendor"),
    Answer("new_vendor", "correct", "waiting", "new_vendor", words=sets(seller_name="Nobody & Sons")),
    Answer("new_vendor", "refuse", "refused", words=note),
    Answer("vendor_blocked", "recheck", "waiting", "vendor_blocked"),
    Answer("vendor_blocked", "refuse", "refused", words=note),
    Answer("bank_details_differ", "pay_master_account", "completed", words=note),
    Answer("bank_details_differ", "refuse", "refused", words=note),
    # The copy is taken for a second invoice: then its goods have been invoiced already.
    Answer("suspected_duplicate", "not_duplicate", "waiting", "quantity_variance", words=note),
    Answer("suspected_duplicate", "refuse", "refused", words=note),
    Answer("po_not_found", "correct", "completed", words=sets(po_number="{order}")),
    Answer(
        "po_not_found",
        "code_without_po",
        "waiting",
        "over_threshold",
        words=sets(gl_account="6310", cost_centre="FAC"),
    ),
    Answer("po_not_found", "refuse", "refused", words=note),
    Answer("currency_mismatch", "correct", "completed", words=sets(currency="GBP")),
    Answer("currency_mismatch", "refuse", "refused", words=note),
    Answer("price_variance", "accept", "completed", words=note),
    Answer("price_variance", "correct", "waiting", "arithmetic_error", words=sets(lines__1__unit_price="18.40")),
    Answer("price_variance", "refuse", "refused", words=note),
    Answer("quantity_variance", "recheck", "waiting", "quantity_variance"),
    Answer("quantity_variance", "correct", "waiting", "arithmetic_error", words=sets(lines__1__quantity="12")),
    Answer("quantity_variance", "refuse", "refused", words=note),
    Answer("over_threshold", "approve", "completed", user="approver", words=note),
    Answer("over_threshold", "refuse", "refused", user="approver", words=note),
)


@dataclass(frozen=True, slots=True)
class Provoked:
    """A case that asks, and the invoice it is about."""

    case: str
    draft: Draft


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("provoked")


@pytest.fixture(scope="module")
def provoked(system: System, folder: Path) -> dict[str, Provoked]:
    """One case for each answer, all delivered at once."""
    names = [answer.reason for answer in ANSWERS]
    written = Provoker(folder, date.today()).write(names)  # noqa: DTZ011 -- a calendar date of this machine
    system.lines("import_masters", folder / "masters")
    if before := [mail for _, mail, _ in written if mail is not None]:
        system.receive(*before)
        system.rest()
    said = system.receive(*(mail for mail, _, _ in written))
    system.rest()
    cases = [Provoked(line["cases"][0], draft) for line, (_, _, draft) in zip(said, written, strict=True)]
    return {answer.name: case for answer, case in zip(ANSWERS, cases, strict=True)}


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.name)
def test_the_choice_leads_on(system: System, provoked: dict[str, Provoked], answer: Answer) -> None:
    asked = provoked[answer.name]
    story = system.case(asked.case)
    assert story["reason"] == answer.reason, [task["question"] for task in story["tasks"]]

    after = system.decide(story, answer.choice, answer.user, *answer.words(asked.draft))
    questions = [task["question"] for task in after["tasks"]]
    assert (after["state"], after["reason"]) == (answer.state, answer.next_reason), questions
    if answer.state == "completed":
        assert len(after["postings"]) == len(after["payments"]) == 1
    if answer.state in ("refused", "ignored"):
        assert after["payments"] == []
    decided = [task for task in after["tasks"] if task["state"] == "decided"]
    assert [(task["choice"], task["decided_by"]) for task in decided] == [(answer.choice, answer.user)]
