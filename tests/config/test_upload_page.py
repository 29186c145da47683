"""The portal's upload and what takes invoices in, put together by the settings."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from p2p.models import Document, Email
from tests.exceptions_queue.conftest import login, words_of
from tests.p2p.mail.messages import OTHER_PDF, PDF
from workflow import registry
from workflow.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(settings: Any, tmp_path: Path) -> Iterator[Client]:
    settings.P2P_DATA = tmp_path / "data"
    settings.WORKFLOW_PROCESSES = ["tests.p2p.intake.INTAKE"]
    registry.forget()
    yield login("carol", "clerk")
    registry.forget()


def hand_in(client: Client, **files: bytes) -> Any:
    named = [SimpleUploadedFile(name.replace("_", "."), content) for name, content in files.items()]
    return client.post("/upload/", {"files": named})


def test_invoices_that_are_handed_in_become_cases_and_the_rest_is_named_with_the_reason(clerk: Client) -> None:
    assert hand_in(clerk, a_pdf=PDF, b_pdf=OTHER_PDF, c_pdf=PDF, d_zip=b"PK\x03\x04" + b"x" * 99).status_code == 302
    page = clerk.get("/upload/")
    for case in Case.objects.all():
        assert f'href="/cases/{case.pk}/"' in page.content.decode()
    assert [document.filename for document in Document.objects.order_by("id")] == ["a.pdf", "b.pdf"]
    assert "c.pdf: The same file is attached twice; it is looked at once." in words_of(page)
    assert "d.zip: " in words_of(page)
    assert Email.objects.get().source == "upload"


def test_nothing_is_lost_where_nothing_can_be_kept(clerk: Client, settings: Any) -> None:
    settings.P2P_DATA.mkdir()
    (settings.P2P_DATA / "documents").write_text("in the way")
    response = hand_in(clerk, a_pdf=PDF)
    assert response.status_code == 503
    assert "Check that P2P_DATA can be written to. Nothing is lost: send the same files again" in words_of(response)
    assert not Email.objects.exists()
    (settings.P2P_DATA / "documents").unlink()
    assert hand_in(clerk, a_pdf=PDF).status_code == 302
    assert Case.objects.count() == 1
