"""The signed file outside the database, under everything that may happen to it."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.workflow.sealing.conftest import Vault
from tests.workflow.sealing.resealing import reckon_anew
from tests.workflow.sealing.tampering import sql
from workflow.models import Seal
from workflow.sealing import anchor as anchoring
from workflow.sealing.anchor import anchor_new_seals
from workflow.sealing.seal import seal_due


def lines(vault: Vault) -> list[bytes]:
    return vault.anchor.read_bytes().splitlines(keepends=True)


def kinds(vault: Vault, **more: Any) -> list[str]:
    return sorted(vault.verify(**more).by_kind())


def test_it_holds_every_seal_once_and_only_its_owner_may_read_it(vault: Vault) -> None:
    vault.live(3)
    before = vault.anchor.read_bytes()

    assert anchor_new_seals(now=vault.bench.now) == 0
    assert vault.anchor.read_bytes() == before
    places = [seal[0] for line in lines(vault) for seal in json.loads(line)["body"]["seals"]]
    assert places == list(range(1, Seal.objects.count() + 1))
    assert [path.stat().st_mode & 0o777 for path in (vault.anchor, vault.key)] == [0o600, 0o600]


def test_seals_that_were_kept_before_a_crash_come_with_the_next_round(vault: Vault) -> None:
    vault.bench.started_and_run()
    seal_due(now=vault.bench.now, batch=5)  # and then the process is killed
    vault.bench.started_and_run()
    vault.seal()
    assert (vault.verify().counted.anchored, kinds(vault)) == (2, [])


@pytest.mark.parametrize("left", [1, 40, -1])
def test_a_line_that_a_crash_cut_off_counts_for_nothing_and_is_written_again(vault: Vault, left: int) -> None:
    vault.live(2)
    *whole, last = lines(vault)
    vault.anchor.write_bytes(b"".join(whole) + last[:left])

    assert vault.verify().counted.unanchored == 1
    vault.seal()
    report = vault.verify()
    assert list(report) == []
    assert report.counted.unanchored == 0
    assert report.counted.torn_lines == (0 if left == -1 else 1)


def test_a_full_disk_stops_nothing_and_is_made_good_later(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    vault.live(1)
    before = vault.anchor.read_bytes()
    vault.bench.started_and_run()
    seal_due(now=vault.bench.now, batch=5)

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        assert anchor_new_seals(now=vault.bench.now) == 0
    assert "No space left" in caplog.text
    assert vault.anchor.read_bytes() == before
    assert anchor_new_seals(now=vault.bench.now) == 1
    assert kinds(vault) == []


def test_many_seals_take_several_lines(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchoring, "LINE", 2)
    vault.live(5)
    assert len(lines(vault)) == 3 + 3 + 2
    assert kinds(vault) == []


def test_somebody_who_knows_how_seals_are_made_is_told_by_the_anchor(vault: Vault) -> None:
    vault.live(2)
    case = Seal.objects.order_by("place")[0].case_id
    sql("SET LOCAL session_replication_role = replica")
    sql("UPDATE workflow_event SET actor = 'eve' WHERE case_id = %s AND seq = 2", case)
    reckon_anew()

    report = vault.verify()
    assert report.rows() == {(case, 2)}
    assert {finding.detail for finding in report if finding.table == "event"} == {"by the anchor"}


@pytest.mark.parametrize("harm", ["edited", "left out", "in another order", "signed by another", "not there"])
def test_a_changed_anchor_is_found(vault: Vault, harm: str, tmp_path: Path) -> None:
    vault.live(2)
    first, second, third = lines(vault)
    if harm == "edited":
        vault.anchor.write_bytes(first + second.replace(b'"head":"', b'"head":"0') + third)
    elif harm == "left out":
        vault.anchor.write_bytes(first + third)
    elif harm == "in another order":
        vault.anchor.write_bytes(second + first + third)
    elif harm == "not there":
        vault.anchor.unlink()
    else:
        vault.key.unlink()
        _sign_anew(vault)
    assert "anchor" in kinds(vault)


def _sign_anew(vault: Vault) -> None:
    """With a key of one's own; the old public key still is what counts."""
    old = vault.key.with_name("key.pub").read_bytes()
    vault.anchor.unlink()
    anchor_new_seals(now=vault.bench.now)
    vault.key.write_bytes(old)


def test_an_anchor_cut_short_is_told_by_a_head_that_was_kept_elsewhere(vault: Vault) -> None:
    vault.live(2)
    head = vault.verify().counted.head
    vault.anchor.write_bytes(b"".join(lines(vault)[:-1]))

    assert kinds(vault) == [], "nobody else can tell"
    assert kinds(vault, head=head) == ["anchor"]


def test_a_database_put_back_to_an_older_backup_is_told(vault: Vault) -> None:
    backup = transaction.savepoint()
    vault.live(2)
    transaction.savepoint_rollback(backup)
    assert Seal.objects.count() == 0
    assert set(kinds(vault)) == {"rolled_back", "seal_deleted"}
