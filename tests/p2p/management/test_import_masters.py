"""`import_masters`: a JSON line per file, warnings beside it, faults in one line."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.p2p.masters.folder import RECEIPT, SOUND, VENDOR, write

pytestmark = pytest.mark.django_db


def test_it_prints_a_line_per_file_and_warns_beside_it(tmp_path: Path) -> None:
    out, err = io.StringIO(), io.StringIO()
    files = SOUND | {"vendors.csv": [VENDOR | {"vat_id": "GB980780685"}]}
    call_command("import_masters", str(write(tmp_path, files)), stdout=out, stderr=err)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [
        {"file": file, "rows": 1, "created": 1, "updated": 0, "unchanged": 0} for file in SOUND
    ]
    assert "vendors.csv, line 2, column vat_id: GB980780685 has wrong check digits" in err.getvalue()


def test_faults_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        call_command(
            "import_masters", str(write(tmp_path, {"goods_receipts.csv": [RECEIPT | {"quantity": "four"}] * 3}))
        )
    assert "\n" not in str(caught.value)
    assert "goods_receipts.csv, line 4, column quantity: 'four' is not a number" in str(caught.value)
