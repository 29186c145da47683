from datetime import date
from decimal import Decimal
from pathlib import Path

from chaos.kills.mails import expected, write

TODAY = date(2026, 5, 11)


def test_a_round_has_clean_mails_a_copy_one_that_asks_and_one_again(tmp_path: Path) -> None:
    first, second = write(tmp_path, 2, TODAY, seed=1)

    assert (len(first), len(second)) == (5, 6)
    assert first[0].identity == first[3].identity
    assert first[0].sha256 != first[3].sha256
    assert second[-1] in first
    assert [mail.due > 0 for mail in first] == [True, True, True, True, False]


def test_each_invoice_is_due_once(tmp_path: Path) -> None:
    (batch,) = write(tmp_path, 1, TODAY, seed=1)
    due = expected(batch)
    assert len(due) == 4
    assert sorted(due.values())[0] == Decimal(0)
    assert {path.name for path in (tmp_path / "masters").iterdir()} == {
        "company.csv",
        "goods_receipts.csv",
        "purchase_orders.csv",
        "vendors.csv",
    }


def test_the_same_seed_writes_the_same_mails(tmp_path: Path) -> None:
    one, other = (write(tmp_path / name, 1, TODAY, seed=3) for name in ("one", "other"))
    assert [mail.sha256 for mail in one[0]] == [mail.sha256 for mail in other[0]]
