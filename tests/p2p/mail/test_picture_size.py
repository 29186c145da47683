"""Picture sizes, told from the first bytes."""

import pytest

from p2p.mail.picture_size import size_of
from tests.p2p.mail.messages import picture


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff"])
@pytest.mark.parametrize("size", [(1, 1), (299, 1200), (2480, 3508)])
def test_the_size_is_in_the_head(kind: str, size: tuple[int, int]) -> None:
    assert size_of(picture(*size, form=kind.upper()), kind) == size


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff"])
def test_a_damaged_head_gives_no_size_and_no_error(kind: str) -> None:
    whole = picture(400, 500, form=kind.upper())
    for length in range(min(len(whole), 400)):
        cut = size_of(whole[:length], kind)
        assert cut in (None, (400, 500))


def test_a_jpeg_of_markers_alone_ends() -> None:
    assert size_of(b"\xff\xd8" + b"\xff\xd0" * 100_000, "jpeg") is None


def test_a_tiff_directory_may_point_nowhere() -> None:
    assert size_of(b"II*\x00\xff\xff\xff\xff", "tiff") is None
