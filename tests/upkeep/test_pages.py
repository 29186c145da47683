"""The portal, the admin and the commands cope with a second process as they are."""

import json
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from tests.upkeep.test_incidents import asking, check
from tests.workflow.conftest import Bench
from workflow.models import Case, Decision, Task


@pytest.fixture
def case(bench: Bench, spoil: Any) -> Case:
    """A question about a broken rule, beside a case of another process."""
    spoil("UPDATE workflow_case SET step = 'fetch' WHERE id = %s", bench.started_and_run().pk)
    check(bench)
    return asking(bench)


@pytest.fixture
def cleo(client: Client) -> Client:
    user = User.objects.create_user("cleo", first_name="Cleo", is_staff=True)
    user.groups.add(Group.objects.get(name="controller"))
    client.force_login(user)
    return client


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_question_is_in_the_queue_and_can_be_answered(cleo: Client, case: Case) -> None:
    task = Task.objects.get(case=case)
    assert f"/tasks/{task.pk}/" in page(cleo, "/queue/")

    text = page(cleo, f"/tasks/{task.pk}/")
    assert "Explained" in text
    assert "Check again" in text
    assert "its row says" in text


def test_the_case_pages_show_it(cleo: Client, case: Case) -> None:
    assert f"/cases/{case.pk}/" in page(cleo, "/cases/")
    assert "Something that must always hold" in page(cleo, f"/cases/{case.pk}/")


def test_the_admin_lists_breaches(cleo: Client, case: Case) -> None:
    assert "retraced" in page(cleo, "/admin/upkeep/breach/")


def printed(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def test_the_commands_tell_of_it(case: Case, cleo: Client) -> None:
    task = Task.objects.get(case=case)
    lines = [json.loads(line) for line in printed("cases", "--json").splitlines()]
    assert [line["reason"] for line in lines] == [None, "invariant_broken"]
    assert "invariant_broken" in printed("cases")
    assert "invariant_broken" in printed("tasks")
    story = json.loads(printed("show_case", str(case.pk), "--json"))
    assert story["breach"]["rule"] == "retraced"

    printed("decide", str(task.pk), "explained", "--user", "cleo", "--note", "by hand")
    assert Decision.objects.get().note == "by hand"
