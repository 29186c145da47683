"""Identifiers that carry a check, and those that need a label."""

import pytest

from p2p.formats.evidence import bank
from p2p.formats.evidence.candidates import best_field
from p2p.formats.known import Known
from tests.p2p.formats.typed import seen


def iban(text: str, source: str = "text") -> tuple[str | None, float]:
    field = best_field(bank.ibans(seen(text, source=source)), source)
    return field.value, field.confidence


@pytest.mark.parametrize(
    "text", ["IBAN: GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819", "Bank GB29 NWBK60161331926819 BIC"]
)
def test_ibans_are_known_by_their_check(text: str) -> None:
    value, confidence = iban(text)
    assert value == "GB29NWBK60161331926819"
    assert confidence > 0.9


def test_a_labelled_iban_that_fails_its_check_is_doubtful() -> None:
    value, confidence = iban("IBAN: GB30 NWBK 6016 1331 9268 19")
    assert value == "GB30NWBK60161331926819"
    assert confidence < 0.5


def test_misread_digits_are_mended_only_if_the_check_then_holds() -> None:
    assert iban("IBAN NLSOINGB0683251309", source="ocr")[0] == "NL50INGB0683251309"
    assert iban("NLSOINGB0683251308", source="ocr")[0] is None


@pytest.mark.parametrize(
    ("text", "code", "account"),
    [
        ("Sort code: 20-29-59   Account number: 63748472", "202959", "63748472"),
        ("Sort Code 20 29 59\nAccount No. 6374 8472", "202959", "63748472"),
        ("BACS: 20-29-59 63748472", "202959", "63748472"),
        ("Sort code   Account no\n202959      63748472", "202959", "63748472"),
    ],
)
def test_british_accounts(text: str, code: str, account: str) -> None:
    page = seen(text)
    found = best_field(bank.sort_codes(page), "text").value
    assert found == code
    assert best_field(bank.account_numbers(page, found), "text").value == account


def test_a_customer_account_is_no_bank_account() -> None:
    assert list(bank.account_numbers(seen("Account number: 29666403"), None)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("VAT No. GB 290 4418 05", "GB290441805"),
        ("VAT Reg No: 290 4418 05\nTotal £12.00", "GB290441805"),
        ("USt-IdNr.: DE136695976", "DE136695976"),
        ("BTW NL810433941B01", "NL810433941B01"),
    ],
)
def test_vat_ids(text: str, value: str) -> None:
    field = best_field(bank.vat_ids(seen(text)), "text")
    assert field.value == value
    assert field.confidence > 0.9


def test_the_buyers_own_vat_id_is_not_the_sellers() -> None:
    page = seen("Your VAT number: GB290441805\nUSt-IdNr.: DE136695976", Known(buyer_vat_id="GB290441805"))
    assert {candidate.value for candidate in bank.vat_ids(page)} == {"DE136695976"}


def test_words_that_begin_like_a_country_are_no_vat_ids() -> None:
    assert list(bank.vat_ids(seen("USt: BELEGSUMMEN"))) == []
