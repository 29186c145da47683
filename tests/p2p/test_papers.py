"""The papers of an invoice's case: what there is of each, and only of this case's."""

import io
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image

from p2p import papers as shelf
from p2p import receiving, store
from p2p.models import Document
from p2p.papers import paper_file, papers
from tests.p2p.conftest import NOW
from tests.p2p.formats import drawn
from tests.p2p.formats.test_visible_part import stored
from tests.p2p.mail.messages import message, raw
from workflow import engine
from workflow.models import Case, StepRun

pytestmark = [pytest.mark.parts, pytest.mark.usefixtures("intake")]

TWINS = raw(("HL-20417.pdf", drawn.pdf()), ("HL-20417.xml", drawn.UBL.encode()))


def taken_in(mail: bytes, *, read: bool = True) -> int:
    """The first case of the mail, read unless told otherwise."""
    case = int(receiving.receive(mail, source="command", now=NOW).cases[0])
    for queue in ("cases", "documents") if read else ():
        engine.run_link(case, queue, clock=lambda: NOW)
    return case


def words_of(case: int, paper: str) -> dict[int, list[list[Any]]]:
    file = paper_file(case, paper, "words")
    assert file
    return msgspec.json.decode(file.content, type=dict[int, list[list[Any]]])


def test_the_document_comes_first_then_its_twin_then_the_mail() -> None:
    case = taken_in(TWINS)
    page, twin, mail = papers(case)
    assert [one.title for one in (page, twin, mail)] == ["HL-20417.pdf", "HL-20417.xml", "Email"]
    assert [one.media_type for one in (page, twin, mail)] == ["application/pdf", "application/xml", "message/rfc822"]
    assert [(sheet.number, sheet.width, sheet.height, sheet.image) for sheet in page.pages] == [(1, 595, 842, True)]
    assert (page.text, twin.pages, mail.pages) == ("", (), ())
    assert "<cbc:ID>HL-20417</cbc:ID>" in twin.text
    assert mail.text.startswith(
        "From: Accounts <ar@vendor.example>\nTo: invoices@buyer.example\nSubject: Invoice\nDate:"
    )
    assert "Please find our invoice attached." in mail.text
    assert mail.text.endswith("Attached:\n- HL-20417.pdf\n- HL-20417.xml")


def test_originals_are_the_bytes_that_came() -> None:
    case = taken_in(TWINS)
    files = [paper_file(case, one.id, "original") for one in papers(case)]
    assert [file and file.content for file in files] == [drawn.pdf(), drawn.UBL.encode(), TWINS]
    assert [file and file.filename for file in files] == ["HL-20417.pdf", "HL-20417.xml", "Invoice.eml"]


def test_pages_are_pictures_and_words_in_points() -> None:
    case = taken_in(TWINS)
    (page, *_) = papers(case)
    picture = paper_file(case, page.id, "page-1")
    assert picture
    assert picture.media_type == "image/jpeg"
    width, height = Image.open(io.BytesIO(picture.content)).size
    assert width / height == pytest.approx(595 / 842, rel=0.01)
    assert "HL-20417" in [word[0] for word in words_of(case, page.id)[1]]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_was_scanned_sideways_agrees_with_its_words(turn: int) -> None:
    case = taken_in(raw(("turned.pdf", stored(turn, (0, 0), None))))
    page = papers(case)[0]
    assert [(sheet.width, sheet.height) for sheet in page.pages] == [(595, 842)]
    total = next(word for word in words_of(case, page.id)[1] if word[0] == "£568.80")
    output: Any = StepRun.objects.get(step="extract").output
    x0, top, x1, bottom = output["fields"]["gross"]["box"]
    assert (x0, top, x1, bottom) == pytest.approx(total[1:], abs=0.1)


@pytest.mark.parametrize("gone", ["page-001.jpg", "words.json", "."])
def test_what_was_made_from_the_document_is_made_again(gone: str) -> None:
    case = taken_in(TWINS)
    page = papers(case)[0]
    what = "words" if gone == "words.json" else "page-1"
    before = paper_file(case, page.id, what)
    folder = store.pages_dir(Document.objects.get(twin_of=None).sha256)
    shutil.rmtree(folder) if gone == "." else (folder / gone).unlink()
    assert before
    assert papers(case)[0] == page
    assert paper_file(case, page.id, what) == before


