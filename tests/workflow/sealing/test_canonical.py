"""What two rows must differ in to be told apart: anything at all."""

import pytest

from workflow.sealing import canonical
from workflow.sealing.one_case import examine, sealed_by

ROW = (7, 3, 1, "1772442000000000", "noted", "engine", "weigh", '{"n": 0.1}')


def hashed(data: str) -> str:
    return canonical.event_hash("uid", (*ROW[:-1], data))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"n": 0.1}', '{"n": 0.10}'),
        ('{"n": 0.1}', '{"n": 0.10000000000000000001}'),
        ('{"n": 9007199254740992}', '{"n": 9007199254740993}'),
        ('{"n": 1}', '{"n": true}'),
        ('{"n": 1}', '{"n": "1"}'),
        ('{"n": null}', "{}"),
        ('{"n": ["a", "b"]}', '{"n": ["b", "a"]}'),
        ('{"n": "\u00e9"}', '{"n": "e\u0301"}'),
        ('{"n": ' + "1" * 5000 + "}", '{"n": ' + "1" * 4999 + "2}"),
        ("[" * 3000 + "]" * 3000, "[" * 3001 + "]" * 3001),
    ],
)
def test_data_that_differs_has_another_hash(one: str, other: str) -> None:
    assert hashed(one) != hashed(other)


def test_data_that_says_the_same_has_the_same_hash() -> None:
    assert hashed('{"b": 1, "a": [0.10]}') == hashed('{"a":[0.10],"b":1}')


def test_no_column_runs_into_the_next() -> None:
    row = (7, 3, 1, "0", "ab", "c", "", "{}")
    assert canonical.event_hash("uid", row) != canonical.event_hash("uid", (7, 3, 1, "0", "a", "bc", "", "{}"))


def test_the_hash_of_a_row_is_for_ever() -> None:
    """Sealed rows keep this form: if this fails, give the new form a new name beside the old one."""
    assert canonical.event_hash("uid", ROW) == "15d8efdc952e89ce2e397e54f6c8df34ae8742c10ebd2c50769f759a12150e7f"
    digest = canonical.seal_digest(
        before="", case_uid="uid", case=3, number=1, place=1, span=(1, 1), hashes=["a"], at="0"
    )
    assert digest == "5949ecf5b1858c9f570f61dca4cd49ad7018ee7c615e2759aeb246b3db9c0550"
    assert canonical.chain_head("", digest) == "9576ec0f4c97912ce5d957a86ce471b68ce291e568880aa2d24fdcc89044ba41"


def test_a_case_may_say_that_it_has_any_number_of_events() -> None:
    """Edited to be enormous, it costs no memory: so many missing rows are named, not all."""
    sealed, _ = sealed_by(3, "uid", [])
    found = list(examine((3, "uid", 2_000_000_000, 0), [], sealed, 3))
    assert len(found) == 1000
