"""The accounts system over HTTP misbehaves as it is told, and its journal tells the truth meanwhile."""

import http.client
import json
from dataclasses import replace

import pytest

from chaos.kills import erp_server
from p2p.erp import PostingRequest
from p2p.erp.failures import ErpGarbled, ErpTimedOut, ErpUnavailable, KeyReused
from p2p.erp.twin import Mode
from tests.chaos.kills.serving import Served
from workflow.outcomes import Absent, Done


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erp_server, "SILENCE", 0.0)


@pytest.mark.parametrize(
    ("mode", "failure", "booked"),
    [
        (Mode.TIMES_OUT_AFTER, ErpTimedOut, 1),
        (Mode.TIMES_OUT_BEFORE, ErpTimedOut, 0),
        (Mode.FAILS, ErpUnavailable, 0),
        (Mode.GARBAGE, ErpGarbled, 1),
    ],
)
def test_a_mishap_is_named_and_the_journal_says_what_was_booked(
    served: Served, posting: PostingRequest, mode: Mode, failure: type[Exception], booked: int
) -> None:
    served.behave(Mode.HONOURS_KEYS, mode)
    with pytest.raises(failure):
        served.post(posting, "key-1")
    assert [row["key"] for row in served.booked()] == ["key-1"] * booked
    assert isinstance(served.find_posting("key-1"), Done if booked else Absent)


def test_a_repeated_key_is_journalled_once_where_keys_are_honoured(served: Served, posting: PostingRequest) -> None:
    assert served.post(posting, "key-1") == served.post(posting, "key-1")
    (row,) = served.booked()
    assert (row["kind"], row["request"]["gross"], row["request"]["invoice_number"]) == ("posting", "220.80", "INV-1")


def test_a_repeated_key_is_booked_and_journalled_twice_where_they_are_not(
    served: Served, posting: PostingRequest
) -> None:
    served.behave(Mode.IGNORES_KEYS)
    first, second = served.post(posting, "key-1"), served.post(posting, "key-1")
    assert [row["reference"] for row in served.booked()] == [first.reference, second.reference]
    assert first.reference != second.reference


def test_an_answer_may_be_that_of_the_call_before(served: Served, posting: PostingRequest) -> None:
    first = served.post(posting, "key-1")
    served.behave(Mode.HONOURS_KEYS, Mode.DUPLICATE_REPLY)
    assert served.post(posting, "key-2") == first
    assert len(served.booked()) == 2


def test_a_refusal_keeps_its_name_and_its_words(served: Served, posting: PostingRequest) -> None:
    served.post(posting, "key-1")
    with pytest.raises(KeyReused, match="key-1 already stands for another request"):
        served.post(replace(posting, invoice_number="INV-2"), "key-1")


def test_nobody_there_is_unavailable(served: Served) -> None:
    served.close()
    with pytest.raises(ErpUnavailable):
        served.find_posting("key-1")


def test_calls_are_counted(served: Served, posting: PostingRequest) -> None:
    served.post(posting, "key-1")
    served.find_posting("key-1")
    connection = http.client.HTTPConnection(served._address, timeout=5)
    connection.request("POST", "/calls", "{}")
    assert json.loads(connection.getresponse().read()) == {"calls": 2}
    connection.close()
