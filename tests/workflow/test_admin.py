"""The admin shows the whole record of the engine and changes nothing of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.workflow.conftest import CLERK, Bench
from workflow import engine
from workflow.models import Case, Decision, Effect, Escalation, Message, ProcessVersion, Signal, StepRun, Task

SHOWN = (Case, Task, StepRun, Effect, Escalation, Message, ProcessVersion, Signal)
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def chief(db: None, settings: Any, tmp_path: Any) -> Client:
    """A browser of somebody who may do everything that can be done."""
    settings.STATIC_ROOT = tmp_path
    client = Client()
    client.force_login(User.objects.create_superuser("chief"))
    return client


def a_full_record(bench: Bench) -> Case:
    """A case with a question answered, an effect, an escalation and a signal; its note is hostile."""
    case = bench.started_and_run(kilos=20, name=HOSTILE)
    bench.pass_time(hours=3)
    engine.tick(now=bench.now)
    engine.emit(["van"], now=bench.now)
    engine.undo(bench.answered(case, note=HOSTILE).pk, actor=CLERK, now=bench.now)
    return bench.decide(case, "accept", note=HOSTILE)


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model.__name__)
def test_everything_is_listed_and_shown_and_nothing_can_be_changed(bench: Bench, chief: Client, model: Any) -> None:
    a_full_record(bench)
    row = model.objects.first()
    name = f"/admin/workflow/{model._meta.model_name}/"
    page = chief.get(f"{name}{row.pk}/change/")
    assert (chief.get(name).status_code, page.status_code) == (200, 200)
    assert 'name="_save"' not in page.content.decode()
    assert HOSTILE not in page.content.decode()
    assert chief.get(f"{name}add/").status_code == 403
    assert chief.post(f"{name}{row.pk}/change/", {"state": "completed"}).status_code == 403
    assert chief.post(f"{name}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    chief.post(name, selected)
    assert model.objects.filter(pk=row.pk).exists()


def test_the_page_of_a_case_tells_its_history(bench: Bench, chief: Client) -> None:
    case = a_full_record(bench)
    page = chief.get(f"/admin/workflow/case/{case.pk}/change/").content.decode()
    for run in StepRun.objects.filter(case=case):
        assert f'href="/admin/workflow/steprun/{run.pk}/change/"' in page
    task = Task.objects.filter(case=case)[0]
    assert f'href="/admin/workflow/task/{task.pk}/change/"' in page
    assert Decision.objects.filter(case=case)[0].actor_name in page
    assert case.undoings.get().at.strftime("%H:%M") in page or "Undoing" in page
    assert "task_opened" in page
    assert "&quot;kilos&quot;: 20" in page


def test_json_is_printed_with_indents(bench: Bench, chief: Client) -> None:
    case = a_full_record(bench)
    run = StepRun.objects.filter(case=case).first()
    assert run is not None
    page = chief.get(f"/admin/workflow/steprun/{run.pk}/change/").content.decode()
    assert "<pre>{\n  &quot;name&quot;: &quot;&lt;script&gt;" in page


def test_cases_are_found_by_number_party_and_uid(bench: Bench, chief: Client) -> None:
    case, other = bench.started_and_run(), bench.started_and_run()
    Case.objects.filter(pk=other.pk).update(party="Olga")
    for words, expected in ((case.number, case), ("olga", other), (str(case.uid), case)):
        page = chief.get("/admin/workflow/case/", {"q": words}).content.decode()
        assert f'href="/admin/workflow/case/{expected.pk}/change/' in page
        assert page.count("/change/?") == 1
    assert chief.get("/admin/workflow/case/", {"q": "no uid \N{SNOWMAN}"}).status_code == 200


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model.__name__)
def test_a_list_costs_the_same_with_few_rows_and_with_many(
    bench: Bench, chief: Client, django_assert_max_num_queries: Callable[..., Any], model: Any
) -> None:
    a_full_record(bench)
    address = f"/admin/workflow/{model._meta.model_name}/"
    with django_assert_max_num_queries(20) as few:
        chief.get(address)
    for _ in range(5):
        a_full_record(bench)
    with django_assert_max_num_queries(len(few)):
        chief.get(address)


def test_a_page_costs_the_same_with_a_short_and_with_a_long_history(
    bench: Bench, chief: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    short, long = bench.started_and_run(), bench.started_and_run(kilos=20)
    for _ in range(4):
        long = bench.decide(long, "recheck")
    assert long.step_runs.count() > short.step_runs.count()
    with django_assert_max_num_queries(20) as few:
        chief.get(f"/admin/workflow/case/{short.pk}/change/")
    with django_assert_max_num_queries(len(few)):
        chief.get(f"/admin/workflow/case/{long.pk}/change/")
