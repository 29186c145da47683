"""When two deliveries are the same."""

import pytest

from p2p.mail.arrival import take_apart
from p2p.mail.upload import as_mail
from tests.p2p.mail.messages import OTHER_PDF, PDF, raw
from workflow.people import Actor

FIRST = raw(("a.pdf", PDF))
CAROL = Actor(id="carol", name="Carol\r\nBcc: x", roles=frozenset({"clerk"}))


@pytest.mark.parametrize(
    ("again", "same"),
    [
        (b"Received: from relay.example\r\n" + FIRST, True),
        (FIRST.replace(b"Please find", b"[EXTERNAL] Please find"), True),
        (raw(("renamed.pdf", PDF)), True),
        (raw(("a.pdf", OTHER_PDF)), False),
        (raw(("a.pdf", PDF), ("b.pdf", OTHER_PDF)), False),
        (raw(("a.pdf", PDF), message_id="<two@vendor.example>"), False),
    ],
)
def test_same_message_id_and_same_attachments_are_the_same_delivery(again: bytes, same: bool) -> None:
    assert (take_apart(again).delivery_digest == take_apart(FIRST).delivery_digest) is same


def test_without_a_message_id_the_bytes_decide() -> None:
    one, other = raw(("a.pdf", PDF), message_id=""), raw(("a.pdf", PDF), message_id="", subject="Reminder")
    assert take_apart(one).delivery_digest == take_apart(one).sha256
    assert take_apart(one).delivery_digest != take_apart(other).delivery_digest


def test_what_is_no_mail_still_arrives() -> None:
    arrival = take_apart(PDF)
    assert (arrival.documents, arrival.message_id, arrival.size) == ((), "", len(PDF))
    assert [(one.file, one.why) for one in arrival.ignored] == [(None, arrival.trouble)]


def test_an_upload_is_a_mail_of_its_files() -> None:
    files = [("a.pdf", PDF), ("../b.pdf", OTHER_PDF)]
    arrival = take_apart(as_mail(files, CAROL))
    assert [(one.filename, one.content) for one in arrival.documents] == [("a.pdf", PDF), ("b.pdf", OTHER_PDF)]
    assert (arrival.sender, arrival.message_id) == ("", "")
    assert as_mail(files, CAROL) == as_mail(files, CAROL)
