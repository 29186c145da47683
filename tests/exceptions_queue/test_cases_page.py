"""Any case can be found: by its words, its state, its days; an exact number leads straight to it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from exceptions_queue import keyset
from tests.exceptions_queue.conftest import Desk, words_of
from workflow.models import Case

pytestmark = pytest.mark.django_db


def found(client: Client, query: dict[str, Any] | str = "") -> list[int]:
    response = client.get(f"/cases/{query}") if isinstance(query, str) else client.get("/cases/", query)
    return [int(number) for number in re.findall(r'href="/cases/(\d+)/"', response.content.decode())]


def led_to(client: Client, words: str) -> str:
    response = client.get("/cases/", {"q": words})
    return response.headers.get("Location", "")


def test_the_newest_come_first(desk: Desk, clerk: Client) -> None:
    cases = [desk.request(number=f"R-{index}").pk for index in range(3)]
    assert found(clerk) == cases[::-1]


def test_a_case_is_found_by_parts_of_its_words_and_by_all_of_them(desk: Desk, clerk: Client) -> None:
    case = desk.request(number="R-100", party="Rita Reader", search="emma austen")
    desk.request(number="S-9", party="Sam Reader", search="emil")
    for words in ("r-1", "AUSTEN", "rita reader", "emma rita", " austen   R-10 ", str(case.uid), case.uid.hex):
        assert found(clerk, {"q": words}) == [case.pk], words
    for words in ("nobody", "emma sam", "%", "_", "9" * 60, "\\"):
        assert found(clerk, {"q": words}) == [], words


def test_an_exact_number_leads_straight_to_its_case(desk: Desk, clerk: Client) -> None:
    case = desk.request(number="R-100", party="Rita", search="R-100 Rita LO-77 /A slip.pdf")
    desk.request(number="R-1001", party="Rita", search="R-1001 Rita LO-778")
    for words in ("R-100", "r-100", " R-100 ", "LO-77", "lo-77 /a", str(case.pk)):
        assert led_to(clerk, words) == f"/cases/{case.pk}/", words
    for words in ("R-10", "LO-7", "Rita", "100", "-77"):
        assert led_to(clerk, words) == "", words


def test_a_number_that_several_cases_have_leads_to_all_of_them(desk: Desk, clerk: Client) -> None:
    cases = [desk.request(number=f"R-{index}", search=f"R-{index} LO-5").pk for index in range(2)]
    assert led_to(clerk, "LO-5") == ""
    assert found(clerk, {"q": "LO-5"}) == cases[::-1]


def test_cases_are_narrowed_down_by_state(desk: Desk, clerk: Client) -> None:
    waiting, done = desk.request(), desk.request(unclear=False)
    assert found(clerk, {"state": "waiting"}) == [waiting.pk]
    assert found(clerk, {"state": "completed"}) == [done.pk]
    assert "No case fits." in words_of(clerk.get("/cases/", {"state": "ignored"}))


def test_cases_are_narrowed_down_by_whole_days_where_the_reader_is(desk: Desk, clerk: Client, settings: Any) -> None:
    settings.PORTAL_TIME_ZONE = "Europe/London"
    early, late = desk.request().pk, desk.request().pk
    # In London it is midnight already, and the next day begins.
    Case.objects.filter(pk=early).update(received_at=datetime(2026, 6, 1, 22, 59, 59, tzinfo=UTC))
    Case.objects.filter(pk=late).update(received_at=datetime(2026, 6, 1, 23, 0, tzinfo=UTC))
    assert found(clerk, {"since": "2026-06-02"}) == [late]
    assert found(clerk, {"until": "2026-06-01"}) == [early]
    assert found(clerk, {"since": "2026-06-01", "until": "2026-06-02"}) == [late, early]
    assert found(clerk, {"since": "2026-06-03"}) == []
    assert found(clerk, {"since": "0001-01-01", "until": "9999-12-31"}) == [late, early]


@pytest.mark.parametrize(
    "query",
    [
        {"q": "a\0"},
        {"state": "x"},
        {"before": "y"},
        {"before": "-1"},
        {"after": "9" * 30},
        {"q": "x" * 201},
        {"since": "yesterday"},
        {"since": "2026-02-30"},
        {"since": "2026-06-02", "until": "2026-06-01"},
    ],
)
def test_a_search_at_fault_says_so(desk: Desk, clerk: Client, query: dict[str, str]) -> None:
    desk.request()
    response = clerk.get("/cases/", query)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert found(clerk, query) == []


def link(client: Client, address: str, rel: str) -> str:
    page = client.get(f"/cases/{address}").content.decode()
    following = re.search(rf'href="(\?[^"]+)" rel="{rel}"', page)
    return following.group(1).replace("&amp;", "&") if following else ""


def test_pages_follow_each_other_both_ways_and_keep_the_search(
    desk: Desk, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyset.both_ways, "__kwdefaults__", {"size": 2})
    cases = [desk.request(number=f"R-{index}").pk for index in range(5)][::-1]
    desk.request(number="S-1")
    first = "?q=R-&state=waiting"
    second = link(clerk, first, "next")
    third = link(clerk, second, "next")
    assert [found(clerk, page) for page in (first, second, third)] == [cases[:2], cases[2:4], cases[4:]]
    assert (link(clerk, first, "prev"), link(clerk, third, "next")) == ("", "")
    back = link(clerk, third, "prev")
    again = link(clerk, back, "prev")
    assert [found(clerk, page) for page in (back, again)] == [cases[2:4], cases[:2]]
    assert link(clerk, again, "prev") == ""
    assert found(clerk, link(clerk, again, "next")) == cases[2:4]


def test_what_comes_in_meanwhile_moves_no_page(desk: Desk, clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyset.both_ways, "__kwdefaults__", {"size": 2})
    cases = [desk.request().pk for _ in range(4)][::-1]
    second = link(clerk, "", "next")
    newer = desk.request().pk
    assert found(clerk, second) == cases[2:]
    assert found(clerk, link(clerk, second, "prev")) == cases[:2]
    assert found(clerk) == [newer, cases[0]]


def test_it_says_when_there_is_none_and_costs_the_same_with_many(
    desk: Desk, clerk: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    assert "There is no case yet." in words_of(clerk.get("/cases/"))
    desk.request()
    for _ in range(2):
        for query, count in (({}, 4), ({"q": "R-"}, 4), ({"q": "R-77"}, 6), ({"q": "7700000"}, 7)):
            with django_assert_num_queries(count):
                clerk.get("/cases/", query)
        Case.objects.bulk_create(
            Case(process="lending", version=1, step="examine", received_at="2026-03-02T09:00Z") for _ in range(60)
        )


def test_words_and_numbers_are_looked_up_in_an_index(desk: Desk) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for column in ("number", "party", "search"):
            for how in ("icontains", "iexact"):
                plan = Case.objects.filter(**{f"{column}__{how}": "austen"}).explain()
                assert f"case_{column}_parts" in plan, (how, plan)
