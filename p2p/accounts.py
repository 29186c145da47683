"""Bank accounts as they are compared: an IBAN of the United Kingdom holds its sort code and account number.

ISO 13616 gives the UK's IBAN as GB, two check digits, four letters of the bank, sort code (6), account (8).
"""

import re
from dataclasses import dataclass

_GB_IBAN = re.compile(r"GB\d{2}[A-Z]{4}(\d{6})(\d{8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as a document prints it or the master data has it; "" where a part isn't given."""

    iban: str = ""
    sort_code: str = ""
    account_number: str = ""

    @property
    def given(self) -> bool:
        """Anything at all is known."""
        return bool(self.iban or self.sort_code or self.account_number)

    @property
    def payable(self) -> bool:
        """Enough is known to pay to it."""
        return bool(self.iban or (self.sort_code and self.account_number))

    @property
    def grouped(self) -> str:
        """In groups, as people compare digits; "" where nothing is known."""
        domestic = " ".join(part for part in (_groups(self.sort_code, 2, "-"), self.account_number) if part)
        return " / ".join(part for part in (_groups(self.iban, 4, " "), domestic) if part)

    def __str__(self) -> str:
        domestic = " ".join(part for part in (self.sort_code, self.account_number) if part)
        return " / ".join(part for part in (self.iban, domestic) if part) or "none"


def account(iban: str, sort_code: str, account_number: str) -> Account:
    """The account in one spelling: no spaces or hyphens, upper case."""
    return Account(iban=_plain(iban), sort_code=_plain(sort_code), account_number=_plain(account_number))


def agree(printed: Account, master: Account) -> bool:
    """Whether everything that the document prints is the master's account. What can't be compared differs.

    Both forms are held against each other: a printed IBAN against a master that has only sort code and
    account number, and the other way round. A document that prints nothing agrees with any master.
    """
    return _iban_agrees(printed.iban, master) and _domestic_agrees(printed, master)


def _iban_agrees(iban: str, master: Account) -> bool:
    if not iban or iban in (master.iban, master.account_number):
        return True
    return bool(not master.iban and _domestic(iban) and _domestic(iban) == _domestic_of(master))


def _domestic_agrees(printed: Account, master: Account) -> bool:
    if not (printed.sort_code or printed.account_number):
        return True
    sort_code, number = _domestic_of(master)
    if not number:
        return False
    same_sort = not printed.sort_code or printed.sort_code == sort_code
    same_number = not printed.account_number or printed.account_number.zfill(8) == number.zfill(8)
    return same_sort and same_number


def _domestic_of(master: Account) -> tuple[str, str]:
    if master.sort_code and master.account_number:
        return master.sort_code, master.account_number
    return _domestic(master.iban) or ("", "")


def _domestic(iban: str) -> tuple[str, str] | None:
    found = _GB_IBAN.fullmatch(iban)
    return (found.group(1), found.group(2)) if found else None


def _groups(text: str, size: int, between: str) -> str:
    return between.join(text[at : at + size] for at in range(0, len(text), size))


def _plain(text: str) -> str:
    return re.sub(r"[\s.\-]", "", text).upper()
