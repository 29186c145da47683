"""How a person likes the portal: kept, applied on every page, and never in the way."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.template import Context, Template
from django.test import Client
from django.utils import timezone

from exceptions_queue.models import Preferences
from exceptions_queue.preferences import preferences_of, zone_of
from exceptions_queue.wording import zone_name
from tests.exceptions_queue.conftest import Desk, login, words_of

pytestmark = pytest.mark.django_db


def choose(client: Client, **chosen: str) -> Any:
    return client.post("/preferences/", {"theme": "auto", "zone": "", **chosen})


def test_who_has_chosen_nothing_has_keys_and_the_devices_theme(desk: Desk, clerk: Client) -> None:
    page = clerk.get("/").content.decode()
    assert '<html lang="en-GB" data-theme="auto">' in page
    assert 'data-keys="on"' in page
    assert 'data-advance="on"' in page


def test_what_is_chosen_holds_on_every_page(desk: Desk, clerk: Client) -> None:
    assert choose(clerk, theme="dark").headers["Location"] == "/preferences/"
    page = clerk.get("/cases/").content.decode()
    assert 'data-theme="dark"' in page
    assert 'data-keys="off"' in page
    assert 'data-advance="off"' in page
    choose(clerk, keys="on", advance="on")
    assert 'data-keys="on"' in clerk.get("/cases/").content.decode()
    assert Preferences.objects.count() == 1


def test_it_is_nobody_elses(desk: Desk, clerk: Client) -> None:
    choose(clerk, theme="dark")
    assert 'data-theme="auto"' in login("olga", "clerk").get("/").content.decode()


def test_times_stand_in_the_persons_zone_which_is_named(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    at = case.received_at
    choose(clerk, zone="Asia/Tokyo")
    there = at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"{there:%d %b %Y, %H:%M} JST" in clerk.get(f"/cases/{case.pk}/").content.decode()
    assert "Times are shown in Asia/Tokyo now." in words_of(clerk.get("/preferences/"))


@pytest.mark.parametrize("chosen", [{"zone": "Mars/Base"}, {"theme": "pink"}, {"zone": '"><b>'}])
def test_what_there_is_not_is_refused(desk: Desk, clerk: Client, chosen: dict[str, str]) -> None:
    response = choose(clerk, **chosen)
    assert (response.status_code, Preferences.objects.count()) == (422, 0)
    assert "Select a valid choice." in words_of(response)


def test_a_zone_that_was_abolished_since_is_the_installations(settings: Any) -> None:
    settings.PORTAL_TIME_ZONE = "Europe/Paris"
    for zone in ("", "Gone/Away", "../../etc/passwd"):
        assert zone_of(Preferences(zone=zone)) == ZoneInfo("Europe/Paris")


def test_the_next_person_on_the_same_thread_has_their_own_zone(desk: Desk, clerk: Client) -> None:
    choose(clerk, zone="Asia/Tokyo")
    clerk.get("/")
    assert timezone.get_current_timezone_name() == "UTC"


def test_they_cost_no_query(desk: Desk, clerk: Client, django_assert_num_queries: Any) -> None:
    choose(clerk, theme="dark")
    with django_assert_num_queries(1):
        user = User.objects.select_related("preferences").get(username="carol")
        assert preferences_of(user).theme == "dark"
    clerk.get("/preferences/")
    with django_assert_num_queries(3):  # session, user with preferences, roles
        clerk.get("/preferences/")


@pytest.mark.parametrize(
    ("zone", "month", "name"),
    [("Europe/London", 1, "GMT"), ("Europe/London", 7, "BST"), ("Asia/Dubai", 1, "UTC+04"), ("UTC", 1, "UTC")],
)
def test_a_zone_has_a_name_that_says_something(zone: str, month: int, name: str) -> None:
    assert zone_name(datetime(2026, month, 5, 12, tzinfo=ZoneInfo(zone))) == name


def test_both_filters_of_times_follow_the_zone() -> None:
    at = datetime(2026, 7, 5, 23, 30, tzinfo=UTC)
    template = Template("{% load portal %}{{ at|moment }} {{ at|since:at }}")
    with timezone.override(ZoneInfo("Europe/London")):
        shown = template.render(Context({"at": at}))
    assert "06 Jul 2026, 00:30:00 BST" in shown
    assert 'title="06 Jul 2026, 00:30 BST"' in shown
    assert shown.count('datetime="2026-07-05T23:30:00+00:00"') == 2
