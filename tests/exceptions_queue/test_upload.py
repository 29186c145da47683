"""Handing in documents: what begins, what is left aside, what can't be kept, and who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.exceptions_queue.conftest import Desk, login, words_of
from tests.exceptions_queue.test_hostile_text import HOSTILE
from workflow.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counter(desk: Desk, settings: Any) -> None:
    settings.PORTAL_UPLOAD = "tests.exceptions_queue.counter.take_in"


def slip(name: str = "slip.pdf", content: bytes = b"Emma, please") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def hand_in(client: Client, *files: SimpleUploadedFile, **more: Any) -> Any:
    return client.post("/upload/", {"files": list(files)}, **more)


def test_each_document_begins_a_case_and_the_page_leads_there(clerk: Client) -> None:
    response = hand_in(clerk, slip("a.pdf"), slip("b.pdf"), slip("c.zip"))
    assert (response.status_code, response.headers["Location"]) == (302, "/upload/")
    first, second = Case.objects.order_by("id")
    assert (first.subject["title"], first.subject["by"], second.subject["title"]) == ("a.pdf", "carol", "b.pdf")
    page = clerk.get("/upload/")
    for case in (first, second):
        assert f'<a href="/cases/{case.pk}/">Case {case.pk}</a>' in page.content.decode()
    assert "3 files: a.pdf, b.pdf, c.zip" in words_of(page)
    assert "Left aside c.zip: c.zip is no slip." in words_of(page)


def test_the_same_files_again_point_to_the_first_delivery(clerk: Client) -> None:
    for _ in range(2):
        hand_in(clerk, slip())
    page = clerk.get("/upload/")
    assert Case.objects.count() == 1
    assert "You have handed in exactly these files before." in words_of(page)
    assert f'href="/cases/{Case.objects.get().pk}/"' in page.content.decode()


def test_the_page_asks_for_the_cases_again_until_they_rest(desk: Desk, clerk: Client) -> None:
    hand_in(clerk, slip())
    assert 'hx-get="/upload/" hx-trigger="every 2s"' in clerk.get("/upload/").content.decode()
    running = clerk.get("/upload/", headers={"HX-Request": "true"})
    desk.run(Case.objects.get())
    rests = clerk.get("/upload/", headers={"HX-Request": "true"})
    assert (running.status_code, rests.status_code) == (200, 286)
    assert "<html" not in rests.content.decode()
    assert ("hx-get" in running.content.decode(), "hx-get" in rests.content.decode()) == (True, False)
    assert ">completed<" in rests.content.decode()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("full.pdf", "The drawer under the counter is full. Empty it; nothing was taken in. Nothing is lost: send"),
        ("down.pdf", "The database can't be reached just now. Nothing is lost: send the same files again"),
    ],
)
def test_what_cannot_be_kept_is_said_plainly_and_may_be_sent_again(clerk: Client, name: str, sentence: str) -> None:
    response = hand_in(clerk, slip(name))
    assert response.status_code == 503
    assert sentence in words_of(response)
    assert not Case.objects.exists()


def test_nothing_is_taken_in_beyond_the_limits(clerk: Client, settings: Any) -> None:
    settings.PORTAL_UPLOAD_FILES, settings.PORTAL_UPLOAD_MEGABYTES = 2, 1
    many = hand_in(clerk, *(slip(f"{index}.pdf") for index in range(3)))
    large = hand_in(clerk, slip("a.pdf", b"x" * 600_000), slip("b.pdf", b"x" * 460_000))
    huge = hand_in(clerk, slip("a.pdf", b"x" * 1_200_000))
    assert [response.status_code for response in (many, large, huge)] == [422, 422, 413]
    assert "These are more than 2 files. Hand in the rest in a second delivery." in words_of(many)
    assert all("These files are more than 1 MB together." in words_of(response) for response in (large, huge))
    assert "Choose at least one file first." in words_of(clerk.post("/upload/", {}))
    assert not Case.objects.exists()


def test_more_files_than_the_server_reads_at_all_are_said_to_be_too_many(clerk: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    response = hand_in(clerk, *(slip(f"{index}.pdf") for index in range(5)))
    assert response.status_code == 413
    assert "more than 20 files" in words_of(response)


def test_a_body_that_breaks_off_is_said_to_be_incomplete(clerk: Client) -> None:
    response = clerk.post("/upload/", b"--x\r\nContent-Dispo", content_type="multipart/form-data")
    assert response.status_code == 400
    assert "The files arrived incomplete. Send them again." in words_of(response)


@pytest.mark.parametrize(
    "name", [*HOSTILE, "../../etc/cron.d/x", "C:\\boot.ini", "-rf", "a%0D%0ASet-Cookie: x=1", "🙂" * 90]
)
def test_a_hostile_name_is_text(clerk: Client, name: str) -> None:
    assert hand_in(clerk, slip(f"{name}.pdf")).status_code == 302
    page = clerk.get("/upload/").content.decode()
    kept = Case.objects.get().subject["title"]
    assert not {"/", "\\", "\r", "\n"} & set(kept)
    assert "<img" not in page.partition("<main")[2]
    assert "<script>alert" not in page
    assert "onfocus='" not in page


@pytest.mark.parametrize("role", ["clerk", "manager", "controller"])
def test_who_may_hand_in(role: str) -> None:
    assert login("olga", role).get("/upload/").status_code == 200


@pytest.mark.parametrize("role", ["auditor", "administrator", "approver", "director"])
def test_who_may_not(role: str) -> None:
    client = login("olga", role)
    assert (client.get("/upload/").status_code, hand_in(client, slip()).status_code) == (403, 403)
    assert "Handing in documents is for clerks, managers and controllers." in words_of(client.get("/upload/"))
    assert not Case.objects.exists()


def test_login_and_token_are_needed(client: Client) -> None:
    assert hand_in(client, slip()).status_code == 302
    strict = login("carol", "clerk")
    strict.handler.enforce_csrf_checks = True
    assert hand_in(strict, slip()).status_code == 403
    assert not Case.objects.exists()


def test_it_costs_the_same_with_one_case_and_with_many(
    clerk: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    clerk.get("/upload/")
    for count in (1, 15):
        hand_in(clerk, *(slip(f"{count}-{index}.pdf") for index in range(count)))
        with django_assert_num_queries(4):
            clerk.get("/upload/")
