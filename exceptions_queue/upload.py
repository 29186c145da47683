"""Hands a person's documents to whoever takes them in here (PORTAL_UPLOAD), and says what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError
from django.utils.module_loading import import_string

from workflow.outcomes import Retryable
from workflow.people import Actor

_MEGABYTE = 1024 * 1024
_AGAIN = "Nothing is lost: send the same files again in a few minutes. What was taken in already is not taken in twice."


class NotTakenIn(Exception):
    """The documents could not be kept. The text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file that made no case (None: the delivery as a whole), and why."""

    file: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the documents. Of a `duplicate` the cases are those of the first delivery."""

    files: tuple[str, ...]
    duplicate: bool
    cases: tuple[int, ...]
    ignored: tuple[Ignored, ...]

    def kept(self) -> dict[str, Any]:
        """As it lies in the session until the next delivery."""
        ignored = [[one.file, one.why] for one in self.ignored]
        return {"files": self.files, "duplicate": self.duplicate, "cases": self.cases, "ignored": ignored}

    @classmethod
    def from_kept(cls, kept: dict[str, Any]) -> Self:
        """The delivery out of the session."""
        ignored = tuple(Ignored(file, why) for file, why in kept["ignored"])
        return cls(tuple(kept["files"]), kept["duplicate"], tuple(kept["cases"]), ignored)


def largest() -> int:
    """How many bytes one delivery may have in all."""
    return int(settings.PORTAL_UPLOAD_MEGABYTES) * _MEGABYTE


def too_large() -> str:
    """What is said of a delivery that is too large."""
    return f"These files are more than {settings.PORTAL_UPLOAD_MEGABYTES} MB together. Hand in fewer at once."


def too_many() -> str:
    """What is said of a delivery of too many files."""
    return f"These are more than {settings.PORTAL_UPLOAD_FILES} files. Hand in the rest in a second delivery."


def problem_with(files: Sequence[UploadedFile]) -> str:
    """Why these files can't be handed in, in a sentence; "" where they can."""
    if not files:
        return "Choose at least one file first."
    if len(files) > settings.PORTAL_UPLOAD_FILES:
        return too_many()
    return too_large() if sum(file.size or 0 for file in files) > largest() else ""


def hand_in(files: Sequence[UploadedFile], actor: Actor, *, now: datetime) -> Delivery:
    """Have the files taken in, in this person's name; raises NotTakenIn."""
    take_in = import_string(settings.PORTAL_UPLOAD)
    named = [(file.name or "", file.read()) for file in files]
    try:
        taken = take_in(named, actor, now=now)
    except Retryable as trouble:
        raise NotTakenIn(f"{trouble} {_AGAIN}") from trouble
    except DatabaseError as error:
        raise NotTakenIn(f"The database can't be reached just now. {_AGAIN}") from error
    return Delivery(
        files=tuple(name for name, _ in named),
        duplicate=taken.duplicate,
        cases=tuple(int(case) for case in taken.cases),
        ignored=tuple(Ignored(one["file"], one["why"]) for one in taken.ignored),
    )
