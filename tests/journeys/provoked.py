"""Invoices that provoke one question each, made fresh for every answer that is tried."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from samples.banking import gb_vat, uk_bank
from samples.company import Vendor
from samples.demo import again, questions
from samples.demo.scenario import Scenario, Writer
from samples.desk import Desk, Draft, Want
from samples.masters import masters
from samples.truth import Invoice
from samples.vendors import FALKNER, NEWCOMER, THORNBURY, VENDORS

BY_NAME: Mapping[str, Writer] = dict((*questions.SAMPLES, *again.SAMPLES))
FIRST_NUMBER = 300_000

BLOCKED = replace(
    THORNBURY,
    code="V1801",
    party=replace(THORNBURY.party, name="Quarrington Reams Ltd", vat_id=gb_vat("5512907")),
    domain="quarringtonreams.example",
    bank=uk_bank("LOYD", "309897", "40017268", "Lloyds Bank"),
    prefix="QR-{:06d}",
    status="blocked",
)


def _euros(invoice: Invoice) -> Invoice:
    return replace(invoice, currency="EUR")


def _duplicate(desk: Desk, _earlier: Mapping[str, Draft]) -> Draft:
    """An invoice and its copy in one mail each; the copy is the draft, the original goes before it."""
    original = Scenario("original", THORNBURY, (Want("TP-ENVC5", 6),))(desk, {})
    copy = again.duplicate(desk, {again.ORIGINAL: original})
    return replace(copy, invoices=original.invoices, after=(original.mail.decode("ascii"),))


def _simple(vendor: Vendor, *wants: Want, **more: object) -> Scenario:
    return Scenario("provoked", vendor, wants, **more)  # type: ignore[arg-type]


WRITERS: Mapping[str, Writer] = {
    "unreadable": BY_NAME["unreadable"],
    "not_payable_document": BY_NAME["statement"],
    "wrong_company": BY_NAME["wrong-company"],
    "arithmetic_error": BY_NAME["arithmetic-error"],
    "new_vendor": BY_NAME["new-vendor"],
    "vendor_blocked": _simple(BLOCKED, Want("TP-ENVC5", 4)),
    "bank_details_differ": BY_NAME["bank-changed"],
    "suspected_duplicate": _duplicate,
    "po_not_found": BY_NAME["po-not-found"],
    # Ordered in pounds from a vendor that prints the currency beside its amounts.
    "currency_mismatch": _simple(replace(FALKNER, currency="GBP"), Want("FM-PT100", 2), alter=_euros),
    "price_variance": BY_NAME["price-variance"],
    "goods_not_received": BY_NAME["goods-not-received"],
    "quantity_variance": BY_NAME["quantity-variance"],
    "over_threshold": BY_NAME["over-limit"],
    "clean": _simple(THORNBURY, Want("TP-LEVARC", 7)),
}


class Provoker:
    """Writes mails and the master data that fits them, into one folder."""

    def __init__(self, folder: Path, today: date) -> None:
        self.folder = folder
        self.today = today
        self.mails = 0

    def write(self, names: list[str], first: int = FIRST_NUMBER) -> list[tuple[Path, Path | None, Draft]]:
        """For each reason a mail of its own, with the mail that must come to rest before it, if any."""
        learnt = [NEWCOMER, replace(BLOCKED, status="active")]
        with (
            masters(self.folder / "masters", [*VENDORS, BLOCKED]) as now,
            masters(self.folder / "later", learnt, company=False) as then,
        ):
            desk = Desk(self.today, Random(first), now, first, then)
            earlier = {again.ORIGINAL: WRITERS["clean"](desk, {})}
            drafts = [WRITERS[name](desk, earlier) for name in names]
        return [self._kept(draft) for draft in drafts]

    def _kept(self, draft: Draft) -> tuple[Path, Path | None, Draft]:
        before = self._mail(draft.after[0].encode("ascii")) if draft.after else None
        return self._mail(draft.mail), before, draft

    def _mail(self, content: bytes) -> Path:
        self.mails += 1
        path = self.folder / f"{self.mails:03d}.eml"
        path.write_bytes(content)
        return path
