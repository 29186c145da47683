"""The first step: the stored document is there and whole."""

from typing import Any

import pytest

from p2p import receiving, store
from p2p.steps import receive
from tests.p2p.conftest import NOW
from tests.p2p.mail.messages import PDF, UBL, raw
from workflow import engine, registry
from workflow.engine.dossier import dossier_of
from workflow.models import Case, StepRun
from workflow.people import Dossier

pytestmark = pytest.mark.usefixtures("intake")


def arrived() -> Case:
    content = raw(("INV-77.pdf", PDF), ("INV-77.xml", UBL))
    (case,) = receiving.receive(content, source="command", now=NOW).cases
    return Case.objects.get(pk=case)


def dossier(case: Case) -> Dossier:
    return dossier_of(case, registry.pinned(case.process, case.version), "receive", now=NOW)


def output(case: Case) -> Any:
    engine.run_link(case.pk, "cases", clock=lambda: NOW)
    return StepRun.objects.get(case=case, step="receive", attempt=1).output


def test_the_output_names_the_document_its_twins_and_the_mail() -> None:
    said = output(arrived())
    assert {name: said["document"][name] for name in ("filename", "media_type", "size")} == {
        "filename": "INV-77.pdf",
        "media_type": "application/pdf",
        "size": len(PDF),
    }
    assert [twin["filename"] for twin in said["twins"]] == ["INV-77.xml"]
    assert said["email"] == {
        "sender": "ar@vendor.example",
        "subject": "Invoice",
        "message_id": "<one@vendor.example>",
        "received_at": "2026-03-02T09:00:00Z",
    }


def test_running_it_twice_says_the_same() -> None:
    facts = receive.load(dossier(arrived()))
    assert receive.run(facts) == receive.run(facts)


def test_a_missing_document_is_tried_again_then_an_incident() -> None:
    case = arrived()
    facts = receive.load(dossier(case))
    store.path_of(facts.document.sha256).unlink()
    with pytest.raises(store.DocumentMissing):
        receive.run(facts)
    assert output(case) is None
    assert "Restore" in StepRun.objects.get(case=case, step="receive", state="failed").error
