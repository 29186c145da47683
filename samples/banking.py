"""Bank accounts and VAT numbers that pass the checks that real ones pass, and belong to nobody.

UK sort codes and account numbers are the published test numbers of Vocalink's "Validating Account Numbers":
they satisfy the modulus check. Every IBAN carries its mod-97 check digits (ISO 13616), and a UK one its sort
code and account number.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bank:
    """An account to pay to. Without spaces or hyphens; the UK parts are empty for accounts elsewhere."""

    iban: str
    bic: str
    name: str
    sort_code: str = ""
    account_number: str = ""


def uk_bank(bank_code: str, sort_code: str, account_number: str, name: str) -> Bank:
    """A UK account from its four-letter bank code, six-digit sort code and eight-digit account number."""
    iban = _with_check_digits("GB", f"{bank_code}{sort_code}{account_number}")
    return Bank(iban, f"{bank_code}GB2L", name, sort_code, account_number)


def german_bank(bank_code: str, account_number: str, bic: str, name: str) -> Bank:
    """A German account: Bankleitzahl (8 digits) and account number (up to 10)."""
    return Bank(_with_check_digits("DE", f"{bank_code}{account_number:0>10}"), bic, name)


def french_bank(bank_code: str, branch: str, account_number: str, bic: str, name: str) -> Bank:
    """A French account: bank and branch (5 digits each) and account (11 digits), with its RIB key."""
    key = 97 - (89 * int(bank_code) + 15 * int(branch) + 3 * int(account_number)) % 97
    return Bank(_with_check_digits("FR", f"{bank_code}{branch}{account_number}{key:02d}"), bic, name)


def _with_check_digits(country: str, account: str) -> str:
    digits = "".join(str(int(character, 36)) for character in f"{account}{country}00")
    return f"{country}{98 - int(digits) % 97:02d}{account}"


def gb_vat(seven_digits: str) -> str:
    """A UK VAT number from its first seven digits (HMRC's modulus 97 with offset 55)."""
    total = sum(int(digit) * weight for digit, weight in zip(seven_digits, range(8, 1, -1), strict=True))
    return f"GB{seven_digits}{97 - (total + 55) % 97:02d}"


def de_vat(eight_digits: str) -> str:
    """A German Umsatzsteuer-Identifikationsnummer from its first eight digits (ISO 7064 mod 11, 10)."""
    product = 10
    for digit in eight_digits:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return f"DE{eight_digits}{(11 - product) % 10}"


def fr_vat(eight_digits: str) -> str:
    """A French numéro de TVA from the first eight digits of a SIREN (Luhn digit, then the mod-97 key)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(eight_digits))
    luhn = -sum(value - 9 * (value > 9) for value in doubled) % 10
    siren = int(f"{eight_digits}{luhn}")
    return f"FR{(12 + 3 * (siren % 97)) % 97:02d}{siren:09d}"
