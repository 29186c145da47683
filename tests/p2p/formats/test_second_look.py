"""What a second look at a page settles."""

from collections.abc import Callable
from pathlib import Path

import pytest

from p2p.formats.document import FIRST_LOOK, Budget, Document
from p2p.formats.reading import FIELD_NAMES, Field, Reading, blank
from p2p.formats.second_look import looked_at


def reading(gross: str | None, confidence: float) -> Reading:
    fields = {name: blank("ocr") for name in FIELD_NAMES}
    fields["gross"] = Field(value=gross, confidence=confidence, source="ocr", why="labelled")
    return Reading(format="scan", fields=fields)


def reader(first: Reading, second: Reading) -> Callable[[Document], Reading]:
    return lambda document: first if document.look == FIRST_LOOK else second


def document(seconds: float = 30) -> Document:
    return Document(path=Path("a"), kind="pdf", budget=Budget(seconds), work_dir=Path())


@pytest.mark.parametrize(
    ("first", "second", "gross", "at_least", "at_most"),
    [
        (("9.00", 0.98), ("5.00", 0.98), "9.00", 0.98, 0.98),  # proved: no second look
        (("9.00", 0.62), ("9.00", 0.62), "9.00", 0.75, 0.75),  # both say so
        (("9.00", 0.76), ("9.60", 0.76), "9.00", 0.0, 0.45),  # disputed
        (("9.00", 0.62), ("9.60", 0.97), "9.60", 0.97, 0.97),  # only the second adds up
        (("9.00", 0.76), (None, 0.0), "9.00", 0.0, 0.55),
        ((None, 0.0), ("9.00", 0.62), "9.00", 0.62, 0.62),
        (("64.00", 0.48), ("64.00", 0.48), "64.00", 0.48, 0.48),  # doubtful twice is no proof
    ],
)
def test_what_counts(
    first: tuple[str | None, float],
    second: tuple[str | None, float],
    gross: str,
    at_least: float,
    at_most: float,
) -> None:
    found = looked_at(document(), reader(reading(*first), reading(*second))).fields["gross"]
    assert found.value == gross
    assert at_least <= found.confidence <= at_most


def test_without_time_for_a_second_look_the_total_is_doubted() -> None:
    found = looked_at(document(seconds=1), reader(reading("9.00", 0.76), reading("9.00", 0.76)))
    assert found.fields["gross"].confidence <= 0.55
