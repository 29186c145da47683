"""What the tick seals, when, and how the seals hang together."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.workflow.conftest import Bench
from workflow import engine
from workflow.models import Case, Event, Seal
from workflow.sealing import canonical, rows
from workflow.sealing.seal import STRETCH, seal_due


def test_a_case_that_rests_is_sealed_by_the_next_tick_and_once(bench: Bench) -> None:
    case = bench.started_and_run()

    assert engine.tick(now=bench.now).sealed == 1
    assert engine.tick(now=bench.now).sealed == 0

    seal = Seal.objects.get(case=case)
    case = Case.objects.get(pk=case.pk)
    assert (seal.number, seal.place, seal.first_seq, seal.last_seq) == (1, 1, 1, case.events_count)
    assert case.sealed == case.events_count == len(seal.hashes)


def test_a_case_that_runs_is_sealed_when_it_has_been_quiet_for_a_minute(bench: Bench) -> None:
    bench.start()

    assert seal_due(now=bench.now + timedelta(seconds=59), batch=10) == 0
    assert seal_due(now=bench.now + timedelta(seconds=60), batch=10) == 1


def test_every_stretch_is_chained_to_the_one_before_and_all_seals_to_each_other(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    other = bench.started_and_run()
    assert seal_due(now=bench.now, batch=10) == 2
    bench.decide(case, "accept")
    assert seal_due(now=bench.now, batch=10) == 1

    first, between, second = Seal.objects.order_by("place")
    assert [seal.case_id for seal in (first, between, second)] == [case.pk, other.pk, case.pk]
    assert (second.number, second.first_seq) == (2, first.last_seq + 1)
    assert second.digest == canonical.seal_digest(
        before=first.digest,
        case_uid=str(case.uid),
        case=case.pk,
        number=2,
        place=3,
        span=(second.first_seq, second.last_seq),
        hashes=second.hashes,
        at=rows.micros(bench.now),
    )
    assert second.head == canonical.chain_head(between.head, second.digest)


def test_a_batch_bounds_a_round_and_the_next_one_goes_on(bench: Bench) -> None:
    for _ in range(3):
        bench.started_and_run()
    assert [seal_due(now=bench.now, batch=2) for _ in range(3)] == [2, 1, 0]


def test_a_round_costs_the_same_however_many_cases_there_are(bench: Bench) -> None:
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            seal_due(now=bench.now, batch=100)
        return len(seen)

    bench.started_and_run()
    one = statements()
    for _ in range(5):
        bench.started_and_run()
    assert statements() == one == 10  # two of them the transaction's, one a look before it
    assert statements() == 1, "with nothing to seal"


def test_a_long_history_takes_several_rounds(bench: Bench) -> None:
    case = bench.started_and_run()
    count = Case.objects.get(pk=case.pk).events_count
    more = [Event(case=case, seq=count + n, at=bench.now, kind="noted", actor="x") for n in range(1, STRETCH + 1)]
    Event.objects.bulk_create(more)
    Case.objects.filter(pk=case.pk).update(events_count=count + STRETCH)

    assert [seal_due(now=bench.now, batch=5) for _ in range(3)] == [1, 1, 0]
    assert [seal.last_seq for seal in Seal.objects.order_by("number")] == [STRETCH, STRETCH + count]


def test_a_lowered_counter_of_the_case_heals_itself(bench: Bench) -> None:
    case = bench.started_and_run()
    seal_due(now=bench.now, batch=5)
    Case.objects.filter(pk=case.pk).update(sealed=1)

    assert seal_due(now=bench.now, batch=5) == 0
    assert Case.objects.get(pk=case.pk).sealed == Seal.objects.get(case=case).last_seq


def test_a_row_that_is_missing_already_does_not_stop_the_sealing(bench: Bench) -> None:
    case = bench.started_and_run()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM workflow_event WHERE case_id = %s AND seq = 2", [case.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")

    assert seal_due(now=bench.now, batch=5) == 1
    assert Seal.objects.get(case=case).hashes[1] == canonical.MISSING


def test_a_seal_is_a_record(bench: Bench) -> None:
    bench.started_and_run()
    seal_due(now=bench.now, batch=5)
    with pytest.raises(IntegrityError, match="workflow_seal is a record"), transaction.atomic():
        Seal.objects.update(digest="")


def test_every_column_of_an_event_is_hashed() -> None:
    """A new column needs a new form of the hash, `event/2`, for what is sealed from then on."""
    assert {field.column for field in Event._meta.concrete_fields} == set(rows.EVENT_COLUMNS)
