"""Header fields as the page shows them."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from p2p.formats.reading import Field, Line, Reading
from p2p.models import Document
from p2p.shown import fields_of, shown
from workflow.models import Case, Decision, StepRun, Task
from workflow.papers import Shown
from workflow.people import Actor, Answer

NOW = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
BOX = (10.0, 20.0, 60.0, 32.0)
ANN = Actor("ann", "Ann Clerk", frozenset({"clerk"}))


def reading(**fields: Any) -> Reading:
    def field(given: Any) -> Field:
        given = given if isinstance(given, dict) else {"value": given}
        return Field(
            **{"confidence": 0.97, "source": "text", "page": 1, "box": BOX, "why": "beside its label", **given}
        )

    return Reading(format="pdf", fields={name: field(given) for name, given in fields.items()}, lines=(Line(net="1"),))


def corrects(**values: str) -> Answer:
    return Answer(
        task=1,
        step="validate",
        reason="unreadable",
        choice="correct",
        actor=ANN,
        note="",
        values=values,
        digest="",
        at=NOW,
    )


def by_name(read: Reading, *answers: Answer) -> dict[str, Shown]:
    return {field.name: field for field in fields_of(read, answers, paper="7")}


def test_a_field_says_what_where_and_how_sure() -> None:
    found = by_name(reading(gross={"value": "1220.80", "confidence": 0.4, "runner_up": "1020.80"}, currency="GBP"))
    assert found["gross"] == Shown(
        name="gross",
        label="Total",
        value="£1,220.80",
        source="read from the text",
        confidence=0.4,
        paper="7",
        page=1,
        box=BOX,
        why="beside its label",
        runner_up="£1,020.80",
    )


def test_dates_and_kinds_read_as_people_say_them() -> None:
    found = by_name(reading(invoice_date="2026-05-01", document_type="credit_note"))
    assert (found["invoice_date"].value, found["document_type"].value) == ("1 May 2026", "credit note")


def test_what_a_person_entered_counts_and_says_so() -> None:
    found = by_name(reading(gross="12.00", currency="GBP"), corrects(gross="21.00", po_number="PO-7"), corrects(tax=""))
    gross, order, tax = found["gross"], found["po_number"], found["tax"]
    assert (gross.value, gross.source, gross.confidence) == ("£21.00", "entered by Ann Clerk", None)
    assert (gross.why, gross.box) == ("The reader had “£12.00”.", BOX)
    assert (order.value, order.source, order.why, order.paper) == (
        "PO-7",
        "entered by Ann Clerk",
        "The reader had nothing.",
        "",
    )
    assert (tax.value, tax.source) == ("", "entered by Ann Clerk")


def test_what_cannot_be_used_stands_as_it_was_read_with_the_reason() -> None:
    found = by_name(reading(invoice_date="2026-02-31", gross="many"))
    assert found["invoice_date"].value == "2026-02-31"
    assert found["invoice_date"].why.startswith("'2026-02-31' is not a date.")
    assert (found["gross"].value, found["gross"].confidence) == ("many", 0.97)


def test_what_is_wanted_and_missing_is_there_and_the_rest_is_not() -> None:
    found = by_name(reading(iban={"value": None, "confidence": 0.0}))
    assert (found["gross"].value, found["gross"].source, found["gross"].confidence) == ("", "not found", None)
    assert "iban" not in found
    assert "due_date" not in found


@pytest.mark.parametrize("text", ["<b>x</b>", "{title}", "a\u202eb", "x" * 300, "\U0001f600"])
def test_strange_text_stays_text(text: str) -> None:
    found = by_name(reading(seller_name=text, currency=text, gross="5", iban={"value": text, "runner_up": text}))
    assert found["seller_name"].value == text
    assert found["iban"].runner_up == text


@pytest.mark.django_db
def test_the_case_tells_its_newest_reading_and_only_answers_in_effect() -> None:
    case = Case.objects.create(process="procure_to_pay", version=1, step="validate", received_at=NOW)
    assert shown(case.pk) == ()
    document = Document.objects.create(case=case, sha256="a" * 64, media_type="application/pdf", size=1)
    Document.objects.create(case=case, sha256="b" * 64, media_type="text/xml", size=1, twin_of=document)
    for number, stated in enumerate(("1.00", "2.00"), start=1):
        run = StepRun.objects.create(
            case=case,
            number=number,
            step="extract",
            state="done",
            output=msgspec.to_builtins(reading(gross=stated, currency="GBP")),
            **dict.fromkeys(("due_at", "ring_at", "created_at", "sla_started_at"), NOW),
            sla_seconds=60,
        )
    for value, at in (("3.00", NOW), ("4.00", datetime(2999, 1, 1, tzinfo=UTC))):
        task = Task.objects.create(
            case=case, step_run=run, step="validate", state="decided", opened_at=NOW, answer_by=NOW, sla_seconds=60
        )
        Decision.objects.create(
            case=case,
            task=task,
            step="validate",
            choice="correct",
            actor_id="ann",
            actor_name="Ann Clerk",
            actor_roles=[],
            values={"gross": value},
            at=NOW,
            effective_at=at,
        )
    total = next(field for field in shown(case.pk) if field.name == "gross")
    assert (total.value, total.source, total.paper) == ("£3.00", "entered by Ann Clerk", str(document.pk))


def test_account_numbers_are_grouped_as_people_compare_them() -> None:
    found = by_name(reading(iban="GB76BARC20295963748472", sort_code="202959", account_number="63748472"))
    assert [found[name].value for name in ("iban", "sort_code", "account_number")] == [
        "GB76 BARC 2029 5963 7484 72",
        "20-29-59",
        "63748472",
    ]
