"""When recognition is given up: for want of time, or because there is nothing to recognise."""

from pathlib import Path
from random import Random

import pytest
from PIL import Image

from p2p.formats import recognition
from p2p.formats.recognition import NothingToRecognise, RecognitionTimedOut, recognise

pytestmark = pytest.mark.parts


@pytest.fixture
def noise(tmp_path: Path) -> Path:
    """A page of nothing but specks."""
    path = tmp_path / "noise.png"
    Image.frombytes("L", (1654, 2339), Random(1).randbytes(1654 * 2339)).save(path)
    return path


@pytest.mark.parametrize(("print_takes", "raised"), [(0.2, NothingToRecognise), (1000.0, RecognitionTimedOut)])
def test_it_is_told_apart_whether_the_picture_or_the_machine_is_to_blame(
    noise: Path, monkeypatch: pytest.MonkeyPatch, print_takes: float, raised: type[Exception]
) -> None:
    monkeypatch.setattr(recognition, "_MORE_THAN_PRINT_TAKES", print_takes)
    with pytest.raises(RecognitionTimedOut) as given_up:
        recognise(noise, seconds=1.5)
    assert type(given_up.value) is raised
