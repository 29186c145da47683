"""Effects under a wrong key, repeated or left half done are found."""

from typing import Any

import pytest

from tests.workflow.conftest import Bench
from tests.workflow.invariants.planting import EFFECT, completed, sentences


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (EFFECT.format("key = key || ':2'"), "should have the key parcel:"),
        (EFFECT.format("reference = ''"), "is done, but has no reference"),
        (EFFECT.format("state = 'intended'"), "is intended, but the case is completed"),
        (EFFECT.format("state = 'unknown'"), "is unknown, but the case is completed"),
    ],
)
def test_effects(bench: Bench, spoil: Any, statement: str, sentence: str) -> None:
    case, other = completed(bench), completed(bench)
    spoil(statement, case.pk)

    (found,) = sentences(bench, "effects")
    assert f"of case {case.pk} {sentence}" in found
    assert sentences(bench, "effects", cases=frozenset({other.pk})) == []


def test_effects_finds_a_second_row(bench: Bench, spoil: Any) -> None:
    case = completed(bench)
    columns = "case_id, step, state, request, reference, response, confirmed_by, intended_at, done_at"
    spoil(
        f"INSERT INTO workflow_effect (key, {columns}) SELECT key || ':2', {columns} FROM workflow_effect"
        " WHERE case_id = %s",
        case.pk,
    )

    found = sentences(bench, "effects")
    assert f"Case {case.pk} has 2 effects for step ship, not 1." in found


def test_effects_finds_the_same_key_twice(bench: Bench, spoil: Any) -> None:
    case, other = completed(bench), completed(bench)
    spoil("ALTER TABLE workflow_effect DROP CONSTRAINT workflow_effect_key_key")
    spoil(EFFECT.format("key = (SELECT key FROM workflow_effect ORDER BY id LIMIT 1)"), other.pk)

    assert f"The key parcel:{case.uid}:ship stands on 2 effects, not 1." in sentences(bench, "effects")
