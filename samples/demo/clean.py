"""Invoices that go through with nobody involved: digital ones in several designs, and scans."""

from decimal import Decimal

from samples.demo.scenario import Scenario, Writer
from samples.desk import Want
from samples.vendors import CASTLE_WYE, CLAIRMONT, GREENHOLM, LOWTHER, MERROW, PENNOCK, RIDGEWAY, THORNBURY

SAMPLES: tuple[tuple[str, Writer], ...] = (
    (
        "clean-classic",
        Scenario("A clean digital invoice", THORNBURY, (Want("TP-A480", 10), Want("TP-LEVARC", 12))),
    ),
    (
        "clean-two-column",
        Scenario("A clean invoice for services", CASTLE_WYE, (Want("CLN-OFF", 12), Want("SAN-BIN", 1))),
    ),
    (
        "clean-sole-trader",
        Scenario("A sole trader without VAT", PENNOCK, (Want("LAB-EL", 3), Want("MAT-SOC", 2))),
    ),
    (
        "clean-boxed",
        Scenario("Two VAT rates on one invoice", MERROW, (Want("COF-ESP1", 8), Want("CUP-12", 10))),
    ),
    (
        "clean-two-pages",
        Scenario("24 lines over two pages", RIDGEWAY, tuple(Want(item.sku, 1) for item in RIDGEWAY.items)),
    ),
    (
        "clean-french",
        Scenario("A French invoice in pounds", CLAIRMONT, (Want("CL-ETQ70", 10), Want("CL-REG", 5))),
    ),
    (
        "scan-pdf",
        Scenario("A scanned PDF without text", THORNBURY, (Want("TP-A380", 4), Want("TP-ENVC5", 6)), scanned="pdf"),
    ),
    (
        "scan-png",
        Scenario("A scan as PNG", LOWTHER, (Want("HIRE-MEWP", 2), Want("HIRE-DEL", 1)), scanned="png"),
    ),
    (
        "scan-tiff",
        Scenario("A fax as TIFF, VAT at 5 %", GREENHOLM, (Want("KERO-28", 250), Want("ADD-STAB", 2)), scanned="fax"),
    ),
    (
        "just-under-limit",
        Scenario(
            "£499.99: one penny under the limit",
            THORNBURY,
            (Want("TP-A380", 10), Want("TP-ENVC5", 4, Decimal("12.29"))),
        ),
    ),
)
