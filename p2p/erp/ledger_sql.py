"""What the database itself keeps true of the ledger, for a migration's `RunSQL(FORWARD, REVERSE)`.

An entry has lines and its debits equal its credits, checked when the transaction commits, since the lines
come after the entry. Entries, lines and payment orders are only ever inserted: a mistake is corrected by
another entry.
"""

FORWARD = """
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

CREATE FUNCTION p2p_ledger_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is not allowed on %: the ledger is only added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER p2p_journalentry_is_kept BEFORE UPDATE OR DELETE ON p2p_journalentry
    FOR EACH ROW EXECUTE FUNCTION p2p_ledger_is_kept();
CREATE TRIGGER p2p_journalline_is_kept BEFORE UPDATE OR DELETE ON p2p_journalline
    FOR EACH ROW EXECUTE FUNCTION p2p_ledger_is_kept();
CREATE TRIGGER p2p_paymentorder_is_kept BEFORE UPDATE OR DELETE ON p2p_paymentorder
    FOR EACH ROW EXECUTE FUNCTION p2p_ledger_is_kept();
"""

REVERSE = """
DROP TRIGGER p2p_paymentorder_is_kept ON p2p_paymentorder;
DROP TRIGGER p2p_journalline_is_kept ON p2p_journalline;
DROP TRIGGER p2p_journalentry_is_kept ON p2p_journalentry;
DROP FUNCTION p2p_ledger_is_kept();
DROP TRIGGER p2p_journalline_balances ON p2p_journalline;
DROP TRIGGER p2p_journalentry_balances ON p2p_journalentry;
DROP FUNCTION p2p_journal_balances();
"""
