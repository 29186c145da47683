"""How countries and billing programs write amounts, dates and account numbers."""

from datetime import date
from decimal import Decimal

MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTHS_FR = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SYMBOLS = {"GBP": "£", "EUR": "€"}


def plain(amount: Decimal) -> str:
    """1234.5 as 1234.50."""
    return f"{amount:.2f}"


def english(amount: Decimal) -> str:
    """1234.5 as 1,234.50."""
    return f"{amount:,.2f}"


def german(amount: Decimal) -> str:
    """1234.5 as 1.234,50."""
    return f"{amount:,.2f}".translate({ord(","): ".", ord("."): ","})


def french(amount: Decimal) -> str:
    """1234.5 as 1 234,50, with a no-break space."""
    return f"{amount:,.2f}".translate({ord(","): "\xa0", ord("."): ","})


def count(quantity: Decimal) -> str:
    """A quantity without trailing zeros: 12, 2.5, 400."""
    return f"{quantity.normalize():f}"


def slashed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def dotted(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def dashed(day: date) -> str:
    """12-Mar-2026."""
    return f"{day.day:02d}-{MONTHS_EN[day.month - 1][:3]}-{day.year}"


def long_english(day: date) -> str:
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def long_french(day: date) -> str:
    return f"{day.day} {MONTHS_FR[day.month - 1]} {day.year}"


def spaced(iban: str) -> str:
    """An IBAN in groups of four."""
    return " ".join(iban[place : place + 4] for place in range(0, len(iban), 4))


def sort_code(digits: str) -> str:
    return f"{digits[:2]}-{digits[2:4]}-{digits[4:]}"


def vat_number(vat_id: str) -> str:
    """GB 734 1852 79 for a UK number, others unchanged."""
    return f"GB {vat_id[2:5]} {vat_id[5:9]} {vat_id[9:]}" if vat_id.startswith("GB") else vat_id


def english_terms(terms: str) -> str:
    """Payment terms as an English invoice words them."""
    discount, _, days = terms.rpartition("net ")
    if terms.startswith("eom "):
        return f"{terms.split()[1]} days end of month"
    if discount:
        percent, within = discount.strip().split("/")
        return f"{percent}% discount if paid within {within} days, otherwise {days} days net"
    return f"{days} days from date of invoice"
