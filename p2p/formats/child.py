"""The process in which strangers' bytes are parsed: `python -m p2p.formats.child JOB.json RESULT.json`.

It limits itself, reads one document, writes the reading, and ends. Exit code 0 means that the result is
there; `job` names the others.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from p2p.formats import limits, sniff
from p2p.formats.dispatch import read_here, refused
from p2p.formats.document import Budget, Document
from p2p.formats.job import OUT_OF_MEMORY, TIMED_OUT, Job
from p2p.formats.pages_read import NothingRead
from p2p.formats.reading import Reading
from p2p.formats.refusals import DocumentRefused

_MARGIN_SECONDS = 2.0  # kept for interpreting and writing, so that a long scan ends with a result


def main(job_file: str, result_file: str) -> int:
    """Do the job; return the exit code."""
    job = msgspec.json.decode(Path(job_file).read_bytes(), type=Job)
    limits.confine(seconds=job.seconds, memory_mb=job.memory_mb)
    try:
        reading = read(job)
        Path(result_file).write_bytes(msgspec.json.encode(reading))
    except MemoryError:
        return OUT_OF_MEMORY
    except NothingRead:
        return TIMED_OUT
    return 0


def read(job: Job) -> Reading:
    """Tell the kind of file and read it; a document that can't be read is a reading with an error."""
    path = Path(job.path)
    try:
        with path.open("rb") as file:
            kind = sniff.kind_of(file.read(sniff.HEAD_BYTES), path.stat().st_size)
    except OSError:
        return refused("missing")
    except DocumentRefused as refusal:
        return refused(refusal.code)
    document = Document(
        path=path,
        kind=kind,
        budget=Budget(max(0.5, job.seconds - _MARGIN_SECONDS)),
        work_dir=Path(job.work_dir),
        images_dir=Path(job.images_dir) if job.images_dir else None,
        known=job.known,
    )
    return read_here(document)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
