"""The demo set: deterministic, complete, and each mail holds what the manifest names."""

import filecmp
from collections import Counter
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from samples.generate import demo_set
from samples.manifest import read_manifest
from tests.samples.conftest import TODAY

LEAP_DAY = date(2028, 2, 29)
REASONS = {
    "unreadable",
    "not_payable_document",
    "wrong_company",
    "arithmetic_error",
    "new_vendor",
    "bank_details_differ",
    "suspected_duplicate",
    "po_not_found",
    "price_variance",
    "quantity_variance",
    "over_threshold",
}


def files_of(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_same_day_and_seed_give_same_bytes_another_seed_does_not(demo: Path, tmp_path: Path) -> None:
    demo_set(tmp_path / "same", TODAY, seed=1)
    demo_set(tmp_path / "other", TODAY, seed=2)
    names = files_of(demo)
    assert filecmp.cmpfiles(demo, tmp_path / "same", names, shallow=False) == (names, [], [])
    _, different, _ = filecmp.cmpfiles(demo, tmp_path / "other", names, shallow=False)
    assert {name for name in different if name.endswith(".eml")} == {name for name in names if name.endswith(".eml")}


def test_manifest_reads_back_as_it_was_written(tmp_path: Path) -> None:
    assert demo_set(tmp_path, LEAP_DAY) == read_manifest(tmp_path)


def test_every_reason_that_a_document_can_cause_is_there(demo: Path) -> None:
    cases = [case for email in read_manifest(demo).emails for case in email.cases]
    states = Counter(case.state for case in cases)
    assert {case.reason for case in cases if case.reason} == REASONS
    assert all((case.state == "waiting") == (case.reason is not None) for case in cases)
    assert states["completed"] >= 10
    assert states["sleeping"] == 1


def test_mails_are_numbered_in_the_order_of_delivery_and_refer_back_only(demo: Path) -> None:
    emails = read_manifest(demo).emails
    files = [email.file for email in emails]
    assert files == sorted(files) == sorted(path.name for path in (demo / "mails").iterdir())
    for place, email in enumerate(emails):
        assert set(email.after) <= set(files[:place])
        assert email.duplicate_of in {None, *email.after}


def mails(demo: Path) -> dict[str, EmailMessage]:
    parsed = {}
    for path in sorted((demo / "mails").iterdir()):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        parsed[path.name] = mail
    return parsed


def test_every_document_of_the_manifest_is_attached_to_its_mail(demo: Path) -> None:
    found = mails(demo)
    for email in read_manifest(demo).emails:
        attached = {part.get_filename() for part in found[email.file].walk()}
        assert {case.document for case in email.cases} <= attached
        assert {case.twin for case in email.cases if case.twin} <= attached
        assert all(part.defects == [] for part in found[email.file].walk())


def test_only_the_repeated_mail_repeats_a_message_id(demo: Path) -> None:
    ids = Counter(str(mail["Message-ID"]) for mail in mails(demo).values())
    assert sorted(ids.values())[-2:] == [1, 2]
    assert (demo / "mails/31-same-mail-again.eml").read_bytes() == (demo / "mails/02-clean-two-column.eml").read_bytes()


def test_the_duplicate_is_the_same_invoice_in_other_bytes(demo: Path) -> None:
    emails = {email.file: email for email in read_manifest(demo).emails}
    first, again = emails["01-clean-classic.eml"].cases[0], emails["30-duplicate.eml"].cases[0]
    assert first.truth == again.truth

    def attachment(name: str) -> bytes:
        (part,) = mails(demo)[name].iter_attachments()
        content: bytes = part.get_content()
        return content

    assert attachment("01-clean-classic.eml") != attachment("30-duplicate.eml")


def test_invoices_are_dated_a_few_days_before_today(demo: Path) -> None:
    for email in read_manifest(demo).emails:
        for case in email.cases:
            if issued := case.truth.fields["invoice_date"]:
                assert 1 <= (TODAY - date.fromisoformat(issued)).days <= 5
