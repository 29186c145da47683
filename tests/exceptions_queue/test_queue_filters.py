"""What a view leaves in."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from exceptions_queue.queue import COUNTED, counts
from exceptions_queue.queue_filters import tasks_of
from exceptions_queue.queue_view import view_query
from exceptions_queue.queue_wanted import View
from tests.exceptions_queue.conftest import Desk, words_of
from tests.exceptions_queue.queue_reading import actor_of, numbers
from workflow import clock, engine
from workflow.models import Case, StepRun, Task

pytestmark = pytest.mark.django_db
CAROL, DAN = actor_of("carol", "clerk"), actor_of("dan", "clerk")


@pytest.fixture
def four(desk: Desk) -> dict[str, int]:
    """R-1 … R-4 with their tasks."""
    return {
        case.number: desk.task(case).pk
        for case in (
            desk.request(number="R-1", party="Rita Reader", amount="10", search="PO-7 emma.pdf"),
            desk.request(number="R-2", party="Sam", amount="20.50"),
            desk.request(number="R-3", party="Rita Writer"),
            desk.request(number="R-4", party="Tess", amount="99", unclear=False, precious="rita"),
        )
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("reason=unclear", ["R-1", "R-2", "R-3"]),
        ("reason=precious", ["R-4"]),
        ("party=RITA", ["R-1", "R-3"]),
        ("amount_from=20.5", ["R-2", "R-4"]),
        ("amount_from=10&amount_to=20.50", ["R-1", "R-2"]),
        ("amount_to=50&party=s", ["R-2"]),
        ("q=emma", ["R-1"]),
        ("q=writer", ["R-3"]),
        ("q=%25", []),
        ("party=nobody", []),
    ],
)
def test_filters_narrow_the_view_and_join(four: dict[str, int], clerk: Client, query: str, expected: list[str]) -> None:
    assert numbers(clerk, f"/queue/?whose=all&order=number&{query}") == expected


def test_by_holder(four: dict[str, int], clerk: Client) -> None:
    now = clock.now()
    engine.hold(four["R-1"], actor=CAROL, now=now)
    engine.assign(four["R-2"], CAROL, actor=CAROL, now=now)
    engine.assign(four["R-3"], DAN, actor=CAROL, now=now)
    for holder, expected in (
        ("me", ["R-1", "R-2"]),
        ("nobody", ["R-4"]),
        ("anyone", ["R-1", "R-2", "R-3", "R-4"]),
        ("dan", ["R-3"]),
        ("DA", ["R-3"]),
        ("caro", ["R-1", "R-2"]),
    ):
        assert numbers(clerk, f"/queue/?whose=all&order=number&holder={holder}") == expected, holder


def test_a_lease_that_has_run_out_holds_nothing(four: dict[str, int], clerk: Client) -> None:
    engine.hold(four["R-1"], actor=DAN, now=clock.now() - timedelta(hours=1))
    assert numbers(clerk, "/queue/?whose=all&holder=dan") == []
    assert "R-1" in numbers(clerk, "/queue/?holder=nobody")


def test_snoozed_questions_are_left_out_until_their_time(four: dict[str, int], clerk: Client) -> None:
    now = clock.now()
    engine.snooze(four["R-1"], actor=CAROL, now=now, until=now + timedelta(hours=1))
    engine.snooze(four["R-2"], actor=CAROL, now=now - timedelta(hours=2), until=now - timedelta(hours=1))
    assert numbers(clerk, "/queue/?order=number") == ["R-2", "R-3"]
    assert numbers(clerk, "/queue/?order=number&snoozed=only") == ["R-1"]
    assert numbers(clerk, "/queue/?order=number&snoozed=with") == ["R-1", "R-2", "R-3"]
    assert "Snoozed until" in words_of(clerk.get("/queue/?snoozed=only"))


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("late", ["Fri 22:00", "Sat 03:30"]),
        ("today", ["Fri 22:00", "Sat 03:30", "Sat 23:30"]),
        ("week", ["Fri 22:00", "Sat 03:30", "Sat 23:30", "Sun 23:30"]),
    ],
)
def test_days_and_weeks_end_where_the_person_is(desk: Desk, due: str, expected: list[str]) -> None:
    """Saturday in Auckland, on which the clocks are put forward the night after."""
    zone = ZoneInfo("Pacific/Auckland")
    times = [
        datetime(2026, 9, day, hour, 30 * half, tzinfo=zone)
        for day, hour, half in ((25, 22, 0), (26, 3, 1), (26, 23, 1), (27, 23, 1), (28, 0, 1))
    ]
    for answer_by in times:
        case = desk.request(number=f"{answer_by:%a %H:%M}")
        Task.objects.filter(case=case).update(answer_by=answer_by)
    with timezone.override(zone):
        found = tasks_of(View(due=due), CAROL, datetime(2026, 9, 26, 4, 0, tzinfo=zone).astimezone(UTC))
    assert list(found.order_by("answer_by").values_list("case__number", flat=True)) == expected


def test_filters_in_use_are_named_and_each_can_be_dropped(four: dict[str, int], clerk: Client) -> None:
    response = clerk.get("/queue/?party=rita&reason=unclear&amount_from=5.00&order=number")
    page = words_of(response)
    assert "1 fits Question The request can't be made out × With rita × Amount from 5.00 ×" in page
    for query in (
        "reason=unclear&amp;amount_from=5.00&amp;order=number",
        "party=rita&amp;amount_from=5.00&amp;order=number",
        "reason=unclear&amp;party=rita&amp;order=number",
    ):
        assert f'href="/queue/?{query}" aria-label="Drop the filter' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("amount_from=much", "Amount from: Enter a number."),
        ("amount_to=NaN", "to: Enter a number."),
        ("reason=none_such", "Question: Select a valid choice."),
        ("due=tomorrow", "Answer due: Select a valid choice."),
        ("q=" + "x" * 201, "Number, name or word: Ensure this value has at most 200 characters"),
        ("party=%00", "With: Null characters are not allowed."),
    ],
)
def test_a_filter_at_fault_says_so_and_filters_nothing(
    four: dict[str, int], clerk: Client, query: str, problem: str
) -> None:
    response = clerk.get(f"/queue/?order=number&{query}")
    assert response.status_code == 422
    assert problem in words_of(response)
    assert "R-3" in words_of(response)


def test_a_view_keeps_to_one_spelling() -> None:
    typed = {"party": " Rita ", "amount_from": "10.50", "order": "", "q": "", "due": "late", "nonsense": "1"}
    assert view_query(typed) == "party=Rita&amount_from=10.50&due=late"
    assert view_query({"amount_from": "1E+3", "whose": "all"}) == "whose=all&amount_from=1000"
    assert view_query({}) == ""


def many(count: int, **columns: Any) -> None:
    """So many open tasks with nothing but what the queue needs."""
    now = clock.now()
    cases = Case.objects.bulk_create(
        Case(process="lending", version=1, step="examine", received_at=now) for _ in range(count)
    )
    runs = StepRun.objects.bulk_create(
        StepRun(
            case=case,
            number=1,
            step="examine",
            state="asked",
            queue="cases",
            due_at=now,
            ring_at=now,
            created_at=now,
            sla_started_at=now,
            sla_seconds=60,
        )
        for case in cases
    )
    Task.objects.bulk_create(
        Task(
            case=case,
            step_run=run,
            step="examine",
            reason="unclear",
            role="clerk",
            question="?",
            digest="",
            opened_at=now,
            answer_by=now,
            sla_seconds=0,
            **columns,
        )
        for case, run in zip(cases, runs, strict=True)
    )


def test_counting_stops_where_nobody_wants_to_know_more(desk: Desk, clerk: Client) -> None:
    many(COUNTED)
    assert "Yours to answer 1,000 Everyone's 1,000" in words_of(clerk.get("/queue/"))
    many(1)
    assert "Yours to answer 1,000+ Everyone's 1,000+" in words_of(clerk.get("/queue/"))


def test_several_counts_cost_one_query(four: dict[str, int], django_assert_num_queries: Any) -> None:
    tasks = Task.objects.all()
    with django_assert_num_queries(1):
        found = counts(tasks, tasks.filter(reason="unclear"), tasks.filter(pk__in=()), tasks.none())
    assert found == ("4", "3", "0", "0")
