from pathlib import Path

from chaos.kills.journal import Journal


def test_rows_are_read_as_they_were_added(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    assert journal.rows() == []
    journal.add({"what": "£1"})
    journal.add({"what": "£1"})
    assert Journal(tmp_path / "journal.jsonl").rows() == [{"what": "£1"}, {"what": "£1"}]
