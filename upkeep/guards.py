"""What the database itself keeps true of breaches, for a migration's `RunSQL(FORWARD, REVERSE)`."""

from workflow.triggers import drop

_TABLE = "upkeep_breach"

FORWARD = f"""
CREATE FUNCTION {_TABLE}_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.rule, OLD.subject, OLD.sentence, OLD.about_id, OLD.case_id, OLD.found_at)
            IS NOT DISTINCT FROM (NEW.rule, NEW.subject, NEW.sentence, NEW.about_id, NEW.case_id, NEW.found_at)
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '{_TABLE} is a record: what was found is never changed or deleted'
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER {_TABLE}_guard BEFORE UPDATE OR DELETE ON {_TABLE}
    FOR EACH ROW EXECUTE FUNCTION {_TABLE}_guard();
CREATE TRIGGER {_TABLE}_no_truncate BEFORE TRUNCATE ON {_TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION {_TABLE}_guard();
"""
REVERSE = drop(_TABLE, "guard", "no_truncate") + f"DROP FUNCTION {_TABLE}_guard();"
