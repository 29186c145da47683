"""A number typed into the search box leads straight to the one case that it means; anything else filters."""

import pytest
from django.test import Client

from tests.exceptions_queue.conftest import Desk, words_of
from tests.exceptions_queue.queue_reading import numbers
from workflow.models import Case

pytestmark = pytest.mark.django_db


def led_to(client: Client, words: str, **view: str) -> str:
    """The address that a search leads to; "" where it shows the queue."""
    response = client.get("/queue/", {"q": words, **view})
    return str(response.headers["Location"]) if response.status_code == 302 else ""


def test_a_number_leads_to_its_question(desk: Desk, clerk: Client) -> None:
    case = desk.request(number="R-100", search="R-100 Rita PO-77 emma.pdf rita@example.com")
    desk.request(number="R-1001", search="R-1001 PO-771 PO-7")
    task = desk.task(case)
    for words in ("R-100", " r-100 ", "PO-77", "po-77"):
        assert led_to(clerk, words) == f"/tasks/{task.pk}/", words


def test_the_view_goes_along_but_not_the_number(desk: Desk, clerk: Client) -> None:
    task = desk.task(desk.request(number="R-100"))
    assert led_to(clerk, "R-100", order="-amount", party="x") == f"/tasks/{task.pk}/?party=x&order=-amount"


def test_a_case_without_a_question_is_found_too(desk: Desk, clerk: Client) -> None:
    case = desk.request(number="R-100", search="PO-77", unclear=False)
    assert case.state == "completed"
    assert led_to(clerk, "R-100") == led_to(clerk, "PO-77") == led_to(clerk, f"{case.pk:04d}") == f"/cases/{case.pk}/"


def test_a_number_comes_before_a_word_and_a_word_before_the_id(desk: Desk, clerk: Client) -> None:
    by_id = desk.request(number="X")
    assert led_to(clerk, str(by_id.pk)) == f"/tasks/{desk.task(by_id).pk}/"
    word = f"{by_id.pk:018d}"
    assert led_to(clerk, word) == f"/tasks/{desk.task(by_id).pk}/"
    by_word = desk.request(number="Y", search=f"some {word} words")
    assert led_to(clerk, word) == f"/tasks/{desk.task(by_word).pk}/"
    by_number = desk.request(number=word)
    assert led_to(clerk, word) == f"/tasks/{desk.task(by_number).pk}/"


def test_what_means_several_or_is_part_of_a_word_filters(desk: Desk, clerk: Client) -> None:
    desk.request(number="R-1", search="R-1 PO-77")
    desk.request(number="R-2", search="R-2 PO-77")
    desk.request(number="R-3", search="R-3 PO-770 (PO-9)")
    assert led_to(clerk, "PO-770") != ""
    for words, expected in (
        ("PO-77", ["R-1", "R-2", "R-3"]),
        ("PO-9", ["R-3"]),
        ("PO-", ["R-1", "R-2", "R-3"]),
        (".-77", []),
    ):
        assert led_to(clerk, words) == "", words
        assert numbers(clerk, f"/queue/?order=number&q={words}") == expected, words


def test_the_whole_word_is_found_among_many_that_begin_like_it(desk: Desk, clerk: Client) -> None:
    for index in range(30):
        Case.objects.create(
            process="lending", version=1, step="examine", received_at="2026-03-02T09:00Z", search=f"PO-10{index:02d}"
        )
    case = desk.request(number="R-1", search="PO-10 PO-1")
    assert led_to(clerk, "PO-10") == f"/tasks/{desk.task(case).pk}/"


def test_a_name_only_filters(desk: Desk, clerk: Client) -> None:
    desk.request(number="Emma", party="Rita", search="Emma Rita")
    assert led_to(clerk, "Emma") == led_to(clerk, "rita") == ""


def test_what_is_not_found_can_be_looked_for_among_all_cases(desk: Desk, clerk: Client) -> None:
    page = clerk.get("/queue/", {"q": 'R&"9'})
    assert "No question fits." in words_of(page)
    assert 'href="/cases/?q=R%26%229"' in page.content.decode()


def test_a_later_page_and_the_next_question_stay_in_the_view(desk: Desk, clerk: Client) -> None:
    task = desk.task(desk.request(number="R-100"))
    assert clerk.get("/queue/?q=R-100&after=1").status_code == 200
    assert clerk.get("/queue/next/?q=R-100").headers["Location"] == f"/tasks/{task.pk}/?q=R-100"


@pytest.mark.parametrize("words", ["9" * 30, "1' OR '1'='1", "%", "(1", "1\\", "[1-9]", "1 & 2 | !3", ".*7"])
def test_nothing_typed_is_taken_for_a_pattern(desk: Desk, clerk: Client, words: str) -> None:
    desk.request(number="R-1", search="PO-7")
    assert led_to(clerk, words) == ""
    assert numbers(clerk, f"/queue/?q={words.replace('%', '%25').replace('&', '%26')}") == []
