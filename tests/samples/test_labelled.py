"""Labelled documents: each there, each layout in turn, the labels those of the truth."""

import json
from io import BytesIO
from pathlib import Path

import pdfplumber

from samples.labelled import labelled_documents
from samples.layouts import LAYOUTS
from samples.stream import Load
from samples.truth import FIELDS
from tests.samples.conftest import TODAY


def test_every_layout_has_its_turn_and_every_label_its_document(tmp_path: Path) -> None:
    labels = json.loads(labelled_documents(tmp_path, Load(11, 0.0), TODAY).read_text(encoding="utf-8"))
    assert {label["file"] for label in labels} == {path.name for path in tmp_path.glob("*.pdf")}
    assert {label["file"][5:-4] for label in labels} == {layout.name for layout in LAYOUTS}
    assert {label["language"] for label in labels} == {"en", "de", "fr"}
    for label in labels:
        assert tuple(label["labels"]) == FIELDS
        assert label["line_count"] == len(label["lines"]) > 0
        with pdfplumber.open(BytesIO((tmp_path / label["file"]).read_bytes())) as document:
            assert label["labels"]["invoice_number"] in document.pages[0].extract_text()


def test_scans_are_labelled_as_scans(tmp_path: Path) -> None:
    labels = json.loads(labelled_documents(tmp_path, Load(2, 1.0), TODAY).read_text(encoding="utf-8"))
    assert [label["route"] for label in labels] == ["scan", "scan"]
