"""Step: what the document says, read in a child process. A work step."""

from dataclasses import dataclass

from p2p import readings
from p2p.facts import read
from p2p.formats.reading import Reading
from p2p.steps import receive
from p2p.twin_reading import merged
from workflow.people import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Which stored files to read: the document, and its machine-readable twins."""

    document: receive.FileFacts
    twins: tuple[receive.FileFacts, ...] = ()


def load(dossier: Dossier) -> Facts:
    """What `receive` found in the store."""
    received = read(receive.Facts, dossier.outputs["receive"])
    return Facts(document=received.document, twins=received.twins)


def run(facts: Facts) -> Reading:
    """The reading; a document that is bad in itself is a reading with `error`. Raises DocumentNotRead."""
    reading = readings.reading_of(facts.document.sha256)
    for twin in facts.twins:
        reading = merged(reading, readings.reading_of(twin.sha256))
    return reading
