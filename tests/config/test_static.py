"""Files are served under names that hold a hash, and modules import each other by these names."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from config.static import HashedFiles


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.STATIC_ROOT = tmp_path
    staticfiles_storage._wrapped = HashedFiles()  # type: ignore[attr-defined]
    call_command("collectstatic", interactive=False, verbosity=0)
    yield tmp_path
    staticfiles_storage._wrapped = HashedFiles()  # type: ignore[attr-defined]


def test_modules_import_what_was_collected(collected: Path) -> None:
    address = HashedFiles().url("portal/main.js")
    assert re.fullmatch(r"/static/portal/main\.[0-9a-f]{12}\.js", address)
    main = collected / address.removeprefix("/static/")
    imported = re.findall(r"""from\s*["']\./([^"']+)["']""", main.read_text())
    assert imported
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) and (main.parent / name).exists() for name in imported)


def test_each_file_is_there_compressed_too(collected: Path) -> None:
    assert (collected / HashedFiles().url("portal.css").removeprefix("/static/")).with_suffix(".css.gz").exists()


def test_what_was_not_collected_keeps_its_name(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    assert HashedFiles().url("portal.css") == "/static/portal.css"
