"""What may stand in one cell: parsers from text to value, whose ValueError is the sentence for people. Pure."""

import re
import zoneinfo
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import stdnum.iban
from stdnum.exceptions import ValidationError

from p2p.money import minor_digits

_NUMBER = re.compile(r"-?\d{1,14}(\.\d{1,6})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_EMAIL = re.compile(r"[^@\s;,<>]{1,64}@[^@\s;,<>]+\.[^@\s;,<>]+")
_DOMAIN = re.compile(r"(?=.{1,253}$)([a-z0-9](-?[a-z0-9])*\.)+[a-z0-9](-?[a-z0-9])+", re.ASCII)
_TAX_ID = re.compile(r"[A-Z0-9]{4,16}", re.ASCII)


def text(longest: int, *, required: bool = False) -> Callable[[str], str]:
    """Free text of at most so many characters."""

    def parse(cell: str) -> str:
        if required and not cell:
            raise ValueError("is empty; fill it in")
        if len(cell) > longest:
            raise ValueError(f"has {len(cell)} characters; {longest} fit, so shorten it")
        return cell

    return parse


def number(cell: str) -> Decimal:
    """A decimal number with a point, without thousands separators, to six decimals."""
    if not _NUMBER.fullmatch(cell):
        raise ValueError(f"{cell!r} is not a number; write it like 1234.50, with at most six decimals")
    return Decimal(cell)


def positive(cell: str) -> Decimal:
    """A number above 0."""
    if (value := number(cell)) <= 0:
        raise ValueError(f"{cell} is not above 0; correct it")
    return value


def not_negative(cell: str) -> Decimal:
    """A number of 0 or more."""
    if (value := number(cell)) < 0:
        raise ValueError(f"{cell} is below 0; correct it")
    return value


def not_zero(cell: str) -> Decimal:
    """A number, negative for what goes back."""
    if not (value := number(cell)):
        raise ValueError("is 0; give what was received, or delete the row")
    return value


def percent(cell: str) -> Decimal:
    """A rate from 0 to 100, to three decimals."""
    value = number(cell)
    if not 0 <= value <= 100 or value != round(value, 3):
        raise ValueError(f"{cell} is not a rate; write 20 for 20 %")
    return value


def whole(cell: str) -> int:
    """A line number: a whole number from 1."""
    if not re.fullmatch(r"\d{1,6}", cell, re.ASCII) or not int(cell):
        raise ValueError(f"{cell!r} is not a line number; write a whole number from 1")
    return int(cell)


def day(cell: str) -> date:
    """A calendar date, as ISO 8601 writes it."""
    if not _DAY.fullmatch(cell):
        raise ValueError(f"{cell!r} is not a date; write it like 2026-03-31")
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError(f"{cell} is a day that doesn't exist; correct it") from None


def currency(cell: str) -> str:
    """A code of ISO 4217."""
    minor_digits(cell)
    return cell


def country(cell: str) -> str:
    """A code of ISO 3166-1; empty where it isn't known."""
    code = cell.upper()
    if code == "UK":
        raise ValueError("'UK' is not a country code; write GB")
    if code and not _COUNTRY.fullmatch(code):
        raise ValueError(f"{cell!r} is not a country code; write two letters, like GB")
    return code


def timezone(cell: str) -> str:
    """An IANA zone."""
    if cell not in zoneinfo.available_timezones():
        raise ValueError(f"{cell!r} is not a time zone; write it like Europe/London")
    return cell


def email(cell: str) -> str:
    """An email address; may be empty."""
    if cell and (not _EMAIL.fullmatch(cell) or len(cell) > 254):
        raise ValueError(f"{cell!r} is not an email address; correct it or leave it empty")
    return cell


def domains(cell: str) -> list[str]:
    """Domains separated by semicolons, in small letters, each once."""
    found = [part.strip().lower().removeprefix("@") for part in cell.split(";") if part.strip()]
    for domain in found:
        if not _DOMAIN.fullmatch(domain):
            raise ValueError(f"{domain!r} is not a domain; write them like example.com;example.org")
    return list(dict.fromkeys(found))


def tax_id(cell: str) -> str:
    """A VAT number without spaces and punctuation, in capitals; may be empty. Check digits: see `vendors`."""
    plain = re.sub(r"[\s./-]", "", cell).upper()
    if plain and not _TAX_ID.fullmatch(plain):
        raise ValueError(f"{cell!r} is not a VAT number; write it like GB123456789 or leave it empty")
    return plain


def iban(cell: str) -> str:
    """An IBAN whose check digits are right, without spaces; may be empty."""
    try:
        return str(stdnum.iban.validate(cell)) if cell else ""
    except ValidationError:
        raise ValueError(f"{cell!r} is not a valid IBAN; its check digits or length are wrong") from None


def sort_code(cell: str) -> str:
    """A UK sort code, six digits; may be empty."""
    plain = re.sub(r"[\s-]", "", cell)
    if plain and not re.fullmatch(r"\d{6}", plain, re.ASCII):
        raise ValueError(f"{cell!r} is not six digits; spreadsheets drop leading zeros, so format the column as text")
    return plain


def account_number(cell: str) -> str:
    """A bank account's number, 4 to 16 letters and digits; may be empty."""
    plain = re.sub(r"[\s-]", "", cell).upper()
    if plain and not re.fullmatch(r"[A-Z0-9]{4,16}", plain, re.ASCII):
        raise ValueError(f"{cell!r} is not an account number; write 4 to 16 digits or letters")
    return plain


def one_of(*allowed: str) -> Callable[[str], str]:
    """One of a few words, in any case."""

    def parse(cell: str) -> str:
        if cell.lower() not in allowed:
            raise ValueError(f"{cell!r} is not one of {', '.join(allowed)}")
        return cell.lower()

    return parse
