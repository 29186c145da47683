"""What a run came to, and that a second run goes on where it was ended."""

from pathlib import Path

from chaos.kills.report import bound, line, summary
from chaos.kills.results import Kept, Result


def result(number: int = 1, **more: object) -> Result:
    told = {"fault": "worker child killed", "erp": "honours keys", "hit": "pid 7", "mails": 6, "recovery": 8.25}
    return Result(number=number, seed=1, **{**told, **more})  # type: ignore[arg-type]


def test_a_round_is_one_line() -> None:
    assert line(result()) == "| 1 | worker child killed | honours keys | pid 7 | 6 | 0 | 0 | 0 | 0 | 8.2 s |"


def test_what_was_not_run_never_looks_like_a_pass() -> None:
    assert "**not run**: no disk" in line(result(not_run="no disk"))
    assert summary([result(not_run="no disk", recovery=None)])[0].startswith("0 faults, 1 not run")


def test_the_summary_has_the_bound_and_the_recovery() -> None:
    assert summary([result(number, recovery=float(number)) for number in range(1, 21)]) == [
        "20 faults, 0 not run, 120 mails: 0 lost, 0 twice, 0 wrong.",
        "95 % bound on the share of faults that lose or double anything: 15.0% (3/n).",
        "Recovery: median 10.0 s, p99 20.0 s, slowest 20.0 s.",
    ]


def test_a_deviation_is_told_and_no_bound_is() -> None:
    told = summary([result(lost=("mail aa is not stored",)), result(2, stuck="1 case running", recovery=None)])
    assert told[0] == "2 faults, 0 not run, 12 mails: 1 lost, 0 twice, 0 wrong."
    assert told[2:] == [
        "Round 1, worker child killed: mail aa is not stored",
        "Round 2, worker child killed: 1 case running",
    ]


def test_a_round_that_hit_nothing_may_still_fail() -> None:
    told = summary([result(not_run="nothing hit", lost=("mail aa is not stored",))])
    assert told == ["0 faults, 1 not run, 0 mails: 1 lost, 0 twice, 0 wrong.", *told[1:]]
    assert told[-1] == "Round 1, worker child killed: mail aa is not stored"


def test_the_bound_is_three_over_n() -> None:
    assert (bound(2), bound(60)) == (1.0, 0.05)


def test_finished_rounds_are_not_run_again(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "state.jsonl")
    kept.add(result(1))
    kept.add(result(2, not_run="nothing hit"))
    kept.add(result(3, twice=("two postings",)))

    again = Kept(tmp_path / "state.jsonl")
    assert again.results == kept.results
    assert [again.is_done(1, number) for number in (1, 2, 3, 4)] == [True, False, False, False]
    assert not again.is_done(2, 1)
