"""Files without a row and rows without a file are found."""

import pytest

from p2p import store
from p2p.models import Document, Email
from tests.p2p.invariants.conftest import Office, sentence
from upkeep import checkup
from workflow.invariants import Scope
from workflow.models import Case

pytestmark = pytest.mark.parts


def test_a_document_without_its_file(office: Office, paid: Case) -> None:
    document = Document.objects.get()
    store.path_of(document.sha256).unlink()

    assert office.subjects("stored_files") == [f"document {document.pk}"]
    assert office.subjects("stored_files", cases=frozenset({paid.pk})) == [f"document {document.pk}"]


def test_an_email_without_its_file(office: Office, paid: Case) -> None:
    email = Email.objects.get()
    store.path_of(email.sha256).unlink()

    assert office.subjects("stored_files") == [f"email {email.pk}"]


def test_a_file_that_was_cut_short(office: Office, paid: Case) -> None:
    document = Document.objects.get()
    store.path_of(document.sha256).write_bytes(b"half")

    assert "has 4 bytes, not " in sentence(office, "stored_files")


def test_a_file_without_a_row(office: Office, paid: Case) -> None:
    sha256 = store.put(b"nobody knows me")

    assert office.subjects("stored_files") == [f"file {sha256}"]
    young = Scope(now=office.now.replace(year=2000))
    assert checkup.broken(young, ["stored_files"]) == [], "within its hour a row may still come"


def test_pages_without_a_document(office: Office, paid: Case) -> None:
    store.pages_dir("0" * 64).mkdir(parents=True)

    assert office.subjects("stored_files") == [f"pages {'0' * 64}"]


def test_an_unfinished_file_is_told_of_and_harms_nobody(office: Office, paid: Case) -> None:
    (store.path_of(Document.objects.get().sha256).parent / ".arriving-x").write_bytes(b"h")

    (one,) = checkup.examine(Scope(now=office.now), ["stored_files"])
    assert one.breaches == ()
    assert any(text.startswith("1 unfinished files") for text in one.looked)
