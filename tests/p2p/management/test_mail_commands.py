"""The commands that take mails in: JSON lines on stdout, one line on stderr when they could not."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.p2p.mail.messages import PDF, raw
from tests.p2p.mail.sources.dovecot import client, dovecot

pytestmark = pytest.mark.usefixtures("intake")

ONE, TWO = (raw(("a.pdf", PDF), message_id=f"<{name}@vendor.example>") for name in ("one", "two"))
SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "contracts" / "receive_mail.schema.json").read_text())


def lines(*command: Any) -> list[dict[str, Any]]:
    """What the command prints, checked against the contract's keys."""
    out = io.StringIO()
    call_command(*map(str, command), stdout=out)
    printed = [json.loads(line) for line in out.getvalue().splitlines()]
    assert all(list(line) == SCHEMA["required"] == list(SCHEMA["properties"]) for line in printed)
    return printed


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    for name, mail in {"1.eml": ONE, "2.eml": b"no mail", "3.eml": TWO}.items():
        (tmp_path / name).write_bytes(mail)
    return tmp_path


def test_receive_mail_prints_a_line_per_mail_in_order(mails: Path) -> None:
    printed = lines("receive_mail", mails / "1.eml", mails / "2.eml", mails / "3.eml", mails / "1.eml")
    assert [(line["message_id"], len(line["cases"]), line["duplicate"]) for line in printed] == [
        ("<one@vendor.example>", 1, False),
        (None, 0, False),
        ("<two@vendor.example>", 1, False),
        ("<one@vendor.example>", 1, True),
    ]
    assert printed[3]["cases"] == printed[0]["cases"]
    assert all(isinstance(case, str) for line in printed for case in line["cases"])


def test_receive_mail_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ONE)))
    (line,) = lines("receive_mail", "-")
    assert line["message_id"] == "<one@vendor.example>"


def test_receive_mail_takes_nothing_in_when_a_name_is_mistyped(mails: Path) -> None:
    with pytest.raises(CommandError, match=r"4\.eml: there is no such file\. Nothing was taken in"):
        lines("receive_mail", mails / "1.eml", mails / "4.eml")
    assert not lines("receive_mail", mails / "1.eml")[0]["duplicate"]


def test_receive_mail_says_when_nothing_can_be_stored(mails: Path, data: Path) -> None:
    data.mkdir()
    (data / "documents").write_text("in the way")
    with pytest.raises(CommandError, match="P2P_DATA"):
        lines("receive_mail", mails / "1.eml")


def test_watch_folder_takes_in_what_lies_there(mails: Path, settings: Any) -> None:
    settings.P2P_MAIL_FOLDER = str(mails)
    assert len(lines("watch_folder")) == 3
    assert sorted(path.name for path in (mails / "processed").iterdir()) == ["1.eml", "3.eml"]
    assert sorted(path.name for path in (mails / "failed").iterdir()) == ["2.eml", "2.eml.reason.txt"]
    assert lines("watch_folder", mails) == []


@pytest.mark.parametrize(
    ("command", "word"),
    [
        (("watch_folder",), "P2P_MAIL_FOLDER"),
        (("poll_mailbox",), "P2P_IMAP_URL"),
        (("watch_folder", "/nowhere"), "folder"),
    ],
)
def test_what_is_not_set_up_is_named(command: tuple[str, ...], word: str, settings: Any) -> None:
    settings.P2P_MAIL_FOLDER = settings.P2P_IMAP_URL = ""
    with pytest.raises(CommandError, match=word):
        lines(*command)


@pytest.mark.parts
def test_poll_mailbox_takes_in_what_waits_and_puts_it_away(settings: Any) -> None:
    with dovecot() as server, client(server) as other:
        settings.P2P_IMAP_URL = server.url
        for mail in (ONE, b"From: ann@vendor.example\r\n\r\nHello\r\n", TWO):
            other.append("INBOX", "", "", mail)
        assert [len(line["cases"]) for line in lines("poll_mailbox", "--limit", "2")] == [1, 0]
        assert [line["message_id"] for line in lines("poll_mailbox")] == ["<two@vendor.example>"]
        assert lines("poll_mailbox") == []
