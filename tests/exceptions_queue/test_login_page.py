"""The way in and out, and that nobody gets past it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from exceptions_queue import urls
from tests.exceptions_queue.conftest import Desk, login, words_of

pytestmark = pytest.mark.django_db

OPEN = {"login", "logout"}


def test_name_and_password_lead_to_the_page_that_was_asked_for(desk: Desk, client: Client) -> None:
    login("carol", "clerk")
    user = User.objects.get(username="carol")
    user.set_password("open sesame now")
    user.save()
    typed = {"username": "carol", "password": "open sesame now", "next": "/cases/"}
    assert client.post("/login/", typed).headers["Location"] == "/cases/"
    assert "Carol" in client.get("/").content.decode()
    assert client.post("/logout/").headers["Location"] == "/login/"
    assert client.get("/").status_code == 302


def test_a_wrong_password_says_so_and_never_leads_elsewhere(desk: Desk, client: Client) -> None:
    response = client.post("/login/", {"username": '"><b>', "password": "x", "next": "https://example.com/"})
    assert "Name and password don't fit together." in words_of(response)
    assert "&quot;&gt;&lt;b&gt;" in response.content.decode()


def test_every_other_page_asks_for_the_login(desk: Desk, client: Client) -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == {"tasks", "task", "cases", "case", *OPEN}
    for pattern in urls.urlpatterns:
        if pattern.name not in OPEN:
            address = "/" + str(pattern.pattern).replace("<int:task_id>", "1").replace("<int:case_id>", "1")
            for response in (client.get(address), client.post(address)):
                assert response.status_code in (302, 405)


def test_pages_are_not_kept_by_caches(desk: Desk, clerk: Client) -> None:
    assert "no-store" in clerk.get("/").headers["Cache-Control"]
