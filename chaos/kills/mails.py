"""The mails of a run and what must come of each: clean ones, repeated ones, copies, and one that asks."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from samples.demo.scenario import Scenario
from samples.desk import Desk, Want
from samples.documents import Document, as_pdf
from samples.masters import masters
from samples.stream import HOME_VENDORS, clean_pdf
from samples.vendors import LOWTHER, VENDORS

FIRST_NUMBER = 400_000
CLEAN = 3
ASKS = Scenario("over the limit", LOWTHER, (Want("HIRE-MEWP", 10), Want("HIRE-DEL", 1)))
Identity = tuple[str, str]  # vendor code and invoice number


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it is to be brought, and the invoice in it. `due`: what must be paid for that; 0: nothing yet."""

    path: Path
    sha256: str
    identity: Identity
    due: Decimal


Batch = tuple[Mail, ...]


def write(folder: Path, batches: int, today: date, seed: int) -> list[Batch]:
    """Write the mails of so many rounds, and `masters` with all their orders; return what each round brings.

    A round has clean mails, one mail of the round before again, an invoice in two mails, and one that asks.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with masters(folder / "masters", VENDORS) as books:
        desk = Desk(today, Random(seed), books, FIRST_NUMBER)
        written: list[Batch] = []
        for number in range(batches):
            fresh = tuple(_mail(folder, number, *one) for one in enumerate(_drafts(desk)))
            again = (desk.random.choice(written[-1]),) if written else ()
            written.append((*fresh, *again))
    return written


def expected(mails: Iterable[Mail]) -> Mapping[Identity, Decimal]:
    """What must be booked and paid for each invoice that was brought: once, or not at all (0)."""
    return {mail.identity: mail.due for mail in mails}


def _drafts(desk: Desk) -> list[tuple[bytes, Identity, Decimal]]:
    clean = [_clean(desk) for _ in range(CLEAN)]
    first = clean[0]
    return [*(_sent(desk, *one) for one in clean), _sent(desk, *_copy(first)), _asking(desk)]


def _clean(desk: Desk) -> tuple[str, Document]:
    vendor = desk.random.choice(HOME_VENDORS)
    return vendor.code, clean_pdf(desk, vendor)


def _copy(original: tuple[str, Document]) -> tuple[str, Document]:
    code, document = original
    layout = next(vendor.layout for vendor in VENDORS if vendor.code == code)
    return code, as_pdf(document.invoice, layout, subject="Copy")


def _sent(desk: Desk, code: str, document: Document) -> tuple[bytes, Identity, Decimal]:
    vendor = next(vendor for vendor in VENDORS if vendor.code == code)
    return desk.send(desk.letter(vendor, [document])), (code, document.invoice.number), document.invoice.gross


def _asking(desk: Desk) -> tuple[bytes, Identity, Decimal]:
    draft = ASKS(desk, {})
    return draft.mail, (LOWTHER.code, draft.invoices[0].number), Decimal(0)


def _mail(folder: Path, batch: int, number: int, draft: tuple[bytes, Identity, Decimal]) -> Mail:
    content, identity, due = draft
    path = folder / f"{batch:03d}-{number}.eml"
    path.write_bytes(content)
    return Mail(path, hashlib.sha256(content).hexdigest(), identity, due)
