import os
from pathlib import Path

import pytest

from embedded.sockets import socket_folder


@pytest.fixture
def folder() -> Path:
    return socket_folder(None, None)


def test_the_folder_is_private_and_its_path_short(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(os.fsencode(folder / ".s.PGSQL.5432")) < 107
    folder.rmdir()


def test_the_folder_of_last_time_is_used_again(folder: Path) -> None:
    assert socket_folder(folder, None) == folder
    folder.rmdir()


def test_a_folder_that_others_could_open_is_not(folder: Path) -> None:
    folder.chmod(0o755)
    fresh = socket_folder(folder, None)
    assert fresh != folder
    fresh.rmdir()
    folder.rmdir()


def test_a_link_in_its_place_is_not_followed(folder: Path, tmp_path: Path) -> None:
    folder.rmdir()
    folder.symlink_to(tmp_path)
    fresh = socket_folder(folder, None)
    assert fresh != folder
    fresh.rmdir()
    folder.unlink()
