"""The command writes what is asked for, and says in words what it can't do."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

TODAY = ("--today", "2026-03-20")


@pytest.mark.parametrize(
    ("options", "said", "there"),
    [
        (("--count", "2", "--scanned", "0"), "2 clean mails", {"mails", "masters", "manifest.jsonl"}),
        (("--documents", "1", "--scanned", "0"), "1 documents", {"masters", "labels.json", "0001-classic.pdf"}),
    ],
)
def test_writes_what_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str, there: set[str]
) -> None:
    call_command("make_samples", str(tmp_path), *TODAY, *options)
    assert capsys.readouterr().out.startswith(said)
    assert {path.name for path in tmp_path.iterdir()} == there


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--count", "0"), "at least one document"),
        (("--count", "1", "--scanned", "2"), "scanned share from 0 to 1"),
        (("--count", "1", "--documents", "1"), "not allowed with"),
        (("--today", "tomorrow"), "invalid fromisoformat value"),
    ],
)
def test_impossible_wishes_are_answered_in_words(tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("make_samples", str(tmp_path), *options)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CommandError, match="taken"):
        call_command("make_samples", str(tmp_path / "taken"), *TODAY, "--count", "1", "--scanned", "0")
