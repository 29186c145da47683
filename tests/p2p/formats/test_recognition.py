"""When recognition is given up: for want of time, or because there is nothing to recognise."""

from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from random import Random

import pypdfium2
import pytest

from p2p.formats import recognition
from p2p.formats.recognition import NothingToRecognise, RecognitionTimedOut, recognise
from samples.demo.again import unreadable
from samples.desk import Desk
from samples.masters import masters
from samples.vendors import VENDORS

pytestmark = pytest.mark.parts


@pytest.fixture
def blur(tmp_path: Path) -> Path:
    """The demo's unreadable page, which keeps Tesseract busy for a long time."""
    with masters(tmp_path / "masters", VENDORS) as known:
        draft = unreadable(Desk(date(2026, 3, 2), Random(1), known, 1000), {})
    mail = message_from_bytes(draft.mail, policy=policy.default)
    (document,) = mail.iter_attachments()
    path = tmp_path / "blur.png"
    page = pypdfium2.PdfDocument(document.get_content())[0]
    page.render(scale=200 / 72, grayscale=True).to_pil().save(path)
    return path


@pytest.mark.parametrize(("print_takes", "raised"), [(0.1, NothingToRecognise), (1000.0, RecognitionTimedOut)])
def test_it_is_told_apart_whether_the_picture_or_the_machine_is_to_blame(
    blur: Path, monkeypatch: pytest.MonkeyPatch, print_takes: float, raised: type[Exception]
) -> None:
    monkeypatch.setattr(recognition, "_MORE_THAN_PRINT_TAKES", print_takes)
    with pytest.raises(RecognitionTimedOut) as given_up:
        recognise(blur, seconds=0.5)
    assert type(given_up.value) is raised
