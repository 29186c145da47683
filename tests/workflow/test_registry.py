"""A case keeps the version that it began with; a version never changes its meaning."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from tests.workflow import toy
from tests.workflow.conftest import Bench
from workflow import lint, registry
from workflow.models import ProcessVersion


def newer() -> object:
    fetch, weigh, insure, ship = toy.PARCEL.steps
    strict = replace(weigh, rules=toy.Limits(kilos=Decimal(3)))
    return replace(toy.PARCEL, version=2, steps=(fetch, strict, insure, ship))


def test_an_open_case_goes_on_under_its_own_rules(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    old = bench.start(kilos=5)
    monkeypatch.setattr(toy, "PARCEL", newer())
    registry.forget()

    new = bench.start(kilos=5)
    assert (bench.run(old).state, bench.run(new).state) == ("completed", "waiting")
    assert (old.version, new.version) == (1, 2)


def test_the_same_version_with_other_rules_is_refused(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.start()
    monkeypatch.setattr(toy, "PARCEL", replace(newer(), version=1))  # type: ignore[type-var]
    registry.forget()

    with pytest.raises(registry.ChangedWithoutVersion, match="Give it the next version number"):
        bench.start()
    assert [problem.id for problem in lint.check_versions(databases=["default"])] == ["workflow.E011"]


def test_a_version_that_nobody_knows_is_refused_by_name(bench: Bench) -> None:
    with pytest.raises(registry.UnknownVersion, match="parcel version 9"):
        registry.pinned("parcel", 9)
    with pytest.raises(registry.NoSuchProcess, match="Known: parcel"):
        registry.current("post")


@pytest.mark.django_db(transaction=False)
def test_a_version_whose_case_was_undone_is_stored_with_the_next(
    bench: Bench, django_capture_on_commit_callbacks: Any
) -> None:
    with transaction.atomic():
        bench.start()
        transaction.set_rollback(True)
    assert not ProcessVersion.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        bench.start()
    assert ProcessVersion.objects.count() == 1
