"""The way in and out, and that nobody gets past it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from exceptions_queue.models import ThrottleEntry
from tests.exceptions_queue.conftest import Desk, login, words_of

pytestmark = pytest.mark.django_db

PASSWORD = "open sesame now"


@pytest.fixture
def carol(desk: Desk) -> User:
    """A clerk with a password."""
    login("carol", "clerk")
    user = User.objects.get(username="carol")
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(client: Client, name: str = "carol", password: str = PASSWORD, **more: str) -> Any:
    return client.post("/login/", {"login": name, "password": password, **more})


def test_name_and_password_lead_to_the_page_that_was_asked_for(carol: User, client: Client) -> None:
    assert client.get("/cases/").headers["Location"] == "/login/?next=/cases/"
    assert 'name="next" value="/cases/"' in client.get("/login/?next=/cases/").content.decode()
    assert enter(client, next="/cases/").headers["Location"] == "/cases/"
    assert "Carol" in client.get("/").content.decode()
    assert client.post("/logout/").headers["Location"] == "/login/"
    assert client.get("/").status_code == 302


def test_without_another_wish_it_leads_home(carol: User, client: Client) -> None:
    assert enter(client).headers["Location"] == "/"


def test_nothing_logs_out_but_a_button(carol: User, client: Client) -> None:
    enter(client)
    assert client.get("/logout/").status_code == 405
    assert client.get("/").status_code == 200


def test_a_wrong_password_says_so_and_never_leads_elsewhere(carol: User, client: Client) -> None:
    response = enter(client, '"><b>', "x", next="https://example.com/")
    assert "Name and password don't fit together." in words_of(response)
    assert "&quot;&gt;&lt;b&gt;" in response.content.decode()
    assert enter(client, next="https://example.com/").headers["Location"] == "/"


def test_an_ended_login_is_told_no_more_than_a_wrong_password(carol: User, client: Client) -> None:
    User.objects.update(is_active=False)
    assert "Name and password don't fit together." in words_of(enter(client))


def test_who_guesses_must_wait_even_with_the_right_password(carol: User, client: Client) -> None:
    for _ in range(5):
        enter(client, password="guessed")
    assert "There were too many wrong passwords." in words_of(enter(client))
    ThrottleEntry.objects.all().delete()  # five minutes later
    assert enter(client).status_code == 302


def test_right_passwords_count_for_nothing(carol: User) -> None:
    for _ in range(7):
        assert enter(Client()).status_code == 302


def test_an_address_that_sends_too_many_is_told_to_wait(carol: User, client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [enter(client, f"name-{number}", "x") for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Wait a minute, then try again." in words_of(answers[-1])


def test_the_login_asks_no_broker(carol: User, client: Client, settings: Any) -> None:
    settings.REDIS_URL = settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert enter(client).status_code == 302


def test_who_is_thrown_out_is_out_at_once(carol: User, client: Client) -> None:
    enter(client)
    User.objects.update(is_active=False)
    assert client.get("/").headers["Location"] == "/login/?next=/"


def test_the_settings_have_the_same_door(carol: User, client: Client) -> None:
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"
    response = client.get("/admin/login/?next=/admin/")
    assert response.headers["Location"] == "/login/?next=%2Fadmin%2F"
    enter(client)
    assert client.get("/admin/login/").status_code == 403
    User.objects.update(is_staff=True)
    assert client.get("/admin/login/").headers["Location"] == "/admin/"


def test_pages_are_not_kept_by_caches(desk: Desk, clerk: Client) -> None:
    assert "no-store" in clerk.get("/").headers["Cache-Control"]


def test_a_new_password_ends_the_other_sessions(carol: User, client: Client) -> None:
    elsewhere = Client()
    enter(client)
    enter(elsewhere)
    typed = {"oldpassword": PASSWORD, "password1": "a brand new one", "password2": "a brand new one"}
    assert client.post("/password/", typed).headers["Location"] == "/preferences/"
    assert client.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert enter(Client()).status_code == 200
    assert enter(Client(), password="a brand new one").status_code == 302


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"oldpassword": "wrong"}, "That isn't your present password."),
        ({"password1": "12345678", "password2": "12345678"}, "This password is too common."),
        ({"password2": "another one entirely"}, "You must type the same password each time."),
    ],
)
def test_a_new_password_must_be_good(carol: User, client: Client, changed: dict[str, str], said: str) -> None:
    enter(client)
    typed = {"oldpassword": PASSWORD, "password1": "a brand new one", "password2": "a brand new one", **changed}
    assert said in words_of(client.post("/password/", typed))
    assert enter(Client()).status_code == 302


def test_a_login_without_password_has_none_to_change(desk: Desk, clerk: Client) -> None:
    user = User.objects.get(username="carol")
    user.set_unusable_password()
    user.save()
    clerk.force_login(user)
    response = clerk.get("/password/")
    assert response.status_code == 403
    assert "has no password here" in response.content.decode()
