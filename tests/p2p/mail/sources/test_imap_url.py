"""The address of a mailbox."""

import pytest

from p2p.mail.sources.imap_url import BadMailboxUrl, Mailbox, parse


@pytest.mark.parametrize(
    ("url", "mailbox"),
    [
        (
            "imaps://ann:secret@mail.example.com",
            Mailbox(host="mail.example.com", port=993, security="tls", user="ann", password="secret"),
        ),
        (
            "imaps://ann%40example.com:a%2Fb%3Ac@mail.example.com:1993/Rechnungen%20neu?processed=Erledigt&failed=Fehler",
            Mailbox(
                host="mail.example.com",
                port=1993,
                security="tls",
                user="ann@example.com",
                password="a/b:c",
                folder="Rechnungen neu",
                processed="Erledigt",
                failed="Fehler",
            ),
        ),
        (
            "imap://ann:secret@mail.example.com/INBOX",
            Mailbox(host="mail.example.com", port=143, security="starttls", user="ann", password="secret"),
        ),
        (
            "imap://ann:secret@127.0.0.1:1143/INBOX",
            Mailbox(host="127.0.0.1", port=1143, security="none", user="ann", password="secret"),
        ),
    ],
)
def test_an_address(url: str, mailbox: Mailbox) -> None:
    assert parse(url) == mailbox


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.com",
        "https://ann:secret@mail.example.com",
        "imaps://mail.example.com/INBOX",
        "imaps://ann:secret@mail.example.com:99999/INBOX",
        "imaps://ann:secret@mail.example.com/INBOX?procesed=Done",
    ],
)
def test_a_bad_address_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(BadMailboxUrl, match="P2P_IMAP_URL") as caught:
        parse(url)
    assert "secret" not in str(caught.value)


def test_the_password_is_not_shown() -> None:
    assert "secret" not in repr(parse("imaps://ann:secret@mail.example.com"))
