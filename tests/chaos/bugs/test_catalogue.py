"""The catalogue of planted bugs: each has a name, histories to show in, and leaves no trace when it is taken out."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db.models import Model

from chaos.bugs.bug import Bug, instead
from chaos.bugs.catalogue import BUGS
from chaos.sim.journeys import JOURNEYS
from chaos.sim.plan import Plan
from chaos.sim.points import PRODUCT
from p2p import receiving

IN_CODE = [bug for bug in BUGS if not bug.stays]  # the others change tables: they need a database
Found = dict[tuple[str, ...], Any]


def product() -> Found:
    """All that the product's modules, classes and managers hold by name."""
    return {path: value for name in sorted(sys.modules) if f"{name}.".startswith(PRODUCT) for path, value in _in(name)}


def _in(module: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in list(vars(sys.modules[module]).items()):
        yield (module, name), value
        if isinstance(value, type):
            yield from (((module, name, inner), held) for inner, held in list(vars(value).items()))
        if _has_rows(value):
            held = vars(value._default_manager)
            yield from (((module, name, "objects", inner), one) for inner, one in held.items())


def _has_rows(value: Any) -> bool:
    """Whether it is a model with a table; `Model` itself, which modules import, is none."""
    return isinstance(value, type) and issubclass(value, Model) and value is not Model and not value._meta.abstract


def changed(before: Found, after: Found) -> set[tuple[str, ...]]:
    return {path for path in before.keys() | after.keys() if before.get(path, before) is not after.get(path, after)}


@pytest.fixture(scope="module", autouse=True)
def before() -> Found:
    return product()


def test_there_are_many_and_no_two_have_the_same_name() -> None:
    assert len(BUGS) >= 25
    assert len({bug.name for bug in BUGS}) == len(BUGS)
    assert len({bug.what for bug in BUGS}) == len(BUGS)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_each_can_be_named_on_a_command_line_and_in_a_table(bug: Bug) -> None:
    assert bug.name == bug.name.strip("-").lower()
    assert not set(bug.name) & set(" |'\"")
    assert bug.what
    assert "|" not in bug.what
    assert "\n" not in bug.what


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_each_has_histories_to_show_in_and_the_same_at_every_call(bug: Bug) -> None:
    plans = list(bug.plans())
    assert plans
    assert plans == list(bug.plans())
    assert all(isinstance(plan, Plan) for plan in plans)
    known = {journey.name for journey in JOURNEYS}
    assert {name for plan in plans for name in plan.journeys} <= known


@pytest.mark.parametrize("bug", IN_CODE, ids=lambda bug: bug.name)
def test_each_changes_the_product_while_it_is_planted_and_only_then(bug: Bug, before: Found) -> None:
    with bug.plant():
        assert changed(before, product())
    assert changed(before, product()) == set()


@pytest.mark.parametrize("bug", IN_CODE, ids=lambda bug: bug.name)
def test_each_is_taken_out_when_a_history_fails(bug: Bug, before: Found) -> None:
    with suppress(LookupError), bug.plant():
        raise LookupError
    assert changed(before, product()) == set()


def test_a_bug_that_nothing_refers_to_cannot_be_planted() -> None:
    with pytest.raises(AssertionError, match="can't be planted any more"), instead(object(), None):
        pass


def test_a_function_is_replaced_wherever_it_was_imported() -> None:
    replaced: Any = object()
    with instead(receiving.receive, replaced):
        assert {path for path, value in product().items() if value is replaced} >= {
            ("p2p.receiving", "receive"),
            ("p2p.collecting", "receive"),
        }
    assert not any(value is replaced for value in product().values())
