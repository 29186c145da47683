import pytest

from p2p.accounts import account, agree

IBAN = "GB76BARC20295963748472"
UK = ("", "20-29-59", "63748472")
GERMAN = ("DE75512108001245126199", "", "")


@pytest.mark.parametrize(
    ("printed", "master"),
    [
        ((IBAN, "", ""), UK),
        (UK, (IBAN, "", "")),
        (("GB76 BARC 2029 5963 7484 72", "202959", "63748472"), (IBAN, "202959", "63748472")),
        (("", "", "63748472"), UK),
        (("", "202959", "3748472"), ("", "202959", "03748472")),
        (("", "", ""), UK),
        (("", "", ""), ("", "", "")),
        (GERMAN, GERMAN),
        (("63748472", "", ""), UK),
    ],
)
def test_the_same_account_in_another_form(printed: tuple[str, str, str], master: tuple[str, str, str]) -> None:
    assert agree(account(*printed), account(*master))


@pytest.mark.parametrize(
    ("printed", "master"),
    [
        (("GB94BARC10201530093459", "", ""), UK),
        (("", "202959", "63748473"), UK),
        (("", "202950", "63748472"), UK),
        (("", "202950", ""), UK),
        ((IBAN, "202959", "00000001"), (IBAN, "", "")),
        (GERMAN, UK),
        (UK, GERMAN),
        (UK, ("", "", "")),
        ((IBAN, "", ""), ("", "", "")),
    ],
)
def test_another_account(printed: tuple[str, str, str], master: tuple[str, str, str]) -> None:
    assert not agree(account(*printed), account(*master))


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("", "", ""), ""),
        ((IBAN, "", ""), "GB76 BARC 2029 5963 7484 72"),
        (("", "202959", "63748472"), "20-29-59 63748472"),
        ((IBAN, "202959", ""), "GB76 BARC 2029 5963 7484 72 / 20-29-59"),
    ],
)
def test_people_read_it_in_groups(parts: tuple[str, str, str], text: str) -> None:
    assert account(*parts).grouped == text
