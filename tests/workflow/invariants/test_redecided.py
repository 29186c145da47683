"""Decisions that their facts do not give are found."""

from typing import Any

import pytest

from tests.workflow.conftest import Bench
from tests.workflow.invariants.planting import RUN, asked, asleep, completed, sentences


@pytest.mark.parametrize(
    ("way", "statement", "sentence"),
    [
        (
            completed,
            RUN.format("""facts = jsonb_set(facts, '{kilos}', '"12"')""") + " AND step = 'weigh'",
            "said proceed; its facts say ask, too_heavy",
        ),
        (
            asked,
            RUN.format("""facts = jsonb_set(facts, '{kilos}', '"9"')""") + " AND step = 'weigh'",
            "said ask, too_heavy; its facts say proceed",
        ),
        (
            asleep,
            RUN.format("""facts = jsonb_set(facts, '{now}', '"2027-01-01T00:00:00Z"')""") + " AND step = 'insure'",
            "said wait; its facts say proceed",
        ),
        (
            completed,
            RUN.format("""facts = '{"kilos": "?"}'""") + " AND step = 'weigh'",
            "said proceed; its facts say ValidationError",
        ),
    ],
)
def test_redecided(bench: Bench, spoil: Any, way: Any, statement: str, sentence: str) -> None:
    case, other = way(bench), completed(bench)
    spoil(statement, case.pk)

    (found,) = sentences(bench, "redecided")
    assert found.startswith(f"Step {'insure' if way is asleep else 'weigh'} of case {case.pk} (run ")
    assert sentence in found
    assert sentences(bench, "redecided", cases=frozenset({other.pk})) == []
