"""What the database itself keeps true of the ledger, for a migration's `RunSQL(FORWARD, REVERSE)`.

An entry has lines and its debits equal its credits, checked when the transaction commits, since the lines
come after the entry. Entries, lines and payment orders are only ever inserted: a mistake is corrected by
another entry.
"""

from workflow.triggers import drop, insert_only

_TABLES = ("p2p_journalentry", "p2p_journalline", "p2p_paymentorder")

_BALANCES = """
CREATE FUNCTION p2p_journal_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked bigint;
    debits numeric;
    credits numeric;
BEGIN
    IF TG_TABLE_NAME = 'p2p_journalentry' THEN
        checked := NEW.id;
    ELSE
        checked := NEW.entry_id;
    END IF;
    SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0) INTO debits, credits
        FROM p2p_journalline WHERE entry_id = checked;
    IF debits <> credits THEN
        RAISE EXCEPTION 'journal entry % does not balance: debit %, credit %', checked, debits, credits
            USING ERRCODE = 'check_violation';
    END IF;
    IF debits = 0 THEN
        RAISE EXCEPTION 'journal entry % has no lines', checked USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER p2p_journalentry_balances AFTER INSERT ON p2p_journalentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION p2p_journal_balances();
CREATE CONSTRAINT TRIGGER p2p_journalline_balances AFTER INSERT ON p2p_journalline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION p2p_journal_balances();
"""

_UNBALANCED = """
DROP TRIGGER p2p_journalline_balances ON p2p_journalline;
DROP TRIGGER p2p_journalentry_balances ON p2p_journalentry;
DROP FUNCTION p2p_journal_balances();
"""

FORWARD = _BALANCES + "".join(map(insert_only, _TABLES))
REVERSE = "".join(drop(table, "insert_only", "no_truncate") for table in _TABLES) + _UNBALANCED
