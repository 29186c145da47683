import pytest

from p2p.erp import PostingRequest
from p2p.erp.failures import ErpGarbled, ErpTimedOut, ErpUnavailable
from p2p.erp.twin import Mode, Twin
from workflow.outcomes import Absent, Done, Retryable, Unknown


@pytest.mark.parametrize(
    ("mode", "raised", "booked"),
    [
        (Mode.TIMES_OUT_BEFORE, ErpTimedOut, 0),
        (Mode.TIMES_OUT_AFTER, ErpTimedOut, 1),
        (Mode.FAILS, ErpUnavailable, 0),
        (Mode.GARBAGE, ErpGarbled, 1),
    ],
)
def test_failures_are_passing_and_a_look_tells_what_came_of_them(
    posting: PostingRequest, mode: Mode, raised: type[Retryable], booked: int
) -> None:
    twin = Twin([mode])
    with pytest.raises(raised):
        twin.post(posting, "key")
    assert len(twin.postings.rows) == booked
    assert isinstance(twin.find_posting("key"), Done if booked else Absent)
    assert twin.post(posting, "key") == twin.find_posting("key")
    assert len(twin.postings.rows) == 1


def test_who_does_not_look_books_twice_where_keys_are_ignored(posting: PostingRequest) -> None:
    twin = Twin(usual=Mode.IGNORES_KEYS)
    assert twin.post(posting, "key").reference != twin.post(posting, "key").reference
    assert len(twin.postings.rows) == 2


def test_a_duplicate_reply_answers_another_key(posting: PostingRequest) -> None:
    twin = Twin([Mode.HONOURS_KEYS, Mode.DUPLICATE_REPLY])
    first = twin.post(posting, "one")
    assert twin.post(posting, "two") == first
    assert first.data["key"] == "one"
    assert [key for key, _, _ in twin.postings.rows] == ["one", "two"]


def test_a_system_that_cannot_look_up_says_so(posting: PostingRequest) -> None:
    twin = Twin(looks_up=False)
    twin.post(posting, "key")
    assert isinstance(twin.find_posting("key"), Unknown)


def test_a_system_that_is_down_neither_books_nor_tells(posting: PostingRequest) -> None:
    twin = Twin()
    twin.down = True
    with pytest.raises(ErpUnavailable, match="can't be reached"):
        twin.post(posting, "key")
    with pytest.raises(ErpUnavailable):
        twin.find_posting("key")
    assert twin.postings.rows == []
