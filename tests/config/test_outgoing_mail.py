"""The address of the mail server, and messages as files where there is none."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage

from config.mail_folder import MailFolder
from config.outgoing_mail import FOLDER, SMTP, BadMailServerUrl, MailServer, mail_domain, mail_server

PASSWORD = "p@ss"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", MailServer(backend=FOLDER)),
        ("smtps://mail.example.com", MailServer(backend=SMTP, host="mail.example.com", port=465, tls=True)),
        ("smtp://mail.example.com", MailServer(backend=SMTP, host="mail.example.com", port=587, starttls=True)),
        ("smtp://localhost", MailServer(backend=SMTP, host="localhost", port=25)),
        ("smtp://[::1]:2525/", MailServer(backend=SMTP, host="::1", port=2525)),
        (
            "smtps://ap%40example.com:p%40ss@mail.example.com:4650",
            MailServer(
                backend=SMTP, host="mail.example.com", port=4650, user="ap@example.com", password=PASSWORD, tls=True
            ),
        ),
    ],
)
def test_an_address_is_read(url: str, server: MailServer) -> None:
    assert mail_server(url) == server
    assert PASSWORD not in repr(server)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.com",
        "http://u:p@ss@mail.example.com",
        "smtp://",
        "smtp://u:p@ss@mail.example.com/inbox",
        "smtp://u:p@ss@mail.example.com:99999",
    ],
)
def test_what_is_no_address_is_named_without_its_password(url: str) -> None:
    with pytest.raises(BadMailServerUrl, match="P2P_EMAIL_URL") as error:
        mail_server(url)
    assert PASSWORD not in str(error.value)


@pytest.mark.parametrize(
    ("sender", "domain"),
    [("AP <ap@example.com>", "example.com"), ("ap@example.com", "example.com"), ("nobody", "localhost")],
)
def test_the_domain_of_the_sender(sender: str, domain: str) -> None:
    assert mail_domain(sender) == domain


def written(subject: str, message_id: str = "<1@example.com>") -> EmailMessage:
    return EmailMessage(
        subject, "Wait no more.", "ap@example.com", ["m@example.com"], headers={"Message-ID": message_id}
    )


def test_a_message_is_one_file_however_often_it_is_sent(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "mail-out"
    folder = MailFolder()
    assert folder.send_messages([written("First"), written("Other", "<2@example.com>")]) == 2
    assert folder.send_messages([written("Second")]) == 1
    assert sorted(path.name for path in (tmp_path / "mail-out").iterdir()) == ["1@example.com.eml", "2@example.com.eml"]
    assert b"Subject: Second" in (tmp_path / "mail-out" / "1@example.com.eml").read_bytes()


@pytest.mark.parametrize("message_id", ["<../../etc/passwd@x>", "1@example.com", "<>"])
def test_no_message_id_leads_out_of_the_folder(settings: Any, tmp_path: Path, message_id: str) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "mail-out"
    with pytest.raises(ValueError, match="no name for a file"):
        MailFolder().send_messages([written("Out", message_id)])
    assert list(tmp_path.iterdir()) == []
