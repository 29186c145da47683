"""`manage.py verify_history`: what it prints, and its exit code."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.workflow.sealing.conftest import Vault
from tests.workflow.sealing.tampering import sql
from workflow.models import Case, Event


def said(*options: str) -> str:
    out = StringIO()
    call_command("verify_history", *options, stdout=out)
    return out.getvalue()


def test_it_says_how_much_it_checked_and_what_nothing_vouches_for(vault: Vault) -> None:
    vault.live(2)
    vault.bench.start()
    text = said()
    assert f"{Event.objects.count()} events, 4 answers" in text
    assert "Nothing vouches yet for 1 events (not sealed) and 0 seals" in text
    assert f"Head of the anchor: {vault.verify().counted.head}" in text


def test_a_finding_has_a_line_of_its_own_and_the_exit_code_is_one(vault: Vault) -> None:
    vault.live(2)
    case = Case.objects.earliest("pk")
    sql("SET LOCAL session_replication_role = replica")
    sql("UPDATE workflow_event SET actor = 'eve' WHERE case_id = %s AND seq = 3", case.pk)

    out = StringIO()
    with pytest.raises(CommandError, match="1 findings") as error:
        call_command("verify_history", "--json", "--case", str(case.pk), stdout=out)
    assert error.value.returncode == 1
    finding, counts = map(json.loads, out.getvalue().splitlines())
    assert (finding["case"], finding["table"], finding["row"], finding["kind"]) == (case.pk, "event", 3, "edited")
    assert (counts["findings"], counts["cases"]) == (1, 1)


def test_before_anything_is_sealed_all_is_well(vault: Vault) -> None:
    assert "0 events" in said()


def test_an_anchor_without_its_key_is_not_believed(vault: Vault) -> None:
    vault.live(1)
    vault.key.rename(vault.key.with_name("elsewhere"))
    with pytest.raises(CommandError, match="--public-key"):
        said()
    assert "Head of the anchor" in said("--public-key", str(vault.key.with_name("key.pub")))
