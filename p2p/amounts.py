"""Amounts that a document implies, and by how much its sums may be out."""

from decimal import Decimal

from p2p.facts import InvoiceFacts, InvoiceLineFacts
from p2p.money import UnknownCurrency, minor_unit


def stated_net(invoice: InvoiceFacts) -> Decimal | None:
    """The net amount, or total less VAT where the document states only these."""
    if invoice.net is None and invoice.gross is not None and invoice.tax is not None:
        return invoice.gross - invoice.tax
    return invoice.net


def stated_tax(invoice: InvoiceFacts) -> Decimal | None:
    """The VAT, or total less net amount where the document states only these."""
    if invoice.tax is None and invoice.gross is not None and invoice.net is not None:
        return invoice.gross - invoice.net
    return invoice.tax


def net_of(line: InvoiceLineFacts) -> Decimal | None:
    """A line's net amount, or quantity times price where the document states only these."""
    if line.net is None and line.quantity is not None and line.unit_price is not None:
        return line.quantity * line.unit_price
    return line.net


def slack(currency: str, units: int) -> Decimal:
    """So many minor units of the currency; nothing for a currency that isn't known."""
    try:
        return units * minor_unit(currency)
    except UnknownCurrency:
        return Decimal(0)
