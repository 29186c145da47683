"""Invoices with one thing that a person, or time, must settle."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from samples.banking import gb_vat, uk_bank
from samples.company import Vendor
from samples.demo.scenario import Scenario, Writer
from samples.desk import Want
from samples.truth import Invoice, Party
from samples.vendors import (
    CASTLE_WYE,
    FALKNER,
    LOWTHER,
    MERROW,
    NEWCOMER,
    OSTLER,
    PENNOCK,
    RIDGEWAY,
    THORNBURY,
)

OTHER_COMPANY = Party(
    name="Hollin & Crewe Estates Ltd",
    address=("Estate Office", "9 Park Row", "Leeds", "LS1 5HD"),
    country="GB",
    vat_id=gb_vat("6630914"),
)
OTHER_ACCOUNT = uk_bank("TSBS", "872427", "46238510", "TSB Bank")
DEARER = Decimal("1.50")
NO_SUCH_ORDER = "PO-990217"


def _dearer(invoice: Invoice) -> Invoice:
    first, *rest = invoice.lines
    return replace(invoice, lines=(replace(first, unit_price=first.unit_price + DEARER), *rest))


def _other_order(invoice: Invoice) -> Invoice:
    return replace(invoice, po_number=NO_SUCH_ORDER)


def _other_account(invoice: Invoice) -> Invoice:
    return replace(invoice, bank=OTHER_ACCOUNT)


def _other_buyer(invoice: Invoice) -> Invoice:
    return replace(invoice, buyer=OTHER_COMPANY)


def _wrong_sum(invoice: Invoice) -> Invoice:
    return replace(invoice, stated_gross=invoice.gross + 20)


def _waits(reason: str, title: str, vendor: Vendor, *wants: Want, **more: Any) -> Scenario:
    return Scenario(title, vendor, wants, "waiting", reason, **more)


SAMPLES: tuple[tuple[str, Writer], ...] = (
    (
        "over-limit",
        _waits("over_threshold", "£786.00: over the limit", LOWTHER, Want("HIRE-MEWP", 10), Want("HIRE-DEL", 1)),
    ),
    (
        "exactly-limit",
        _waits("over_threshold", "£500.00: the limit itself", MERROW, Want("COF-ESP1", 40, Decimal("12.50"))),
    ),
    (
        "price-variance",
        _waits("price_variance", "Dearer than ordered", THORNBURY, Want("TP-A480", 10), alter=_dearer),
    ),
    (
        "quantity-variance",
        _waits("quantity_variance", "20 billed, 12 received", RIDGEWAY, Want("RP-001", 20, received=12)),
    ),
    (
        "goods-not-received",
        Scenario("Nothing received yet: waits for the goods", THORNBURY, (Want("TP-A380", 5, received=0),), "sleeping"),
    ),
    (
        "new-vendor",
        _waits("new_vendor", "From a vendor that nobody knows", NEWCOMER, Want("PHO-HALF", 1), known=False),
    ),
    (
        "po-not-found",
        _waits("po_not_found", "Names an order that doesn't exist", CASTLE_WYE, Want("CLN-OFF", 8), alter=_other_order),
    ),
    (
        "bank-changed",
        _waits(
            "bank_details_differ",
            "Asks for payment to another account",
            OSTLER,
            Want("OT-FIB500", 2),
            Want("OT-SIP10", 3),
            alter=_other_account,
            words=("Please note that our bank details have changed. Pay to the new account from now on.",),
        ),
    ),
    (
        "foreign-currency",
        _waits(
            "over_threshold", "A German invoice in euros: no rates", FALKNER, Want("FM-PT100", 3), Want("FM-KAL2", 3)
        ),
    ),
    (
        "arithmetic-error",
        _waits(
            "arithmetic_error",
            "The total is £20 too high",
            CASTLE_WYE,
            Want("CLN-OFF", 10),
            Want("SAN-BIN", 2),
            alter=_wrong_sum,
        ),
    ),
    (
        "wrong-company",
        _waits(
            "wrong_company",
            "Addressed to another company",
            PENNOCK,
            Want("LAB-EL", 4),
            Want("MAT-LED", 2),
            alter=_other_buyer,
        ),
    ),
)
