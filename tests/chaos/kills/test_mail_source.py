import hashlib
from pathlib import Path

from chaos.kills.journal import Journal
from chaos.kills.mail_source import deliver


def test_a_mail_is_whole_in_the_folder_and_journalled_each_time(tmp_path: Path) -> None:
    folder, mail = tmp_path / "mails", tmp_path / "one.eml"
    folder.mkdir()
    mail.write_bytes(b"Subject: an invoice\r\n\r\n")
    journal = Journal(tmp_path / "delivered.jsonl")

    told = [deliver(mail, folder, journal), deliver(mail, folder, journal)]

    digest = hashlib.sha256(mail.read_bytes()).hexdigest()
    assert told == [digest, digest]
    assert [(row["name"], row["sha256"]) for row in journal.rows()] == [("00000.eml", digest), ("00001.eml", digest)]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "00000.eml": mail.read_bytes(),
        "00001.eml": mail.read_bytes(),
    }
