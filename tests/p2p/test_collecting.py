"""Mails are stored first, then put away; a bad one never blocks the next."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from p2p import store
from p2p.collecting import collect
from p2p.mail.sources import MailUnfetchable, SourceUnavailable
from p2p.mail.sources.memory import MemorySource
from p2p.models import Email
from p2p.tasks import fetch_mail
from tests.p2p.conftest import NOW
from tests.p2p.mail.messages import PDF, raw

pytestmark = pytest.mark.usefixtures("intake")

ONE, TWO = (raw(("a.pdf", PDF), message_id=f"<{name}@vendor.example>") for name in ("one", "two"))


def clock() -> datetime:
    return NOW


def test_what_waits_is_stored_and_put_away() -> None:
    source = MemorySource([ONE, TWO])
    assert [received.message_id for received in collect(source, clock=clock)] == [
        "<one@vendor.example>",
        "<two@vendor.example>",
    ]
    assert (source.processed, source.waiting(9)) == ([ONE, TWO], [])
    assert set(Email.objects.values_list("source", flat=True)) == {"memory"}


def test_a_round_takes_no_more_than_its_limit() -> None:
    source = MemorySource([ONE, TWO])
    assert len(list(collect(source, clock=clock, limit=1))) == 1
    assert source.waiting(9) == ["2"]


def test_what_is_no_mail_is_kept_and_set_aside() -> None:
    source = MemorySource([b"no mail", ONE])
    assert [len(received.cases) for received in collect(source, clock=clock)] == [0, 1]
    assert (source.failed, source.processed) == ([b"no mail"], [ONE])


class WithOneTooMany(MemorySource):
    """The first mail can't be fetched."""

    def fetch(self, key: str) -> bytes:
        if key == "1":
            raise MailUnfetchable("The server would not.")
        return super().fetch(key)


def test_what_cannot_be_fetched_is_set_aside() -> None:
    source = WithOneTooMany([ONE, TWO])
    assert [received.message_id for received in collect(source, clock=clock)] == ["<two@vendor.example>"]
    assert source.failed == [ONE]


def test_nothing_leaves_its_place_when_it_cannot_be_stored(data: Path) -> None:
    data.mkdir()
    (data / "documents").write_text("in the way")
    source = MemorySource([ONE])
    with pytest.raises(store.StoreTrouble):
        list(collect(source, clock=clock))
    assert source.waiting(9) == ["1"]


class CutOff(MemorySource):
    """The connection is lost after the mail was stored."""

    def done(self, key: str) -> None:
        raise SourceUnavailable("The line was cut.")


def test_a_mail_that_was_stored_but_not_put_away_is_a_duplicate_next_time() -> None:
    with pytest.raises(SourceUnavailable):
        list(collect(CutOff([ONE]), clock=clock))
    (again,) = collect(MemorySource([ONE]), clock=clock)
    assert again.duplicate
    assert Email.objects.count() == 1


def test_a_source_in_trouble_holds_up_no_other(tmp_path: Path, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "one.eml").write_bytes(ONE)
    settings.P2P_MAIL_FOLDER = str(tmp_path)
    settings.P2P_IMAP_URL = "mail.example.com"
    fetch_mail()
    assert Email.objects.get().source == "folder"
    assert "P2P_IMAP_URL is not understood" in caplog.text
    settings.P2P_MAIL_FOLDER = str(tmp_path / "nowhere")
    fetch_mail()
    assert "There is no folder" in caplog.text


def test_without_a_source_there_is_nothing_to_do(settings: Any) -> None:
    settings.P2P_MAIL_FOLDER = settings.P2P_IMAP_URL = ""
    fetch_mail()
    assert not Email.objects.exists()
