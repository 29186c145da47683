"""The one path by which mails come in."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from p2p import store
from p2p.models import Document, Email
from p2p.receiving import receive, receive_upload
from tests.p2p.conftest import NOW
from tests.p2p.mail.messages import OTHER_PDF, PDF, UBL, picture, raw
from workflow.models import Case
from workflow.people import Actor

pytestmark = pytest.mark.usefixtures("intake")

FIRST = raw(("a.pdf", PDF), ("b.pdf", OTHER_PDF), ("logo.png", picture(20, 20)))
CAROL = Actor(id="carol", name="Carol", roles=frozenset({"clerk"}))


def test_a_mail_becomes_a_case_for_each_document() -> None:
    received = receive(FIRST, source="command", now=NOW)
    assert received.as_line() == {
        "message_id": "<one@vendor.example>",
        "sha256": hashlib.sha256(FIRST).hexdigest(),
        "duplicate": False,
        "cases": [str(case.pk) for case in Case.objects.order_by("id")],
        "ignored": [
            {
                "file": "logo.png",
                "why": "This picture has 20 by 20 pixels: smaller than 300 by 300, so a logo rather than a page.",
            }
        ],
    }
    rows = Document.objects.order_by("id").values_list("case_id", "filename", "media_type", "size", "sha256")
    assert [(str(case), *rest) for case, *rest in rows] == [
        (received.cases[0], "a.pdf", "application/pdf", len(PDF), hashlib.sha256(PDF).hexdigest()),
        (received.cases[1], "b.pdf", "application/pdf", len(OTHER_PDF), hashlib.sha256(OTHER_PDF).hexdigest()),
    ]


def test_everything_is_kept_byte_for_byte() -> None:
    receive(FIRST, source="command", now=NOW)
    email = Email.objects.get()
    assert store.read(email.sha256) == FIRST
    assert [store.read(document.sha256) for document in email.documents.order_by("id")] == [PDF, OTHER_PDF]
    assert (email.source, email.sender, email.received_at, email.size) == (
        "command",
        "ar@vendor.example",
        NOW,
        len(FIRST),
    )


@pytest.mark.parametrize("again", [FIRST, b"Received: from relay.example\r\n" + FIRST])
def test_the_same_mail_again_is_a_duplicate_and_names_the_first_cases(again: bytes) -> None:
    first = receive(FIRST, source="command", now=NOW)
    second = receive(again, source="imap", now=NOW + timedelta(hours=1))
    assert (second.duplicate, second.cases, second.ignored) == (True, first.cases, first.ignored)
    assert second.sha256 == hashlib.sha256(again).hexdigest()
    assert (Email.objects.count(), Case.objects.count()) == (1, 2)


def test_the_same_invoice_in_another_mail_is_a_case_of_its_own() -> None:
    receive(raw(("a.pdf", PDF)), source="command", now=NOW)
    assert not receive(raw(("a.pdf", PDF), message_id="<two@vendor.example>"), source="command", now=NOW).duplicate
    assert Case.objects.count() == 2


def test_a_twin_lies_with_its_document_in_one_case() -> None:
    (case,) = receive(raw(("INV-77.pdf", PDF), ("INV-77.xml", UBL)), source="command", now=NOW).cases
    document = Document.objects.get(case_id=case, twin_of=None)
    assert [twin.filename for twin in document.twins.all()] == ["INV-77.xml"]


@pytest.mark.parametrize("content", [b"", b"no mail at all", PDF, b"\x00\xff" * 500])
def test_what_is_no_mail_is_kept_and_says_so(content: bytes) -> None:
    received = receive(content, source="command", now=NOW)
    assert (received.message_id, received.cases, received.duplicate) == (None, (), False)
    assert received.ignored == ({"file": None, "why": received.trouble},)
    assert store.read(received.sha256) == content
    assert receive(content, source="command", now=NOW).duplicate


def test_hostile_words_are_kept_without_harm() -> None:
    content = raw(("a.pdf", PDF)).replace(b"Subject: Invoice", b"Subject: \x00\xff =?utf-8?b?AAD/?= pay now")
    receive(content.replace(b'"a.pdf"', b'"a\x00\xed\xa0\x80.pdf"'), source="command", now=NOW)
    assert "pay now" in Email.objects.get().subject
    assert Document.objects.get().filename.endswith(".pdf")


def test_an_upload_takes_the_same_path() -> None:
    received = receive_upload([("a.pdf", PDF)], CAROL, now=NOW)
    assert len(received.cases) == 1
    assert Email.objects.get().source == "upload"
    assert receive_upload([("a.pdf", PDF)], CAROL, now=NOW).cases == received.cases


def test_nothing_is_taken_in_when_it_cannot_be_kept(data: Path) -> None:
    data.mkdir()
    (data / "documents").write_text("in the way")
    with pytest.raises(store.StoreTrouble):
        receive(FIRST, source="command", now=NOW)
    assert not Email.objects.exists()


def test_the_number_of_queries_grows_with_the_cases_only(django_assert_max_num_queries: object) -> None:
    receive(raw(), source="command", now=NOW)
    with django_assert_max_num_queries(25):  # type: ignore[operator]  # a context manager of pytest-django
        receive(raw(("a.pdf", PDF)), source="command", now=NOW)
