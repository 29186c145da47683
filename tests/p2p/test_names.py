import pytest

from p2p.names import email_domain, likeness, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brackenfield Foods Ltd", "BRACKENFIELD FOODS LIMITED"),
        ("Castle & Wye Facilities Ltd.", "Castle and Wye Facilities"),
        ("Falkner Messtechnik G.m.b.H.", "Falkner Messtechnik GmbH"),
        ("Papeterie Clairmont S.A.S.", "Papetérie Clairmont SAS"),
        ("Accounts Payable, Brackenfield Foods Ltd", "Brackenfield Foods"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_name_of_legal_forms_alone_is_kept() -> None:
    assert name_key("Co Ltd") == "co ltd"


def test_a_slip_hardly_matters_and_another_company_of_the_group_does() -> None:
    assert likeness("Brackenfie1d Foods Ltd", "Brackenfield Foods Ltd") >= 90
    assert likeness("Brackenfield Foods (Ireland) Ltd", "Brackenfield Foods Ltd") < 90
    assert likeness("", "Brackenfield Foods Ltd") == 0


@pytest.mark.parametrize(
    ("sender", "domain"),
    [
        ("Ann <ann@Example.ORG>", "example.org"),
        ("ann@example.org", "example.org"),
        ("nobody", ""),
        ('"billing@good.example" <x@evil.example>', "evil.example"),
    ],
)
def test_the_domain_is_that_of_the_address_not_of_the_name(sender: str, domain: str) -> None:
    assert email_domain(sender) == domain
