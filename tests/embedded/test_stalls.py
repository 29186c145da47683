from embedded.stalls import Stalls


def test_a_queue_whose_first_message_stays_stands_still() -> None:
    stalls = Stalls(patience=30)
    assert stalls.observe(0, {"cases": b"1", "erp": None}) == set()
    assert stalls.observe(29, {"cases": b"1", "erp": b"7"}) == set()
    assert stalls.observe(30, {"cases": b"1", "erp": b"7"}) == {"cases"}


def test_a_queue_that_moves_or_is_empty_does_not() -> None:
    stalls = Stalls(patience=30)
    stalls.observe(0, {"cases": b"1", "erp": b"7"})
    stalls.observe(20, {"cases": b"2", "erp": None})
    assert stalls.observe(40, {"cases": b"2", "erp": b"7"}) == set()
    assert stalls.observe(50, {"cases": b"2", "erp": b"7"}) == {"cases"}
