"""Guards in the database itself, for what passes the engine by: `QuerySet.update`, psql, a later mistake.

A state column takes only the pairs of its transition table; a record takes no change at all. Used by
migrations, which keep the SQL of their day; `tests/workflow/test_triggers.py` holds it against today's
tables.
"""

from collections.abc import Iterable


def state_guard(table: str, pairs: Iterable[tuple[str, str]]) -> str:
    """SQL that refuses any change of `state` outside `pairs`."""
    allowed = ", ".join(f"('{old}', '{new}')" for old, new in sorted(set(pairs)))
    return f"""
CREATE OR REPLACE FUNCTION {table}_state_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.state, NEW.state) NOT IN ({allowed}) THEN
        RAISE EXCEPTION '{table}: a state may not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS {table}_state_guard ON {table};
CREATE TRIGGER {table}_state_guard BEFORE UPDATE OF state ON {table}
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION {table}_state_guard();
"""


def insert_only(table: str) -> str:
    """SQL that refuses to change, delete or truncate what the table holds."""
    return f"""
CREATE OR REPLACE FUNCTION {table}_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{table} is a record: rows are inserted and never changed or deleted'
        USING ERRCODE = 'check_violation';
END $$;
DROP TRIGGER IF EXISTS {table}_insert_only ON {table};
CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_insert_only();
DROP TRIGGER IF EXISTS {table}_no_truncate ON {table};
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_insert_only();
"""


def answer_by_default() -> str:
    """SQL that reckons `answer_by` of a task that is inserted without it, as the release before 0005 does."""
    return """
CREATE OR REPLACE FUNCTION workflow_task_answer_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.answer_by := NEW.opened_at + make_interval(secs => NEW.sla_seconds);
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS workflow_task_answer_by ON workflow_task;
CREATE TRIGGER workflow_task_answer_by BEFORE INSERT ON workflow_task
    FOR EACH ROW WHEN (NEW.answer_by IS NULL) EXECUTE FUNCTION workflow_task_answer_by();
"""


def drop(table: str, *names: str) -> str:
    """SQL that takes the guards of a table away again."""
    return "".join(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table};\n" for name in names)
