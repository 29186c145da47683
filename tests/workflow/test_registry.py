"""A case keeps the version that it began with; a version never changes its meaning."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.workflow import toy
from tests.workflow.conftest import Bench, forget
from workflow import lint, registry


def newer() -> object:
    fetch, weigh, insure, ship = toy.PARCEL.steps
    strict = replace(weigh, rules=toy.Limits(kilos=Decimal(3)))
    return replace(toy.PARCEL, version=2, steps=(fetch, strict, insure, ship))


def test_an_open_case_goes_on_under_its_own_rules(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    old = bench.start(kilos=5)
    monkeypatch.setattr(toy, "PARCEL", newer())
    forget()

    new = bench.start(kilos=5)
    assert (bench.run(old).state, bench.run(new).state) == ("completed", "waiting")
    assert (old.version, new.version) == (1, 2)


def test_the_same_version_with_other_rules_is_refused(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.start()
    monkeypatch.setattr(toy, "PARCEL", replace(newer(), version=1))  # type: ignore[type-var]
    forget()

    with pytest.raises(registry.ChangedWithoutVersion, match="Give it the next version number"):
        bench.start()
    assert [problem.id for problem in lint.check_versions(databases=["default"])] == ["workflow.E011"]


def test_a_version_that_nobody_knows_is_refused_by_name(bench: Bench) -> None:
    with pytest.raises(registry.UnknownVersion, match="parcel version 9"):
        registry.pinned("parcel", 9)
    with pytest.raises(registry.NoSuchProcess, match="Known: parcel"):
        registry.current("post")
