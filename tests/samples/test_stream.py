"""Streams of clean mails: as many as asked, each with its own order, the same for the same arguments."""

import csv
import filecmp
import json
from pathlib import Path

import pytest

from samples.stream import Load, read_stream, stream
from tests.samples.conftest import TODAY


def test_a_stream_is_clean_and_counts_right(tmp_path: Path) -> None:
    manifest = stream(tmp_path, Load(12, 0.25), TODAY, seed=7)
    records = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    cases = [case for record in records for case in record["cases"]]
    orders = [case["truth"]["fields"]["po_number"] for case in cases]
    assert [record["file"] for record in records] == sorted(path.name for path in (tmp_path / "mails").iterdir())
    assert len(set(orders)) == 12
    assert {(case["state"], case["reason"]) for case in cases} == {("completed", None)}
    assert all(0 < float(case["gross"]) < 500 for case in cases)
    with (tmp_path / "masters/purchase_orders.csv").open(encoding="utf-8", newline="") as file:
        assert {row["po_number"] for row in csv.DictReader(file)} == set(orders)


@pytest.mark.parametrize(("share", "scans"), [(0.0, 0), (1.0, 3)])
def test_the_share_of_scans_is_kept(tmp_path: Path, share: float, scans: int) -> None:
    manifest = stream(tmp_path, Load(3, share), TODAY)
    assert manifest.read_text(encoding="utf-8").count("A clean scan") == scans


def test_same_arguments_give_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        stream(tmp_path / name, Load(4, 0.5), TODAY, seed=3)
    names = [str(path.relative_to(tmp_path / "one")) for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert filecmp.cmpfiles(tmp_path / "one", tmp_path / "two", names, shallow=False) == (names, [], [])


def test_a_second_load_continues_after_another_number(tmp_path: Path) -> None:
    stream(tmp_path, Load(2, 0.0, after_number=300_000), TODAY)
    rows = (tmp_path / "masters/purchase_orders.csv").read_text(encoding="utf-8")
    assert "PO-300001" in rows
    assert "PO-300002" in rows


def test_no_two_loads_share_an_invoice_number(tmp_path: Path) -> None:
    numbers = []
    for after in (200_000, 300_000):
        folder = tmp_path / str(after)
        stream(folder, Load(3, 0.0, after_number=after), TODAY)
        numbers += [sample.cases[0].truth.fields["invoice_number"] for sample in read_stream(folder)]
    assert len(set(numbers)) == len(numbers) == 6


@pytest.mark.parametrize(("count", "share"), [(0, 0.3), (5, 1.5), (5, -0.1)])
def test_impossible_loads_are_refused(count: int, share: float) -> None:
    with pytest.raises(ValueError, match="at least one document"):
        Load(count, share)
