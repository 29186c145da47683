import pytest

from embedded.backoff import CALM, Backoff


@pytest.mark.parametrize(("failures", "waits"), [(1, 0.0), (2, 1.0), (3, 2.0), (4, 4.0), (6, 10.0), (60, 10.0)])
def test_what_keeps_dying_is_started_more_and_more_slowly(failures: int, waits: float) -> None:
    backoff = Backoff(first=1.0, most=10.0)
    for _ in range(failures):
        backoff.failed(100.0)
    assert backoff.due() == 100.0 + waits


def test_after_a_calm_time_the_past_is_forgotten() -> None:
    backoff = Backoff(first=1.0, most=10.0)
    for _ in range(5):
        backoff.failed(100.0)
    backoff.failed(200.0 + CALM)
    assert backoff.due() == 200.0 + CALM
