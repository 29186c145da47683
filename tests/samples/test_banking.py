"""Every account and VAT number passes the public checks."""

import pytest
from stdnum import iban
from stdnum.de import vat as de_vat
from stdnum.fr import tva as fr_vat
from stdnum.gb import vat as gb_vat

from samples.banking import Bank, french_bank
from samples.company import BUYER, Vendor
from samples.demo.questions import OTHER_ACCOUNT, OTHER_COMPANY
from samples.truth import Party
from samples.vendors import NEWCOMER, VENDORS

VAT_CHECKS = {"GB": gb_vat.is_valid, "DE": de_vat.is_valid, "FR": fr_vat.is_valid}
PARTIES = [BUYER, OTHER_COMPANY, *(vendor.party for vendor in (*VENDORS, NEWCOMER) if vendor.party.vat_id)]


@pytest.mark.parametrize("party", PARTIES, ids=lambda party: party.name)
def test_vat_id_has_right_check_digits(party: Party) -> None:
    assert VAT_CHECKS[party.country](party.vat_id)


@pytest.mark.parametrize("vendor", [*VENDORS, NEWCOMER], ids=lambda vendor: vendor.code)
def test_iban_is_valid_and_holds_the_uk_account(vendor: Vendor) -> None:
    bank = vendor.bank
    assert iban.is_valid(bank.iban)
    assert bank.iban.endswith(f"{bank.sort_code}{bank.account_number}")
    assert bool(bank.sort_code) == (vendor.party.country == "GB")


def test_fraudulent_account_is_valid_too_and_belongs_to_no_vendor() -> None:
    assert iban.is_valid(OTHER_ACCOUNT.iban)
    assert OTHER_ACCOUNT not in [vendor.bank for vendor in VENDORS]


def test_french_bank_matches_the_published_example() -> None:
    bank = french_bank("30006", "00001", "12345678901", "AGRIFRPP", "")
    assert bank == Bank("FR7630006000011234567890189", "AGRIFRPP", "")
