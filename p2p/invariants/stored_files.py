"""Rule: no file without a row, no row without its file."""

import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db.models import CharField, Value

from p2p import store
from p2p.models import Document, Email
from workflow.invariants import Broken, Looked, Rule, Scope, Unchecked

# sha256, size, what it is, its id, its case
Named = tuple[str, int, str, int, int | None]
BUCKETS = frozenset(f"{number:02x}" for number in range(256))


def look(scope: Scope) -> Iterator[Broken | Looked | Unchecked]:
    """The store, one of its folders at a time, beside the rows whose hashes begin like it."""
    rows = files = unfinished = 0
    known = {bucket: list(named) for bucket, named in groupby(_named(scope), lambda row: row[0][:2])}
    for bucket in sorted(BUCKETS & (known.keys() | _files(store.root()).keys())):
        named, there = known.get(bucket, []), _files(store.root() / bucket)
        rows += len(named)
        yield from _without_file(named, there)
        if scope.cases is None:
            arriving = {name for name in there if name.startswith(".")}
            unfinished += len(arriving)
            files += len(there) - len(arriving)
            strays = there.keys() - arriving - {row[0] for row in named}
            yield from _without_row(sorted(strays), there, store.root() / bucket, scope)
    if scope.cases is None:
        yield from _pages_without_row(scope)
        yield Looked(f"{files:,} files")
    if unfinished:
        yield Looked(f"{unfinished:,} unfinished files (.arriving-…), which a hard stop leaves and nothing needs")
    yield Looked(f"{rows:,} emails and documents")


def _named(scope: Scope) -> Iterator[Named]:
    """Every row that names a file, by hash."""
    emails = Email.objects.filter(**scope.where("documents__case_id"))
    documents = Document.objects.filter(**scope.where("case_id"))
    nothing = Value(None, output_field=Document._meta.get_field("id"))
    mails = emails.values_list("sha256", "size", _called("email"), "id", nothing)
    files = documents.values_list("sha256", "size", _called("document"), "id", "case_id")
    return mails.union(files, all=scope.cases is None).order_by("sha256").iterator()


def _called(name: str) -> Any:
    return Value(name, output_field=CharField())


def _files(folder: Path) -> dict[str, os.stat_result]:
    """Names and what the disk says of them; a file that goes meanwhile isn't there."""
    found = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    found[entry.name] = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
    except FileNotFoundError:
        return {}
    return found


def _without_file(named: list[Named], there: dict[str, os.stat_result]) -> Iterator[Broken]:
    for sha256, size, what, row, case in named:
        subject = f"{what} {row}"
        if sha256 not in there:
            yield Broken(subject, f"The file {sha256} of {subject} is not in the document store.", case)
        elif there[sha256].st_size != size:
            found = there[sha256].st_size
            yield Broken(subject, f"The file {sha256} of {subject} has {found:,} bytes, not {size:,}.", case)


def _without_row(names: list[str], there: dict[str, os.stat_result], folder: Path, scope: Scope) -> Iterator[Broken]:
    for name in names:
        if _old(there[name], scope):
            yield Broken(f"file {name}", f"No email or document names the file {folder / name}.")


def _pages_without_row(scope: Scope) -> Iterator[Broken]:
    """Page images lie under their document's hash."""
    folder = store.pages_dir("x").parent
    by_bucket: dict[str, list[str]] = defaultdict(list)
    there = _files(folder)
    for name in there:
        by_bucket[name[:2]].append(name)
    for names in by_bucket.values():
        known = set(Document.objects.filter(sha256__in=names).values_list("sha256", flat=True))
        for name in sorted(set(names) - known):
            if _old(there[name], scope):
                yield Broken(f"pages {name}", f"No document has the hash of the page images in {folder / name}.")


def _old(stat: os.stat_result, scope: Scope) -> bool:
    """Past its grace: what arrives just now has its row in a moment."""
    return not scope.grace or datetime.fromtimestamp(stat.st_mtime, UTC) < scope.now - scope.grace


RULE = Rule(
    name="stored_files",
    meaning="Every email and document has its file in the document store, and every file there its row.",
    remedy="A missing file: restore P2P_DATA/documents from the backup. A file without a row: manage.py "
    "adopt_orphans takes it in, or puts it aside.",
    look=look,
)
