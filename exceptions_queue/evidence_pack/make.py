"""Writes the pack of a case: what the database knows as it stands at one moment, then the papers."""

from datetime import datetime
from typing import IO, Any

from exceptions_queue import words
from exceptions_queue.evidence_pack import fields, records
from exceptions_queue.evidence_pack.archive import Archive
from exceptions_queue.evidence_pack.papers import pack_papers
from exceptions_queue.evidence_pack.summary import Told, summary
from exceptions_queue.evidence_pack.vouched import verification
from workflow.models import Case
from workflow.one_moment import one_moment
from workflow.people import Actor
from workflow.story import utc


class NoSuchCase(LookupError):
    """There is no case with this number."""


def folder(case_id: int) -> str:
    """The folder inside the pack; the pack itself is called so, too."""
    return f"case-{case_id}-evidence"


def write_pack(file: IO[bytes], case_id: int, *, actor: Actor, now: datetime) -> None:
    """Write the zip to the (seekable) file, never holding more of it in memory than one paper.

    Raises NoSuchCase. A paper that can't be read is named in the manifest and in the summary with the reason.
    """
    with Archive(file, folder(case_id), at=now) as archive:
        with one_moment():
            told = _records(archive, _case(case_id))
            process = words.process_of(told.case)
            papers = process.papers(case_id) if process else ()
        # Files are read after the database has been let go: large ones take their time.
        packed = pack_papers(archive, process, case_id, papers) if process else ()
        page = summary(told, packed, archive.lacking, actor=actor, now=now)
        archive.add("summary.html", page.encode("utf-8", "backslashreplace"), "the case to read and print; begin here")
        archive.seal(_about(told.case, actor, now))


def _case(case_id: int) -> Case:
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise NoSuchCase(f"There is no case {case_id}.")
    return case


def _records(archive: Archive, case: Case) -> Told:
    process = words.process_of(case)
    shown = process.shown(case.pk) if process else ()
    known = dict(process.describe(case.pk)) if process else {}
    told = Told(
        case=case,
        known=known,
        shown=shown,
        runs=list(case.step_runs.defer("facts", "output", "outcome", "traceback").order_by("number")),
        questions=records.questions(case),
        decisions=records.decisions(case),
        kinds=records.kinds(case),
        verification=verification(case),
    )
    _add(archive, told)
    if rules := records.rules(case):
        archive.add_json("process.json", rules, "the process with its limits, as the case began with it")
    return told


def _add(archive: Archive, told: Told) -> None:
    case, shown = told.case, told.shown
    archive.add_json("case.json", {"case": records.row(case), "known": told.known}, "the case and what is known of it")
    archive.add_json("fields.json", fields.as_rows(shown), "the fields as they count now, and where they come from")
    archive.add("fields.csv", fields.as_csv(shown), "the same for a spreadsheet")
    for path, step in records.steps(case):
        archive.add_json(path, step, "an attempt at a step: what it looked at and what it said")
    archive.add_json("questions.json", told.questions, "every question")
    archive.add_json("decisions.json", told.decisions, "every answer, also those that were taken back")
    for name, (about, rows) in told.kinds.items():
        archive.add_json(f"{name}.json", [records.row(one) for one in rows], about)
    archive.add_json("verification.json", told.verification, "what the seals and the anchor say of this case")


def _about(case: Case, actor: Actor, now: datetime) -> dict[str, Any]:
    made = {"made_at": utc(now), "made_by": actor.id, "made_by_name": actor.name}
    return {"case": case.pk, "uid": str(case.uid), "process": case.process, "version": case.version, **made}
