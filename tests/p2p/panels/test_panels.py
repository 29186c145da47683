"""The panel of each reason, from a case that really asks; and its template, with whatever text strangers send."""

import html
from typing import Any

import msgspec
import pytest
from django.template.loader import render_to_string

from p2p.models import PurchaseOrder
from p2p.panels import panel
from p2p.process import PROCURE_TO_PAY
from tests.p2p.orders import CLERK, NOW, PAPER, Journey, company, order, thornbury
from workflow.models import Case, StepRun, Task
from workflow.outcomes import Ask
from workflow.people import Actor

pytestmark = pytest.mark.django_db
HOSTILE = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ panel }}{% debug %}", "A" * 90)
LOOKED = ("validate", "identify_vendor", "check_duplicate", "match_order", "match_three_way", "approve")


def asked(journey: Journey) -> tuple[str, dict[str, Any]]:
    """The question of the case, whose steps have left their facts as the engine keeps them."""
    _, outcome = journey.run()
    assert isinstance(outcome, Ask), outcome
    for number, name in enumerate(LOOKED, start=1):
        step = PROCURE_TO_PAY.step(name)
        try:
            facts = step.module.load(journey.dossier())
        except KeyError:
            break  # the case hasn't come to that
        StepRun.objects.create(
            case=journey.case,
            number=number,
            step=name,
            state="asked",
            facts=msgspec.to_builtins(facts),
            **dict.fromkeys(("due_at", "ring_at", "created_at", "sla_started_at"), NOW),
            sla_seconds=60,
        )
    return outcome.finding.reason, msgspec.to_builtins(outcome.finding.evidence)


def shown(journey: Journey) -> tuple[str, str]:
    """The reason, and its part of the page without tags."""
    reason, evidence = asked(journey)
    made = panel(journey.case.pk, reason, evidence)
    assert made, reason
    template = next(known.template for known in PROCURE_TO_PAY.reasons() if known.code == reason)
    task = Task(case=journey.case, reason=reason)
    page = render_to_string(template, {"panel": made, "task": task, "case": journey.case})
    return reason, page.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(autouse=True)
def buyer() -> None:
    company()


def test_a_price_is_shown_beside_the_order_s_with_both_variances() -> None:
    order(thornbury())
    dear = {**PAPER, "unit_price": "19.90", "net": "199.00"}
    reason, page = shown(Journey({"net": "199.00", "tax": "39.80", "gross": "238.80"}, lines=(dear,)))
    assert reason == "price_variance"
    for text in ("£19.90", "£18.40", "+£1.50 (+8.2 %): too much", "Tolerance: 2 % on a price, £5.00 on a line."):
        assert text in page


def test_goods_that_are_short_are_counted() -> None:
    order(thornbury(), received="6")
    reason, page = shown(Journey())
    assert reason == "quantity_variance"
    assert "+4 too many" in page


def test_a_duplicate_stands_beside_the_earlier_case_with_a_link_to_it() -> None:
    order(thornbury(), received="20", quantity="20")
    earlier = Journey()
    earlier.run()
    reason, page = shown(Journey({"invoice_number": "inv 3411"}))
    assert reason == "suspected_duplicate"
    assert f'<a href="/cases/{earlier.case.pk}/">Case {earlier.case.pk}</a>' in page
    assert "same number" in page
    assert page.count("(the same)") >= 5


def test_another_account_differs_from_the_vendor_s_own() -> None:
    order(thornbury())
    reason, page = shown(Journey({"sort_code": "309897", "account_number": "40017268"}))
    assert reason == "bank_details_differ"
    assert '<strong>20-29-59 63748472</strong><span class="unseen"> (differs)</span>' in page
    assert "30-98-97 40017268" in page


def test_nobody_in_the_master_is_said_so() -> None:
    reason, page = shown(Journey())
    assert reason == "new_vendor"
    assert "Nothing in the vendor master is like it." in page


def test_an_order_of_another_vendor_stands_beside_the_document_and_what_fits_may_be_taken() -> None:
    mine, other = thornbury(), thornbury(code="V1002", name="Castle & Wye Facilities Ltd", vat_id="GB1", sort_code="1")
    order(mine, "PO-8000")
    order(other, "PO-7001")
    reason, page = shown(Journey())
    assert reason == "po_not_found"
    assert "<strong>V1002</strong>" in page
    assert 'data-give="po_number" data-value="PO-8000"' in page


