"""Effects happen at most once: looked for before they are done, asked about where nobody can tell."""

from typing import Any

import pytest

from tests.workflow import toy
from tests.workflow.conftest import Bench
from workflow.models import Effect


def test_a_line_cut_after_sending_is_found_and_not_repeated(bench: Bench) -> None:
    case = bench.started_and_run(cut_off=True)
    assert bench.runs(case)[-1] == ("ship", 2, "ready")

    bench.pass_time(seconds=5)
    case = bench.run(case)
    assert case.state == "completed"
    assert toy.POST_OFFICE.calls == ["find", "perform", "find"]
    assert len(toy.POST_OFFICE.ledger) == 1


def test_what_the_outside_cannot_tell_a_person_decides(bench: Bench) -> None:
    case = bench.started_and_run(blind=True)

    task = bench.task(case)
    assert (case.state, case.reason) == ("waiting", "effect_unknown")
    assert f"Look for parcel:{case.uid}:ship" in task.sentence
    assert toy.POST_OFFICE.calls == ["find"], "nothing is done on a guess"


@pytest.mark.parametrize(
    ("choice", "more", "reference", "calls"),
    [
        ("was_done", {"values": {"reference": "7"}}, "7", ["find"]),
        ("not_done", {"note": "I called them"}, "ref-1", ["find", "find", "perform"]),
    ],
)
def test_the_answer_settles_the_doubt(
    bench: Bench, choice: str, more: dict[str, Any], reference: str, calls: list[str]
) -> None:
    case = bench.decide(bench.started_and_run(blind=True), choice, **more)

    assert case.state == "completed"
    effect = Effect.objects.get(case=case)
    assert (effect.state, effect.reference) == ("done", reference)
    assert effect.confirmed_by == ("carol" if choice == "was_done" else "")
    assert toy.POST_OFFICE.calls == calls
