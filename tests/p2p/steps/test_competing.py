"""Two cases at once: the second waits for the first, whatever it has not committed yet."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from p2p.process import PROCURE_TO_PAY
from tests.p2p.orders import PAPER, Journey, company, order, thornbury
from workflow.outcomes import Ask

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database in which tests commit. Records refuse to be removed, so their guards rest meanwhile."""
    with django_db_blocker.unblock():
        yield
        tables = [name for name in connection.introspection.table_names() if name.startswith(("p2p_", "workflow_"))]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        connection.close()


def elsewhere(work: Callable[[], object]) -> object:
    """Do it in a transaction of another connection that waits for no lock."""

    def run() -> object:
        with closing(connection), transaction.atomic():
            connection.cursor().execute("SET LOCAL lock_timeout = '100ms'")
            return work()

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(run).result()


def invoice(number: str) -> Journey:
    """All ten boxes, under this number."""
    return Journey(read={"invoice_number": number}, lines=(PAPER,))


@pytest.mark.parametrize("step", ["match_three_way", "check_duplicate"])
def test_who_competes_for_the_same_waits(step: str) -> None:
    company()
    order(thornbury())
    first, second = invoice("A-1"), invoice("B-2")
    for journey in (first, second):
        with transaction.atomic():
            journey.run(until=step)
    with transaction.atomic():
        first.step(PROCURE_TO_PAY.step(step))
        with pytest.raises(OperationalError, match="lock timeout"):
            elsewhere(lambda: second.step(PROCURE_TO_PAY.step(step)))


def test_the_second_sees_what_the_first_has_billed() -> None:
    company()
    order(thornbury())
    first, second = invoice("A-1"), invoice("B-2")
    with transaction.atomic():
        first.run()
    outcome = elsewhere(lambda: second.run()[1])
    assert isinstance(outcome, Ask)
    assert outcome.finding.reason == "quantity_variance"


def test_other_orders_do_not_wait() -> None:
    company()
    vendor = thornbury()
    order(vendor)
    order(vendor, "PO-7002")
    first, second = invoice("A-1"), Journey(read={"invoice_number": "B-2", "po_number": "PO-7002"})
    for journey in (first, second):
        with transaction.atomic():
            journey.run(until="match_three_way")
    with transaction.atomic():
        first.step(PROCURE_TO_PAY.step("match_three_way"))
        elsewhere(lambda: second.step(PROCURE_TO_PAY.step("match_three_way")))
