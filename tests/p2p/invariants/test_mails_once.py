"""Mails that were lost or stored twice are found."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from p2p.models import Email
from tests.p2p.invariants.conftest import Office, sentence
from workflow.models import Case

pytestmark = pytest.mark.parts


def test_a_mail_that_was_handed_over_but_not_stored(office: Office, paid: Case) -> None:
    stored = Email.objects.get().sha256
    assert office.subjects("mails_once", handed_over=frozenset({stored})) == []
    assert office.subjects("mails_once", handed_over=frozenset({stored, "f" * 64})) == [f"mail {'f' * 64}"]


def test_a_mail_that_the_folder_has_processed_but_nobody_stored(
    office: Office, paid: Case, tmp_path: Path, settings: Any
) -> None:
    settings.P2P_MAIL_FOLDER = str(tmp_path / "in")
    processed = tmp_path / "in" / "processed"
    processed.mkdir(parents=True)
    shutil.copy(office.mails["clean"], processed / "one.eml")
    other_headers = b"X-Relay: another\r\n" + office.mails["clean"].read_bytes()
    (processed / "one~2.eml").write_bytes(other_headers)
    assert office.subjects("mails_once") == []

    shutil.copy(office.mails["over_threshold"], processed / "two.eml")
    assert "two.eml was processed, but no email has its hash" in sentence(office, "mails_once")
    (processed / "two.eml").unlink()

    failed = tmp_path / "in" / "failed"
    failed.mkdir()
    shutil.copy(office.mails["clean"], failed / "stored.eml")
    shutil.copy(office.mails["over_threshold"], failed / "three.eml")
    assert "three.eml was set aside, but no email has its hash" in sentence(office, "mails_once")


@pytest.mark.parametrize("column", ["sha256", "delivery_digest"])
def test_a_mail_that_is_stored_twice(office: Office, paid: Case, spoil: Any, column: str) -> None:
    office.take("over_threshold")
    spoil(f"ALTER TABLE p2p_email DROP CONSTRAINT p2p_email_{column}_key")
    spoil(f"UPDATE p2p_email SET {column} = (SELECT {column} FROM p2p_email ORDER BY id LIMIT 1)")

    assert sentence(office, "mails_once").startswith(f"2 emails have the {column} ")
