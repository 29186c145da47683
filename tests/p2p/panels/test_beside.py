from p2p.panels.beside import Cell, Column, beside, row


def test_each_is_held_against_the_first() -> None:
    table = beside(
        [Column("This"), Column("One"), Column("Other")],
        [row("Number", ["INV 1", "inv1", "INV-2"]), row("Order", ["", "PO-1", ""]), row("Note", ["", "", ""])],
    )
    number, order = table.rows
    assert number.cells == (Cell("INV 1"), Cell("inv1", "same"), Cell("INV-2", "differs"))
    assert number.differs
    assert order.cells == (Cell(""), Cell("PO-1"), Cell(""))
    assert not order.differs


def test_what_is_the_same_may_be_told_otherwise() -> None:
    found = row("Name", ["a", "b"], lambda _one, _other: True)
    assert found is not None
    assert found.cells[1] == Cell("b", "same")
