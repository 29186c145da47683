"""What the company knows already, handed to the reader as plain facts: no database behind it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVendor:
    """A vendor of the master data, as far as a document can show it."""

    code: str
    name: str
    vat_id: str | None = None
    iban: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Facts that make one candidate likelier than another; they never put a value on the page."""

    buyer_name: str | None = None
    buyer_vat_id: str | None = None
    vendors: tuple[KnownVendor, ...] = ()
    open_orders: tuple[str, ...] = ()
