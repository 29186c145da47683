"""The usual shape of a sample: an order, its invoice with at most one thing wrong, one document, one mail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from samples.company import Vendor
from samples.desk import Desk, Draft, Want, expected
from samples.documents import as_pdf, as_scan
from samples.manifest import State
from samples.scan import Kind
from samples.truth import Invoice

# Drafts by name: what was mailed before.
Earlier = Mapping[str, Draft]
Writer = Callable[[Desk, Earlier], Draft]


def unchanged(invoice: Invoice) -> Invoice:
    return invoice


@dataclass(frozen=True, slots=True)
class Scenario:
    """One vendor, one order, one invoice; `alter` is what the vendor does to the clean invoice.

    `scanned` sends it on paper. `known=False`: the company hears of vendor and order only later.
    """

    title: str
    vendor: Vendor
    wants: tuple[Want, ...]
    state: State = "completed"
    reason: str | None = None
    alter: Callable[[Invoice], Invoice] = unchanged
    scanned: Kind | None = None
    known: bool = True
    words: tuple[str, ...] = ()

    def __call__(self, desk: Desk, _earlier: Earlier) -> Draft:
        order = desk.order(self.vendor, self.wants, known=self.known)
        invoice = self.alter(desk.bill(order))
        document = as_pdf(invoice, self.vendor.layout)
        if self.scanned:
            document = as_scan(document, self.scanned, desk.random)
        vendor = self.vendor if self.known else None
        return Draft(
            title=self.title,
            mail=desk.send(desk.letter(self.vendor, [document], *self.words)),
            cases=(expected(vendor, document, self.state, self.reason),),
            invoices=(invoice,),
        )
