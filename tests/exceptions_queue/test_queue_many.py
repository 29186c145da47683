"""What the queue costs: the same with few questions and with many, and by an index where it is looked at most."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exceptions_queue.keyset import PAGE
from exceptions_queue.queue_filters import tasks_of
from exceptions_queue.queue_orders import Ordered
from exceptions_queue.queue_wanted import View
from tests.exceptions_queue.conftest import Desk
from tests.exceptions_queue.queue_reading import actor_of
from workflow import clock
from workflow.models import Case, StepRun, Task

pytestmark = pytest.mark.django_db
CAROL = actor_of("carol", "clerk")
VIEWS = (
    "",
    "?order=-amount",
    "?order=party&whose=all",
    "?reason=unclear&party=rita&amount_from=5&holder=nobody&due=today&snoozed=with&order=-holder",
    "?q=none-such-7",
)


def open_many(count: int, role: str = "clerk", reason: str = "unclear") -> None:
    """So many questions, each a minute later than the one before and of another amount."""
    now, first = clock.now(), Case.objects.count()
    cases = Case.objects.bulk_create(
        Case(
            process="lending",
            version=1,
            step="examine",
            received_at=now,
            number=f"R-{first + index}",
            party=f"Rita {index % 17}",
            amount=Decimal(index % 991),
            currency="GBP",
            due_on=(now + timedelta(days=index % 40)).date() if index % 3 else None,
        )
        for index in range(count)
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
            reason=reason,
            role=role,
            question="What is “{title}”?",
            params={"title": "Emma"},
            digest="",
            opened_at=now - timedelta(minutes=index % 600),
            answer_by=now + timedelta(minutes=index % 6000),
            sla_seconds=14400,
        )
        for index, (case, run) in enumerate(zip(cases, runs, strict=True))
    )
    with connection.cursor() as cursor:
        # As autovacuum does within a minute: until then the planner believes that there are ten rows.
        cursor.execute("ANALYZE workflow_task, workflow_case, workflow_steprun")


def cost(client: Client, address: str) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code in (200, 302)
    return len(queries)


def test_every_view_costs_the_same_with_ten_and_with_ten_thousand(desk: Desk, clerk: Client) -> None:
    open_many(10)
    last = Task.objects.latest("id").pk
    pages = [*(f"/queue/{view}" for view in VIEWS), f"/queue/?after={last}", f"/queue/?order=reason&after={last}"]
    few = {page: cost(clerk, page) for page in pages}
    open_many(9_990)
    assert {page: cost(clerk, page) for page in pages} == few
    assert max(few.values()) <= 8
    assert few["/queue/"] == 5  # the login's session, user and roles; the rows; the counts


def test_the_next_question_costs_the_same_with_few_and_with_many(desk: Desk, clerk: Client) -> None:
    open_many(10)
    few = cost(clerk, "/queue/next/")
    open_many(1_000)
    Task.objects.update(holder_id="", held_until=None)
    assert cost(clerk, "/queue/next/") == few <= 8


def plan(tasks: Any) -> str:
    """How PostgreSQL goes about a page of these rows."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE workflow_task, workflow_case, workflow_steprun")
    return str(tasks[: PAGE + 1].explain(analyze=True, buffers=False, timing=False))


def test_the_usual_order_and_the_counts_read_an_index_and_stop(desk: Desk) -> None:
    open_many(4_000)
    open_many(200, role="approver", reason="precious")
    now = clock.now()
    for whose in ("", "all"):
        tasks = tasks_of(View(whose=whose), CAROL, now)
        for after in (None, tasks.order_by("answer_by")[2_000].pk):
            told = plan(Ordered("", CAROL, now).shown(tasks, after))
            assert re.search(r"Index Scan using task_by_(answer|role) on workflow_task", told), told
            assert "Seq Scan on workflow_task" not in told, told
            assert rows_read(told) < 500, told
        told = plan(tasks.values("pk"))
        assert rows_read(told) <= PAGE + 1, told


def rows_read(plan: str) -> int:
    """The most rows that any part of the plan has gone through, kept or thrown away."""
    kept = re.findall(r"actual rows=([\d.]+)", plan)
    thrown = re.findall(r"Rows Removed by \w+: (\d+)", plan)
    return max(int(float(count)) for count in (*kept, *thrown))


Counted = Callable[..., Any]


def test_a_row_costs_no_query_of_its_own(desk: Desk, clerk: Client, django_assert_num_queries: Counted) -> None:
    for number in ("R-1", "R-2", "R-3"):
        desk.request(number=number)
        with django_assert_num_queries(5):
            clerk.get("/queue/")
