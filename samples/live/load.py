"""Delivers a stream of clean mails at a steady pace and collects how long each took."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from samples.live import talk
from samples.live.measure import Measured
from samples.live.verdict import differences
from samples.manifest import Sample
from samples.stream import BEFORE_FIRST_NUMBER, SCANNED, Load, read_stream, stream

NUMBERS_PER_RUN = 100_000
Received = list[tuple[Sample, dict[str, Any]]]


def prepared(data: Path, count: int, scanned_share: float, today: date) -> Path:
    """A new folder of clean mails below `data`, with order numbers that no earlier run has used."""
    run = 1
    while (folder := data / f"bench-{run:03d}").exists():
        run += 1
    load = Load(count, scanned_share, BEFORE_FIRST_NUMBER + run * NUMBERS_PER_RUN)
    stream(folder, load, today, seed=run)
    return folder


def delivered(folder: Path, every: float, check: Callable[[], None]) -> Iterator[tuple[Sample, dict[str, Any]]]:
    """Receive one mail every so many seconds; `check` is called before each and may raise."""
    start = time.monotonic()
    for number, sample in enumerate(read_stream(folder)):
        check()
        time.sleep(max(0.0, start + number * every - time.monotonic()))
        yield sample, talk.receive_mail(folder / "mails" / sample.file)


def rested(received: Received, patience: float, check: Callable[[], None]) -> Sequence[Measured]:
    """Wait until no case runs any more, at most `patience` seconds, and measure each mail."""
    wanted = {case for _, said in received for case in said["cases"]}
    until = time.monotonic() + patience
    while time.monotonic() < until and _running(wanted):
        check()
        time.sleep(0.5)
    stories = talk.stories(wanted)
    return [_measured(sample, [stories[case] for case in said["cases"]]) for sample, said in received]


def _running(wanted: set[str]) -> bool:
    return any(row["state"] == "running" for case, row in talk.cases().items() if case in wanted)


def _measured(sample: Sample, stories: Sequence[talk.Story]) -> Measured:
    kind = "scanned" if sample.title == SCANNED else "digital"
    wrong = [words for story in stories for words in differences(sample.cases[0], story)]
    if len(stories) != 1 or wrong:
        return Measured(kind, None, f"{sample.file}: {'; '.join(wrong) or f'{len(stories)} cases'}")
    return Measured(kind, stories[0]["seconds"])
