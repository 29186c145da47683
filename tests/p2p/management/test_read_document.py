"""`manage.py read_document`: the contract that outside programs rely on."""

import json
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
from django.conf import settings
from django.core.management import call_command

from tests.p2p.formats import drawn

pytestmark = pytest.mark.parts
SCHEMA = json.loads((settings.BASE_DIR / "docs/contracts/read_document.schema.json").read_text(encoding="utf-8"))


def run(*files: Path, as_json: bool = True) -> str:
    out = StringIO()
    call_command("read_document", *map(str, files), json=as_json, stdout=out)
    return out.getvalue()


def test_a_line_for_each_file_in_order_by_the_contract(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("invoice.pdf", "invoice.xml", "empty.pdf", "gone.pdf")]
    files[0].write_bytes(drawn.pdf())
    files[1].write_text(drawn.UBL, encoding="utf-8")
    files[2].write_bytes(b"")
    lines = [json.loads(line) for line in run(*files).splitlines()]
    for line in lines:
        jsonschema.validate(line, SCHEMA)
    assert [line["file"] for line in lines] == [str(file) for file in files]
    assert [line["format"] for line in lines] == ["pdf", "ubl", None, None]
    assert [line["error_code"] for line in lines] == [None, None, "empty", "missing"]
    assert lines[0]["fields"]["gross"]["value"] == lines[1]["fields"]["gross"]["value"] == "568.80"
    assert lines[3]["fields"]["gross"]["value"] is None


def test_people_get_a_table(tmp_path: Path) -> None:
    file = tmp_path / "invoice.pdf"
    file.write_bytes(drawn.pdf())
    shown = run(file, as_json=False)
    assert "HL-20417" in shown
    assert "Oak worktop, oiled" in shown