def test_sums_are_worked_out_again() -> None:
    order(thornbury())
    reason, page = shown(Journey({"gross": "240.80"}))
    assert reason == "arithmetic_error"
    assert "+£20.00" in page
    assert "✓</span> adds up" in page


def test_what_an_approver_must_know_is_there_with_who_handled_it() -> None:
    order(thornbury(), received="100", quantity="100")
    line = {**PAPER, "quantity": "50", "net": "920.00"}
    journey = Journey({"net": "920.00", "tax": "184.00", "gross": "1104.00"}, lines=(line,))
    reason, page = shown(journey)
    assert reason == "over_threshold"
    for text in (
        "£500.00 and more needs an approver",
        "£1,104.00",
        "20-29-59 63748472",
        "10 June 2026 (net 30 from 11 May",
    ):
        assert text in page
    assert "Nobody: everything was read from the document." in page


def test_wanted_fields_say_why_and_how_sure_and_come_first() -> None:
    journey = Journey({"invoice_number": None})
    journey.outputs["extract"]["fields"]["gross"]["confidence"] = 0.419
    reason, evidence = asked(journey)
    made = panel(journey.case.pk, reason, evidence)
    assert (made["doubted"], made["first"]) == (["gross"], ["invoice_number", "gross"])
    page = render_to_string("p2p/unsure.html", {"panel": made})
    assert "doubtful, 41 %" in page
    assert "not found on the document" in page


def test_a_case_that_nobody_was_asked_about_shows_its_lines_once_they_were_matched() -> None:
    order(thornbury(), received="6")
    journey = Journey()
    assert panel(journey.case.pk, "", {}) == {}
    asked(journey)
    made = panel(journey.case.pk, "", {})
    assert made["template"] == "p2p/match.html"
    assert made["match"].order == "PO-7001"


def test_facts_of_another_release_show_nothing() -> None:
    order(thornbury(), received="6")
    journey = Journey()
    reason, evidence = asked(journey)
    StepRun.objects.update(facts={"of": "another shape"})
    assert panel(journey.case.pk, reason, evidence) == {}
    assert panel(journey.case.pk, "never_heard_of", {}) == {}


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_stranger_writes_is_shown_as_text(text: str) -> None:
    vendor = thornbury(name=text[:200])
    order(vendor, received="6")
    PurchaseOrder.objects.update(number="PO-7001")
    strange = {**PAPER, "description": text}
    _, page = shown(Journey({"seller_name": text, "buyer_name": "Brackenfield Foods Ltd"}, lines=(strange,)))
    assert html.escape(text) in page
    if html.escape(text) != text:
        assert text not in page


def test_panels_of_a_long_invoice_ask_no_more_queries(django_assert_num_queries: Any) -> None:
    order(thornbury(), quantity="1000", received="6")
    journey = Journey({"net": "7360.00", "tax": "1472.00", "gross": "8832.00"}, lines=(PAPER,) * 40)
    reason, evidence = asked(journey)
    assert reason == "quantity_variance"
    with django_assert_num_queries(1):
        panel(journey.case.pk, reason, evidence)


def test_whoever_entered_something_is_named_to_the_approver() -> None:
    order(thornbury(), received="100", quantity="100")
    line = {**PAPER, "quantity": "50", "net": "920.00"}
    journey = Journey({"net": "920.00", "tax": "184.00", "gross": "1104.00", "po_number": None}, lines=(line,))
    reason, outcome = journey.run()
    assert reason == "match_order"
    journey.answer(outcome.finding, "correct", by=CLERK, po_number="PO-7001")  # type: ignore[union-attr]
    again = Case.objects.get(pk=journey.case.pk)
    reason, evidence = asked(journey)
    assert evidence["handled_by"] == [CLERK.id]
    _decided(again, CLERK, {"po_number": "PO-7001"})
    made = panel(journey.case.pk, reason, evidence)
    assert made["handled"] == ["Ann Clerk entered order number."]


def _decided(case: Case, by: Actor, values: dict[str, str]) -> None:
    run = StepRun.objects.filter(case=case).earliest("number")
    task = Task.objects.create(
        case=case, step_run=run, step="match_order", state="decided", opened_at=NOW, answer_by=NOW, sla_seconds=60
    )
    case.decisions.create(
        task=task,
        step="match_order",
        choice="correct",
        actor_id=by.id,
        actor_name=by.name,
        actor_roles=[],
        values=values,
        at=NOW,
        effective_at=NOW,
    )