def test_a_document_that_is_being_read_says_so_and_is_not_read_for_a_page() -> None:
    case = taken_in(TWINS, read=False)
    page = papers(case)[0]
    assert (page.pages, page.text) == ((), shelf._NOT_YET)
    assert paper_file(case, page.id, "page-1") is None
    assert not store.pages_dir(Document.objects.get(twin_of=None).sha256).exists() or "page-001.jpg" not in [
        path.name for path in store.pages_dir(Document.objects.get(twin_of=None).sha256).iterdir()
    ]


def test_a_document_that_cannot_be_read_says_why() -> None:
    page = papers(taken_in(raw(("a.pdf", drawn.pdf(password="x")))))[0]
    assert page.pages == ()
    assert "protected by a password" in page.text


def test_of_a_reading_that_came_to_nothing_the_pictures_are_shown() -> None:
    case = taken_in(TWINS)
    run = StepRun.objects.get(step="extract")
    StepRun.objects.filter(pk=run.pk).update(output=None)
    (sheet,) = papers(case)[0].pages
    assert [sheet.width, sheet.height] == pytest.approx([595, 842], abs=1)


def test_nothing_of_another_case_is_given() -> None:
    case = taken_in(TWINS)
    other = taken_in(raw(("b.pdf", drawn.pdf("another page of five words")), message_id="<two@vendor.example>"))
    theirs = papers(other)[0].id
    assert paper_file(other, theirs, "original") is not None
    for what in ("original", "page-1", "words"):
        assert paper_file(case, theirs, what) is None
    assert paper_file(Case.objects.count() + 99, "mail", "original") is None


@pytest.mark.parametrize("paper", ["", "0", "-1", "１", "1 or 1=1", "../1", "9" * 18, "9" * 5000, "mail2"])
def test_an_odd_id_is_nobodys(paper: str) -> None:
    assert paper_file(taken_in(TWINS, read=False), paper, "original") is None


@pytest.mark.parametrize("what", ["page-0", "page-", "page-x", "page-1/../words", "page-99999", "page-７", ""])
def test_an_odd_file_is_nothing(what: str) -> None:
    case = taken_in(TWINS, read=False)
    assert [paper_file(case, one.id, what) for one in papers(case)] == [None, None, None]


def test_a_damaged_original_is_not_given() -> None:
    case = taken_in(TWINS)
    page = papers(case)[0]
    store.path_of(Document.objects.get(twin_of=None).sha256).write_bytes(b"something else")
    with pytest.raises(store.DocumentDamaged):
        paper_file(case, page.id, "original")


def test_a_link_in_the_folder_of_pages_is_not_followed(tmp_path: Path) -> None:
    case = taken_in(TWINS)
    secret = tmp_path / "secret"
    secret.write_bytes(b"\xff\xd8\xff secret")
    page = store.pages_dir(Document.objects.get(twin_of=None).sha256) / "page-007.jpg"
    page.symlink_to(secret)
    assert paper_file(case, papers(case)[0].id, "page-7") is None


@pytest.mark.parametrize(("name", "given"), [("", "document.pdf"), ("a.exe", "a.exe.pdf"), ("A.PDF", "A.PDF")])
def test_a_name_ends_as_its_content_says(name: str, given: str) -> None:
    case = taken_in(raw((name, drawn.pdf())), read=False)
    file = paper_file(case, papers(case)[0].id, "original")
    assert file
    assert file.filename == given


def test_the_text_of_a_mail_is_made_once_and_again_when_it_is_gone() -> None:
    case = taken_in(message(("a.pdf", drawn.pdf()), html="<p>Only <b>this</b></p>").as_bytes(), read=False)
    text = papers(case)[-1].text
    (kept,) = store.pages_dir(Document.objects.get().sha256).glob("mail-*.txt")
    assert kept.read_text(encoding="utf-8") == text
    kept.unlink()
    assert papers(case)[-1].text == text


def test_a_case_without_a_document_has_no_papers() -> None:
    assert papers(Case.objects.create(process="p", version=1, step="receive", received_at=NOW).pk) == ()
