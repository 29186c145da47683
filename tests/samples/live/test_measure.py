import pytest

from samples.live.machine import machine
from samples.live.measure import HEADER, Measured, percentile, report


@pytest.mark.parametrize(
    ("values", "share", "value"),
    [([3.0], 0.5, 3.0), ([4.0, 1.0, 3.0, 2.0], 0.5, 2.0), ([float(n) for n in range(1, 101)], 0.95, 95.0)],
)
def test_percentile_is_the_nearest_rank(values: list[float], share: float, value: float) -> None:
    assert percentile(values, share) == value


def test_report_has_a_line_for_each_kind_and_counts_what_failed() -> None:
    measured = [Measured("digital", 2.0), Measured("digital", 4.0), Measured("scanned", None, "000003.eml: refused")]
    assert report(measured, "a machine").splitlines() == [
        *HEADER.splitlines(),
        "| digital | 2 | 2.0 s | 4.0 s | 4.0 s | 0 |",
        "| scanned | 1 | - | - | - | 1 |",
        "| all | 3 | 2.0 s | 4.0 s | 4.0 s | 1 |",
        "",
        "Measured on: a machine.",
    ]


def test_machine_names_cores_and_python() -> None:
    assert " cores, " in machine()
    assert "Python 3." in machine()
