import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from embedded.places import PROJECT


@pytest.fixture(scope="module")
def check_locks() -> ModuleType:
    """The script, as a module."""
    spec = importlib.util.spec_from_file_location("check_locks", PROJECT / "bin" / "check_locks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("wanted", "complaint"),
    [
        ("django>=5.2,<5.3   # LTS", None),
        ("Django[argon2]>=5.2", None),
        ("-c requirements.txt\n# a remark", None),
        ("django>=6", "source.in: django>=6 isn't met by the lock's 5.2.19"),
        ("celery", "source.in: celery isn't in the lock"),
    ],
)
def test_a_lock_must_fit_its_source(
    check_locks: ModuleType, tmp_path: Path, wanted: str, complaint: str | None
) -> None:
    source, lock = tmp_path / "source.in", tmp_path / "lock.txt"
    source.write_text(wanted)
    lock.write_text("django==5.2.19 \\\n    --hash=sha256:00\n")
    assert check_locks.complaints(source, check_locks.pins(lock)) == ([complaint] if complaint else [])


def test_a_pin_without_a_hash_is_refused(check_locks: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("django==5.2.19\nasgiref==3.13.0 \\\n    --hash=sha256:00\n")
    with pytest.raises(ValueError, match="django has no hash"):
        check_locks.pins(lock)


def test_the_projects_own_locks_fit(check_locks: ModuleType) -> None:
    assert check_locks.main() == 0
