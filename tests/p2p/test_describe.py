from datetime import timedelta

import pytest

from p2p.describe import brief, describe
from p2p.models import Match
from p2p.steps import post, schedule_payment
from tests.p2p.paper import NOW, Paper
from workflow.models import Case

pytestmark = pytest.mark.django_db


def test_a_case_without_a_document_says_so() -> None:
    case = Case.objects.create(process="procure_to_pay", version=1, step="receive", received_at=NOW)
    assert brief(case.pk) == {"message_id": None}
    assert describe(case.pk) == {
        "message_id": None,
        "documents": [],
        "invoice": None,
        "match": None,
        "approval": None,
        "postings": [],
        "payments": [],
        "amendments": [],
    }


def test_a_paid_invoice_is_told_whole() -> None:
    paper = Paper()
    key = paper.intend("post")
    facts = post.load(paper.dossier())
    posted = post.record(paper.dossier(), facts, post.perform(facts, key))
    dossier = paper.dossier(now=NOW + timedelta(seconds=1), post=posted)
    pay_key = paper.intend("schedule_payment")
    plan = schedule_payment.load(dossier)
    schedule_payment.record(dossier, plan, schedule_payment.perform(plan, pay_key))

    told = describe(paper.case.pk)
    assert told["message_id"] == "<one@thornburypaper.example>"
    assert [document["file"] for document in told["documents"]] == ["INV-1.pdf"]
    invoice = told["invoice"]
    assert {name: invoice[name] for name in ("invoice_number", "invoice_date", "due_date", "net", "gross")} == {
        "invoice_number": "INV-1",
        "invoice_date": "2026-05-11",
        "due_date": None,
        "net": "184.00",
        "gross": "220.80",
    }
    assert invoice["lines"] == [
        {
            "description": None,
            "sku": None,
            "quantity": "10",
            "unit": None,
            "unit_price": "18.40",
            "net": "184.00",
            "tax_rate": "20",
            "po_line": None,
        }
    ]
    assert told["match"]["po_number"] == "PO-7001"
    assert told["match"]["lines"] == [
        {"invoice_line": 1, "order_line": 1, "quantity": "10", "unit_price": "18.40", "order_price": "18.40"}
    ]
    assert told["approval"] == {
        "by": "engine",
        "rule": "gross 220.80 GBP below 500.00 GBP",
        "at": "2026-05-12T09:00:00Z",
    }
    (posting,) = told["postings"]
    assert (posting["key"], posting["gross"], posting["currency"]) == (key, "220.80", "GBP")
    assert [(entry["account"], entry["debit"], entry["credit"]) for entry in posting["entries"]] == [
        ("2110", "184.00", "0.00"),
        ("2201", "36.80", "0.00"),
        ("2100", "0.00", "220.80"),
    ]
    assert told["payments"] == [
        {
            "key": pay_key,
            "amount": "220.80",
            "currency": "GBP",
            "pay_on": "2026-06-10",
            "account": {
                "name": "Thornbury Paper Supplies Ltd",
                "iban": "",
                "sort_code": "202959",
                "account_number": "63748472",
            },
            "state": "scheduled",
        }
    ]


def test_an_invoice_coded_by_hand_shows_its_coding() -> None:
    paper = Paper()
    Match.objects.create(case=paper.case, invoice=paper.invoice, gl_account="6310", cost_centre="FAC", created_at=NOW)
    assert describe(paper.case.pk)["match"] == {
        "po_number": None,
        "gl_account": "6310",
        "cost_centre": "FAC",
        "lines": [],
    }
