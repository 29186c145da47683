"""The zip itself: each file is hashed as it is added; a manifest and SHA256SUMS over all of them come last."""

import json
import zipfile
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO, Any, Self

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
# Compressed already: squeezing them again costs time and gains nothing.
_STORED = (".jpg", ".png", ".pdf")
_READABLE = 0o100644 << 16  # a plain file that its owner may write and all may read
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Added:
    """A file of the pack."""

    path: str
    size: int
    sha256: str
    about: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """A file that should be in the pack and isn't, and why."""

    path: str
    why: str


class Archive:
    """A pack that is being written. All its files lie in one folder, in the order in which they are added."""

    def __init__(self, file: IO[bytes], folder: str, *, at: datetime) -> None:
        self._zip = zipfile.ZipFile(file, "w")
        self._folder = folder
        self._at = at.astimezone(UTC).timetuple()[:6]
        self.added: list[Added] = []
        self.lacking: list[Lacking] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        """Let go of the file. After a failure what is in it is no pack, and may not even be a zip."""
        with suppress(OSError) if failed else nullcontext():
            self._zip.close()

    def add(self, path: str, content: bytes, about: str) -> Added:
        """Put the bytes there; `about` says in the manifest what they are."""
        entry = zipfile.ZipInfo(f"{self._folder}/{path}", date_time=self._at)
        entry.create_system, entry.external_attr = _UNIX, _READABLE
        entry.compress_type = zipfile.ZIP_STORED if path.endswith(_STORED) else zipfile.ZIP_DEFLATED
        self._zip.writestr(entry, content)
        added = Added(path, len(content), sha256(content).hexdigest(), about)
        self.added.append(added)
        return added

    def add_json(self, path: str, value: Any, about: str) -> Added:
        """Put the value there as JSON that people can read, too."""
        return self.add(path, json_bytes(value), about)

    def lack(self, path: str, why: str) -> None:
        """Say that this file could not be put there."""
        self.lacking.append(Lacking(path, why))

    def seal(self, told: Mapping[str, Any]) -> None:
        """Add the manifest, which says `told` and what there is, and the hashes of all files, the manifest included."""
        files = [asdict(one) for one in self.added]
        manifest = {**told, "files": files, "lacking": [asdict(one) for one in self.lacking]}
        self.add_json(MANIFEST, manifest, "what is in this pack")
        sums = "".join(f"{one.sha256}  {one.path}\n" for one in self.added)
        self.add(SUMS, sums.encode(), "for `sha256sum -c`")


def json_bytes(value: Any) -> bytes:
    """The value as indented JSON in UTF-8; what isn't JSON (dates, decimals) as its text."""
    return (json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n").encode("utf-8", "backslashreplace")
