"""What the verification says of a history that nobody has touched, and of what it can't vouch for."""

from tests.workflow.sealing.conftest import Vault
from workflow.models import Case, Decision, Event, Seal, Undoing
from workflow.sealing.seal import seal_due


def test_an_untouched_history_is_found_whole(vault: Vault) -> None:
    vault.live(6)
    report = vault.verify()

    assert list(report) == []
    counted = report.counted
    assert (counted.cases, counted.events) == (6, Event.objects.count())
    assert (counted.seals, counted.anchored) == (Seal.objects.count(), Seal.objects.count())
    assert counted.decisions == Decision.objects.count() == 11
    assert Undoing.objects.count() == 2
    assert (counted.unsealed, counted.unanchored, counted.lines) == (0, 0, 3)


def test_what_is_not_sealed_or_not_anchored_yet_is_counted(vault: Vault) -> None:
    vault.live(2)
    case = vault.bench.started_and_run(kilos=30)
    events = Case.objects.get(pk=case.pk).events_count
    assert vault.verify().counted.unsealed == events

    seal_due(now=vault.bench.now, batch=10)
    report = vault.verify()
    assert (report.counted.unsealed, report.counted.unanchored) == (0, 1)
    assert list(report) == []


def test_one_case_alone(vault: Vault) -> None:
    vault.live(3)
    case = Case.objects.order_by("pk")[1]
    report = vault.verify(only=case.pk)

    assert list(report) == []
    assert (report.counted.cases, report.counted.events) == (1, case.events_count)
    assert report.counted.anchored == Seal.objects.filter(case=case).count()
