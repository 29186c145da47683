"""What the database itself keeps true of payments and amendments, for a migration's `RunSQL(FORWARD, REVERSE)`.

What was scheduled, and what was asked, never changes. A payment's state moves by its table alone, its day with a
release alone; an amendment is closed once.
"""

from p2p.payments.states import PAYMENT
from workflow.triggers import drop, insert_only, state_guard

_PAYMENT = """
CREATE FUNCTION p2p_payment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.posting_id, OLD.key, OLD.amount, OLD.currency, OLD.account, OLD.scheduled_at)
            IS NOT DISTINCT FROM (NEW.posting_id, NEW.key, NEW.amount, NEW.currency, NEW.account, NEW.scheduled_at)
            AND (OLD.pay_on = NEW.pay_on OR (OLD.state, NEW.state) = ('held', 'scheduled'))
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'p2p_payment: what was scheduled is never changed or deleted'
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER p2p_payment_guard BEFORE UPDATE OR DELETE ON p2p_payment
    FOR EACH ROW EXECUTE FUNCTION p2p_payment_guard();
CREATE TRIGGER p2p_payment_no_truncate BEFORE TRUNCATE ON p2p_payment
    FOR EACH STATEMENT EXECUTE FUNCTION p2p_payment_guard();
"""
_AMENDMENT = """
CREATE FUNCTION p2p_amendment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.closed_at IS NULL
            AND (OLD.case_id, OLD.posting_id, OLD.payment_id, OLD.act, OLD.reason, OLD.asked_by, OLD.asked_at)
            IS NOT DISTINCT FROM
            (NEW.case_id, NEW.posting_id, NEW.payment_id, NEW.act, NEW.reason, NEW.asked_by, NEW.asked_at)
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'p2p_amendment: what was asked is never changed or deleted, and closed once'
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER p2p_amendment_guard BEFORE UPDATE OR DELETE ON p2p_amendment
    FOR EACH ROW EXECUTE FUNCTION p2p_amendment_guard();
CREATE TRIGGER p2p_amendment_no_truncate BEFORE TRUNCATE ON p2p_amendment
    FOR EACH STATEMENT EXECUTE FUNCTION p2p_amendment_guard();
"""
_CHANGES = "p2p_paymentorderchange"

FORWARD = state_guard("p2p_payment", PAYMENT.pairs()) + _PAYMENT + _AMENDMENT + insert_only(_CHANGES)
REVERSE = (
    drop("p2p_payment", "state_guard", "guard", "no_truncate")
    + drop("p2p_amendment", "guard", "no_truncate")
    + drop(_CHANGES, "insert_only", "no_truncate")
    + "DROP FUNCTION p2p_payment_guard();\nDROP FUNCTION p2p_amendment_guard();\n"
)
