"""Papers of a case: the pane on the page, and the files behind it, which strangers have sent and named."""

import html
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from exceptions_queue.boxes import chosen
from tests.exceptions_queue.archive import PICTURE, SCRIPT, TYPES, papers, shown
from tests.exceptions_queue.conftest import Desk, login
from tests.exceptions_queue.test_hostile_text import HOSTILE
from workflow import registry
from workflow.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(desk: Desk, settings: Any) -> Iterator[Desk]:
    settings.WORKFLOW_PROCESSES = ["tests.exceptions_queue.archive.ARCHIVE"]
    registry.forget()
    yield desk
    registry.forget()


def pane(case: Case, paper: str = "1") -> str:
    there = papers(case.pk)
    context = {"case": case, "papers": there, "paper": chosen(there, paper), "shown": shown(case.pk)}
    request = RequestFactory().get("/", {"view": "mine"})
    return render_to_string("exceptions_queue/_papers.html", context, request=request)


def original(client: Client, case: Case, paper: str) -> HttpResponse:
    response = client.get(f"/cases/{case.pk}/papers/{paper}/original")
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize("paper", TYPES)
def test_a_file_runs_nothing_and_only_pictures_and_pdfs_open(archive: Desk, clerk: Client, paper: str) -> None:
    response = original(clerk, archive.request(title="Emma"), paper)
    assert response.status_code == 200
    assert response.content == SCRIPT
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    opens = paper in ("1", "png", "jpeg")
    assert response["Content-Disposition"].startswith("inline;" if opens else "attachment;")
    assert response["Content-Type"] == (TYPES[paper] if paper != "odd" else "application/octet-stream")
    assert "X-Injected" not in response


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("Emma.pdf", 'filename="Emma.pdf"'),
        ('a";filename=evil.exe;".pdf', 'filename="a_;filename=evil.exe;_.pdf"'),
        ("a\r\nSet-Cookie: x=1.pdf", 'filename="a Set-Cookie_ x=1.pdf"'),
        ("../../etc/passwd", 'filename="_.._etc_passwd"'),
        ("C:\\boot.ini", 'filename="C__boot.ini"'),
        ("Rechnung März €.pdf", "filename*=utf-8''Rechnung%20M%C3%A4rz%20%E2%82%AC.pdf"),
        ("\u202efdp.exe", 'filename="fdp.exe"'),
        (" . ", 'filename="document"'),
        ("A" * 300 + ".pdf", f'filename="{"A" * 146}.pdf"'),
    ],
)
def test_a_name_is_one_name_in_the_header(archive: Desk, clerk: Client, name: str, sent: str) -> None:
    response = original(clerk, archive.request(title=name), "1")
    assert response["Content-Disposition"] == f"inline; {sent}"
    assert "Set-Cookie" not in response


def test_pages_and_words_are_kept_by_the_browser_and_asked_for_by_their_hash(archive: Desk, clerk: Client) -> None:
    folder = f"/cases/{archive.request().pk}/papers/1"
    page = clerk.get(f"{folder}/pages/1.jpg")
    assert (page.content, page["Content-Type"]) == (PICTURE, "image/jpeg")
    assert page["Cache-Control"] == "private, max-age=900, immutable"
    assert "Expires" not in page
    assert "Cookie" in page["Vary"]
    again = clerk.get(f"{folder}/pages/1.jpg", headers={"If-None-Match": page["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    words = clerk.get(f"{folder}/words.json")
    assert words.json() == {"1": [["Emma", 1, 2, 3, 4]]}
    assert words["ETag"] != page["ETag"]


@pytest.mark.parametrize(
    "rest",
    ["2/original", "1/pages/2.jpg", "1/pages/0.jpg", "mail/words.json", "1%2F..%2F1/original", f"{'9' * 60}/original"],
)
def test_what_the_case_has_not_is_not_found(archive: Desk, clerk: Client, rest: str) -> None:
    response = clerk.get(f"/cases/{archive.request().pk}/papers/{rest}")
    assert response.status_code == 404
    assert "immutable" not in response.get("Cache-Control", "")


def test_another_case_has_its_own_papers(archive: Desk, clerk: Client) -> None:
    assert original(clerk, archive.request(bare=True), "1").status_code == 404
    assert clerk.get("/cases/99999999/papers/1/original").status_code == 404


def test_files_are_for_people_with_a_role(archive: Desk, client: Client) -> None:
    case = archive.request()
    for rest in ("1/original", "1/pages/1.jpg", "1/words.json"):
        address = f"/cases/{case.pk}/papers/{rest}"
        refused = login("nora").get(address)
        assert refused.status_code == 403
        assert "no-store" in refused["Cache-Control"]
        assert client.get(address).status_code == 302
        assert login("audrey", "auditor").get(address).status_code == 200
        assert login("audrey", "auditor").post(address).status_code == 405


def test_a_file_that_cannot_be_had_says_what_to_do(archive: Desk, clerk: Client) -> None:
    response = original(clerk, archive.request(), "gone")
    assert response.status_code == 503
    assert response.content.decode() == "The shelf is gone. Bring it back."
    assert "no-store" in response["Cache-Control"]


def test_a_case_of_an_unknown_version_has_no_files(archive: Desk, clerk: Client) -> None:
    case = archive.request()
    Case.objects.filter(pk=case.pk).update(version=9)
    assert original(clerk, case, "1").status_code == 404


def test_a_file_costs_few_queries(
    archive: Desk, clerk: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    case = archive.request()
    clerk.get("/")
    with django_assert_max_num_queries(6):  # 4 for the login and its preferences, the case, the papers
        original(clerk, case, "1")


def test_the_pane_has_a_tab_a_page_picture_and_boxes_in_points(archive: Desk) -> None:
    case = archive.request(title="Emma.pdf")
    page = pane(case)
    assert '<a href="?view=mine&amp;paper=1" id="tab-1" data-tab="1" title="Emma.pdf" aria-current="true">' in page
    assert f'<img src="/cases/{case.pk}/papers/1/pages/1.jpg" width="793" height="1123" alt="Page 1 of 2"' in page
    assert 'viewBox="0 0 595 842"' in page
    assert '<rect data-field="title" x="8.5" y="18.5" width="103.5" height="13.0">' in page
    assert "There is no picture of page 2." in page
    assert '<rect data-field="copies" x="0.0" y="0.0" width="842.2" height="13.5">' in page
    assert 'data-field="shelf"' not in page
    assert 'data-paper="mail" hidden' in page


def test_the_chosen_paper_is_shown_and_an_unknown_one_is_the_first(archive: Desk) -> None:
    case = archive.request()
    assert 'data-paper="mail">' in pane(case, "mail")
    assert 'data-paper="1" data-words=' in pane(case, "mail")
    assert 'data-paper="mail" hidden' in pane(case, "no such")
    assert chosen((), "1") is None


@pytest.mark.parametrize("text", HOSTILE)
def test_titles_labels_and_letters_are_text(archive: Desk, text: str) -> None:
    page = pane(archive.request(title=text, letter=text))
    escaped = html.escape(text)
    assert escaped in page
    assert escaped == text or text not in page


def test_a_case_without_papers_says_so(archive: Desk) -> None:
    case = archive.request()
    page = render_to_string("exceptions_queue/_papers.html", {"case": case, "papers": (), "paper": None, "shown": ()})
    assert "There is no document in this case yet." in page
