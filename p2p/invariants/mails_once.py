"""Rule: every mail that was received is stored, and stored once."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Q

from p2p.mail.arrival import take_apart
from p2p.mail.sources.folder import FAILED, PROCESSED
from p2p.models import Email
from workflow.invariants import Broken, Looked, Rule, Scope, Unchecked
from workflow.invariants.chunks import chunks


def look(scope: Scope) -> Iterator[Broken | Looked | Unchecked]:
    """Repeated rows, and what the outside handed over but no row names."""
    emails = Email.objects.filter(**scope.where("documents__case_id"))
    for column in ("sha256", "delivery_digest"):
        yield from _repeated(column)
    if scope.handed_over is not None:
        yield from _lost(scope.handed_over)
        yield Looked(f"{len(scope.handed_over):,} mails that the outside handed over")
    elif scope.cases is None:
        yield from _folder(scope)
    yield Looked(f"{emails.distinct().count():,} emails")


def not_stored(hashes: frozenset[str]) -> Iterator[str]:
    """Of these SHA-256, those that no email has, in order."""
    for chunk in chunks(sorted(hashes)):
        known = set(Email.objects.filter(sha256__in=chunk).values_list("sha256", flat=True))
        yield from (sha256 for sha256 in chunk if sha256 not in known)


def _repeated(column: str) -> Iterator[Broken]:
    many = Email.objects.values(column).annotate(many=Count("id")).filter(Q(many__gt=1)).order_by(column)
    for row in many.iterator():
        yield Broken(f"mail {row[column]}", f"{row['many']} emails have the {column} {row[column]}, not 1.")


def _lost(hashes: frozenset[str]) -> Iterator[Broken]:
    for sha256 in not_stored(hashes):
        yield Broken(f"mail {sha256}", f"The mail {sha256} was handed over, but no email has this hash.")


def _folder(scope: Scope) -> Iterator[Broken | Looked | Unchecked]:
    """What the watched folder says was taken from it; the same mail under other headers counts as stored."""
    if not settings.P2P_MAIL_FOLDER:
        yield Unchecked("No folder is watched (P2P_MAIL_FOLDER): what a mailbox has handed over isn't known here.")
        return
    hashes = {_sha256(path): path for path in _taken(scope)}
    for sha256 in not_stored(frozenset(hashes)):
        path = hashes[sha256]
        digest = take_apart(path.read_bytes()).delivery_digest
        if not Email.objects.filter(delivery_digest=digest).exists():
            what = "set aside" if path.parent.name == FAILED else "processed"
            yield Broken(f"mail {sha256}", f"{path} was {what}, but no email has its hash {sha256}.")
    yield Looked(f"{len(hashes):,} mails in {PROCESSED}/ and {FAILED}/")


def _taken(scope: Scope) -> Iterator[Path]:
    """What was processed since the last check, for moving a file sets its ctime; and all that is set aside."""
    folder = Path(settings.P2P_MAIL_FOLDER)
    for path in sorted((folder / PROCESSED).glob("*.eml")):
        if scope.since is None or datetime.fromtimestamp(path.stat().st_ctime, UTC) >= scope.since:
            yield path
    yield from sorted((folder / FAILED).glob("*.eml"))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


RULE = Rule(
    name="mails_once",
    meaning="Every mail that was handed over is stored, once.",
    remedy=(
        "Hand the mail in again (manage.py receive_mail FILE): what is stored already is taken for a duplicate. "
        "Of one that was set aside, the .reason.txt beside it says why; remove it once it has come in another way."
    ),
    look=look,
    recent=True,
)
