"""What somebody with the owner's rights may do to a history: triggers and foreign keys are off.

Each function tampers once, at random, and returns what the verification must name: (case, table, row).
"""

import json
from collections.abc import Callable
from random import Random
from typing import Any

from django.db import connection

Named = set[tuple[int, str, int]]

SET = {
    "at": "at + interval '1 microsecond'",
    "kind": "kind || 'x'",
    "actor": "CASE actor WHEN 'engine' THEN 'eve' ELSE 'engine' END",
    "step": "step || 'x'",
    "id": "id + 1000000",
    "case_id": "case_id + 1000000",
    "data": None,  # another value for each row
}


def sql(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def some_event(random: Random) -> tuple[int, int, int]:
    """(id, case, seq)"""
    return random.choice(sql("SELECT id, case_id, seq FROM workflow_event ORDER BY id"))


def some_case(random: Random) -> tuple[int, int]:
    """(id, how many events)"""
    return random.choice(sql("SELECT id, events_count FROM workflow_case ORDER BY id"))


def events(case: int, seqs: Any) -> Named:
    return {(case, "event", seq) for seq in seqs}


def edit_a_column(random: Random) -> Named:
    row, case, seq = some_event(random)
    column = random.choice(list(SET))
    if column == "data":
        sql("UPDATE workflow_event SET data = %s WHERE id = %s", json.dumps(_other(random, row)), row)
    else:
        sql(f"UPDATE workflow_event SET {column} = {SET[column]} WHERE id = %s", row)
    return events(case, [seq])


def _other(random: Random, row: int) -> dict[str, Any]:
    """The event's data with one value changed, added or left out."""
    (data,) = sql("SELECT data::text FROM workflow_event WHERE id = %s", row)[0]
    said: dict[str, Any] = json.loads(data)
    how = random.choice(["changed", "added", "left out"]) if said else "added"
    name = random.choice(list(said) or ["more"])
    if how == "left out":
        del said[name]
    else:
        said["more" if how == "added" else name] = random.choice([random.random(), None, {"not": "so"}, "x"])
    return said


def edit_the_last_digit(random: Random) -> Named:
    """A number that a float can't tell from what it was."""
    row, case, seq = some_event(random)
    first, second = random.sample(["0.1", "0.10", "0.10000000000000000001", "1e-1000"], 2)
    for number in (first, second):
        sql("""UPDATE workflow_event SET data = data || ('{"n": ' || %s || '}')::jsonb WHERE id = %s""", number, row)
    return events(case, [seq])


def edit_beyond_what_python_holds(random: Random) -> Named:
    row, case, seq = some_event(random)
    deep = "data = (repeat('[', 2000) || repeat(']', 2000))::jsonb"
    change = random.choice(["at = 'infinity'", "at = '4713-01-01 BC'", deep])
    sql(f"UPDATE workflow_event SET {change} WHERE id = %s", row)
    return events(case, [seq])


def delete_a_row(random: Random) -> Named:
    row, case, seq = some_event(random)
    sql("DELETE FROM workflow_event WHERE id = %s", row)
    return events(case, [seq])


def insert_a_row(random: Random) -> Named:
    """Before the first, or after the last, where the seals don't look."""
    case, count = some_case(random)
    seq = random.choice([0, count + 1, count + 7])
    _copy(random, case, seq)
    return events(case, [seq])


def insert_a_row_between(random: Random) -> Named:
    """All that follow move up by one."""
    case, count = some_case(random)
    seq = random.randint(1, count)
    _move_up(case, seq, by=1)
    _copy(random, case, seq)
    sql("UPDATE workflow_case SET events_count = events_count + %s WHERE id = %s", random.choice([0, 1]), case)
    return events(case, range(seq, count + 1))


def _copy(random: Random, case: int, seq: int) -> None:
    sql(
        "INSERT INTO workflow_event (case_id, seq, at, kind, actor, step, data)"
        " SELECT %s, %s, at, kind, 'eve', step, data FROM workflow_event WHERE id = %s",
        *(case, seq, some_event(random)[0]),
    )


def _move_up(case: int, seq: int, by: int) -> None:
    for shift in (1_000_000 + by, -1_000_000):
        sql("UPDATE workflow_event SET seq = seq + %s WHERE case_id = %s AND seq >= %s", shift, case, seq)


def swap_two_rows(random: Random) -> Named:
    case, count = some_case(random)
    one, other = random.sample(range(1, count + 1), 2)
    for old, new in ((one, 1_000_000), (other, one), (1_000_000, other)):
        sql("UPDATE workflow_event SET seq = %s WHERE case_id = %s AND seq = %s", new, case, old)
    return events(case, [one, other])


def shuffle_a_case(random: Random) -> Named:
    case, count = some_case(random)
    seqs = list(range(1, count + 1))
    random.shuffle(seqs)
    sql("UPDATE workflow_event SET seq = seq + 1000000 WHERE case_id = %s", case)
    for old, new in enumerate(seqs, 1):
        sql("UPDATE workflow_event SET seq = %s WHERE case_id = %s AND seq = %s", new, case, old + 1_000_000)
    return events(case, [new for old, new in enumerate(seqs, 1) if old != new])


def cut_the_tail(random: Random) -> Named:
    """And let the case know of no more than is left."""
    case, count = some_case(random)
    last = random.randint(0, count - 1)
    sql("DELETE FROM workflow_event WHERE case_id = %s AND seq > %s", case, last)
    if random.random() < 0.5:
        sql("UPDATE workflow_case SET events_count = %s, sealed = %s WHERE id = %s", last, last, case)
    return events(case, range(last + 1, count + 1))


def truncate_all(random: Random) -> Named:
    there = {(case, "event", seq) for case, seq in sql("SELECT case_id, seq FROM workflow_event")}
    sql("DELETE FROM workflow_event")
    if random.random() < 0.5:
        sql("DELETE FROM workflow_seal")
        sql("UPDATE workflow_case SET events_count = 0, sealed = 0")
    return there


def move_to_another_case(random: Random) -> Named:
    row, case, seq = some_event(random)
    other, count = some_case(random)
    while other == case:
        other, count = some_case(random)
    sql("UPDATE workflow_event SET case_id = %s, seq = %s WHERE id = %s", other, count + 1, row)
    return events(case, [seq]) | events(other, [count + 1])


def put_a_case_back(random: Random) -> Named:
    """Rows, seals and answers as they were at an earlier moment: all of it fits. Only the anchor tells."""
    case, count = some_case(random)
    ends = [0, *(last for (last,) in sql("SELECT last_seq FROM workflow_seal WHERE case_id = %s ORDER BY 1", case))]
    last = random.choice(ends[:-1])
    _forget(case, last)
    return events(case, range(last + 1, count + 1))


def _forget(case: int, last: int) -> None:
    later = "SELECT (data ->> '{}')::int FROM workflow_event WHERE case_id = %s AND seq > %s AND kind = '{}'"
    for table, kind in (("decision", "decided"), ("undoing", "undone")):
        of_it = later.format(table, kind)
        sql(f"DELETE FROM workflow_{table} WHERE case_id = %s AND id IN ({of_it})", case, case, last)
    sql("DELETE FROM workflow_event WHERE case_id = %s AND seq > %s", case, last)
    sql("DELETE FROM workflow_seal WHERE case_id = %s AND last_seq > %s", case, last)
    sql("UPDATE workflow_case SET events_count = %s, sealed = %s WHERE id = %s", last, last, case)


def remove_a_case(random: Random) -> Named:
    case, count = some_case(random)
    _forget(case, 0)
    sql("DELETE FROM workflow_case WHERE id = %s", case)
    return events(case, range(1, count + 1))


def edit_a_seal(random: Random) -> Named:
    seal, case, number = _some_seal(random)
    change = random.choice(
        [
            *("digest = md5(digest)", "head = md5(head)", "hashes[1] = md5('x')", "place = place + 1000000"),
            *("sealed_at = sealed_at + interval '1 s'", "first_seq = first_seq + 1", "last_seq = last_seq + 1"),
            *("hashes = hashes || array['x']::varchar[]", "number = number + 7", "case_id = case_id + 1000000"),
        ]
    )
    sql(f"UPDATE workflow_seal SET {change} WHERE id = %s", seal)
    return {(case, "seal", number)}


def delete_a_seal(random: Random) -> Named:
    seal, case, number = _some_seal(random)
    sql("DELETE FROM workflow_seal WHERE id = %s", seal)
    return {(case, "seal", number)}


def insert_a_seal(random: Random) -> Named:
    seal, case, number = _some_seal(random)
    sql(
        "INSERT INTO workflow_seal (case_id, number, place, first_seq, last_seq, hashes, digest, head, sealed_at)"
        " SELECT case_id, number + 50, 0, first_seq + 5000, last_seq, hashes, digest, head, sealed_at"
        " FROM workflow_seal WHERE id = %s",
        seal,
    )
    return {(case, "seal", number + 50)}


def _some_seal(random: Random) -> tuple[int, int, int]:
    return random.choice(sql("SELECT id, case_id, number FROM workflow_seal ORDER BY id"))


def edit_an_answer(random: Random) -> Named:
    row, case = _some_answer(random)
    change = random.choice(
        [
            *("note = note || '!'", "choice = 'refuse'", "digest = md5('x')", "reason = 'other'", "step = 'fetch'"),
            *("""values = '{"kilos": "1"}'""", "actor_id = 'eve'", "actor_name = 'Eve'", "actor_roles = '[]'"),
            *("at = at + interval '1 microsecond'", "effective_at = effective_at + interval '1 d'", "id = id + 1000"),
        ]
    )
    sql(f"UPDATE workflow_decision SET {change} WHERE id = %s", row)
    return {(case, "decision", row + (1000 if change.startswith("id") else 0))}


def delete_an_answer(random: Random) -> Named:
    row, case = _some_answer(random)
    sql("DELETE FROM workflow_decision WHERE id = %s", row)
    return {(case, "decision", row)}


def insert_an_answer(random: Random) -> Named:
    row, case = _some_answer(random)
    columns = "case_id, step, reason, choice, actor_id, actor_name, actor_roles, note, values, digest, at, effective_at"
    sql(
        f"INSERT INTO workflow_decision (id, task_id, {columns})"
        f" SELECT id + 500, task_id + 500, {columns} FROM workflow_decision WHERE id = %s",
        row,
    )
    return {(case, "decision", row + 500)}


def edit_an_undoing(random: Random) -> Named:
    row, case = _some_undoing(random)
    change = random.choice(
        [
            *("actor_id = 'eve'", "actor_name = 'Eve'", "at = at + interval '1 microsecond'", "id = id + 1000"),
            *("decision_id = decision_id + 1000", "task_id = task_id + 1000"),
        ]
    )
    sql(f"UPDATE workflow_undoing SET {change} WHERE id = %s", row)
    return {(case, "undoing", row + (1000 if change.startswith("id") else 0))}


def delete_an_undoing(random: Random) -> Named:
    """The answer would count again."""
    row, case = _some_undoing(random)
    sql("DELETE FROM workflow_undoing WHERE id = %s", row)
    return {(case, "undoing", row)}


def insert_an_undoing(random: Random) -> Named:
    """An answer that counted would no longer."""
    taken_back = "SELECT decision_id FROM workflow_undoing"
    counts = sql(f"SELECT id, case_id FROM workflow_decision WHERE id NOT IN ({taken_back}) ORDER BY id")
    answer, case = random.choice(counts)
    sql(
        "INSERT INTO workflow_undoing (id, case_id, decision_id, task_id, actor_id, actor_name, at)"
        " VALUES (%s, %s, %s, %s, 'carol', 'Carol Clerk', now())",
        *(answer + 900_000, case, answer, answer + 900_000),
    )
    return {(case, "undoing", answer + 900_000)}


def _some_undoing(random: Random) -> tuple[int, int]:
    return random.choice(sql("SELECT id, case_id FROM workflow_undoing ORDER BY id"))


def _some_answer(random: Random) -> tuple[int, int]:
    return random.choice(sql("SELECT id, case_id FROM workflow_decision ORDER BY id"))


Tampering = Callable[[Random], Named]

# Those that change rows of the history itself: the owner may reckon all seals anew afterwards.
OF_ROWS: tuple[Tampering, ...] = (
    edit_a_column,
    edit_the_last_digit,
    edit_beyond_what_python_holds,
    delete_a_row,
    insert_a_row_between,
    swap_two_rows,
    shuffle_a_case,
)
ALL: tuple[Tampering, ...] = (
    *OF_ROWS,
    insert_a_row,
    cut_the_tail,
    truncate_all,
    move_to_another_case,
    put_a_case_back,
    remove_a_case,
    edit_a_seal,
    delete_a_seal,
    insert_a_seal,
    edit_an_answer,
    delete_an_answer,
    insert_an_answer,
    edit_an_undoing,
    delete_an_undoing,
    insert_an_undoing,
)
