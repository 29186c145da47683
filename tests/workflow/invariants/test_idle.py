"""Work that lies about is found; who stands in line is not."""

from datetime import timedelta
from typing import Any

import pytest

from tests.workflow.conftest import Bench
from tests.workflow.invariants.planting import (
    RUN,
    asleep,
    due,
    sentences,
)
from workflow.engine.claim import claim


@pytest.mark.parametrize(
    ("way", "statement", "patience", "sentence"),
    [
        (due, "", timedelta(seconds=120), "is due since 2026-03-02 09:00:00 UTC; nobody takes it from queue documents"),
        (asleep, "", timedelta(days=5, seconds=120), "sleeps, and was to be woken since 2026-03-07 09:00:00 UTC"),
        (
            due,
            RUN.format("state = 'running', lease_until = due_at"),
            timedelta(seconds=120),
            "is held, but its lease ended since 2026-03-02 09:00:00 UTC",
        ),
        (due, RUN.format("state = 'running', started_at = due_at"), None, "is held without a lease"),
    ],
)
def test_idle(bench: Bench, spoil: Any, way: Any, statement: str, patience: timedelta | None, sentence: str) -> None:
    case = way(bench)
    if statement:
        spoil(statement, case.pk)
    if patience:
        bench.now += patience
        assert sentences(bench, "idle") == [], "not before its time"
        bench.pass_time(seconds=1)

    (found,) = sentences(bench, "idle")
    assert f"of case {case.pk} {sentence}" in found


def test_who_stands_in_line_is_not_idle(bench: Bench) -> None:
    """Its queue is served, in the order in which cases fell due."""
    earlier, waiting = due(bench), due(bench)
    bench.pass_time(seconds=200)
    claim(earlier.pk, "documents", now=bench.now)
    assert sentences(bench, "idle") == []

    bench.pass_time(seconds=121)
    assert len(sentences(bench, "idle")) == 1, "now nobody is served any more"
    claim(waiting.pk, "documents", now=bench.now)


def test_who_is_passed_by_is_idle(bench: Bench) -> None:
    passed = due(bench)
    bench.pass_time(seconds=200)
    claim(due(bench).pk, "documents", now=bench.now)

    assert [f"of case {passed.pk} " in found for found in sentences(bench, "idle")] == [True]
