"""Equal calls at the same moment: each is answered, and one of them is booked."""

import json
import os
import subprocess
import sys

import pytest

from embedded.kinds import POSTGRES
from embedded.testing import servers

RACE = "import django; django.setup(); from tests.p2p.erp.racing import main; main()"


@pytest.mark.parts
def test_calls_at_once_book_once_and_get_one_answer() -> None:
    with servers([POSTGRES]) as environment:
        raced = subprocess.run(
            [sys.executable, "-c", RACE],
            env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "config.settings"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert raced.returncode == 0, raced.stderr
    told = json.loads(raced.stdout)
    rounds = len(told["posted"])
    for answers in (*told["posted"], *told["paid"]):
        assert len(answers) == 6
        assert len(set(answers)) == 1
    assert sorted(told["rivals"])[1:] == ["refused"] * 5
    assert (told["entries"], told["orders"]) == (rounds + 1, rounds + 1)
