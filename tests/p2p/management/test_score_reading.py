"""`manage.py score_reading`: the figures are those of the labels."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.p2p.formats import drawn

pytestmark = pytest.mark.parts


def score(folder: Path, **options: object) -> str:
    out = StringIO()
    call_command("score_reading", str(folder), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_right_wrong_and_blank_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(drawn.pdf())
    truth = {"invoice_number": "hl-20417", "gross": "999.99", "iban": "GB29NWBK60161331926819", "due_date": None}
    label = {"file": "a.pdf", "route": "text-pdf", "labels": truth}
    (tmp_path / "labels.json").write_text(json.dumps([label]), encoding="utf-8")
    rows = [json.loads(line) for line in score(tmp_path, json=True).splitlines()]
    by_field = {row["field"]: (row.get("right"), row.get("wrong"), row.get("blank")) for row in rows}
    assert by_field["invoice_number"] == (1, 0, 0)
    assert by_field["gross"] == (0, 1, 0)
    assert by_field["iban"] == (0, 0, 1)
    assert by_field["due_date"] == (0, 1, 0)  # the label says that there is none
    assert "wanted 999.99" in score(tmp_path, wrong=True)


def test_a_folder_without_labels_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"labels\.json"):
        score(tmp_path)
