"""Any case can be found."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from exceptions_queue import keyset
from tests.exceptions_queue.conftest import Desk, words_of
from workflow.models import Case

pytestmark = pytest.mark.django_db


def found(client: Client, query: dict[str, Any] | str = "") -> list[int]:
    response = client.get(f"/cases/{query}") if isinstance(query, str) else client.get("/cases/", query)
    return [int(number) for number in re.findall(r'href="/cases/(\d+)/"', response.content.decode())]


def test_the_newest_come_first(desk: Desk, clerk: Client) -> None:
    cases = [desk.request(number=f"R-{index}").pk for index in range(3)]
    assert found(clerk) == cases[::-1]


def test_a_case_is_found_by_number_name_words_id_and_uid(desk: Desk, clerk: Client) -> None:
    case = desk.request(number="R-100", party="Rita Reader", search="emma austen")
    desk.request(number="S-9", party="Sam")
    for words in ("R-100", "r-1", "reader", "AUSTEN", str(case.uid), case.uid.hex, f" {case.pk} "):
        assert case.pk in found(clerk, {"q": words}), words
    assert found(clerk, {"q": "nobody"}) == []
    assert found(clerk, {"q": "9" * 60}) == []
    assert found(clerk, {"q": "%"}) == []


def test_cases_are_narrowed_down_by_state(desk: Desk, clerk: Client) -> None:
    waiting, done = desk.request(), desk.request(unclear=False)
    assert found(clerk, {"state": "waiting"}) == [waiting.pk]
    assert found(clerk, {"state": "completed"}) == [done.pk]
    assert "No case fits." in words_of(clerk.get("/cases/", {"state": "ignored"}))


@pytest.mark.parametrize("query", [{"q": "a\0"}, {"state": "x"}, {"before": "y"}, {"before": "-1"}, {"q": "x" * 201}])
def test_a_search_at_fault_says_so(desk: Desk, clerk: Client, query: dict[str, str]) -> None:
    desk.request()
    response = clerk.get("/cases/", query)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_pages_follow_each_other_and_keep_the_search(
    desk: Desk, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyset.page_of, "__defaults__", (2,))
    cases = [desk.request(number=f"R-{index}").pk for index in range(5)]
    desk.request(number="S-1")
    seen, address = [], "?q=R-"
    while address:
        seen += found(clerk, address)
        page = clerk.get(f"/cases/{address}").content.decode()
        following = re.search(r'href="(\?[^"]+)" rel="next"', page)
        address = following.group(1).replace("&amp;", "&") if following else ""
    assert seen == cases[::-1]


def test_it_says_when_there_is_none_and_costs_the_same_with_many(
    desk: Desk, clerk: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    assert "There is no case yet." in words_of(clerk.get("/cases/"))
    desk.request()
    for _ in range(2):
        with django_assert_num_queries(4):
            clerk.get("/cases/")
        Case.objects.bulk_create(
            Case(process="lending", version=1, step="examine", received_at="2026-03-02T09:00Z") for _ in range(60)
        )
