"""Step: what the document says, and whether it can be relied on. A decision step.

Everything that people corrected in the case counts here, whichever question it answered.
"""

from zoneinfo import ZoneInfo

from p2p import invoice_rows
from p2p.checks import DOCUMENT, arithmetic_error, not_payable_document, unreadable, wrong_company
from p2p.checks.collect import collect
from p2p.company import us
from p2p.corrections import corrected
from p2p.facts import InvoiceFacts, read
from p2p.formats.reading import Reading
from p2p.inputs.document import DocumentFacts
from p2p.rules import DocumentRules
from p2p.transcript import transcript
from workflow.answers import weigh
from workflow.outcomes import Outcome
from workflow.people import Dossier

CHECKS = (unreadable.check, not_payable_document.check, wrong_company.check, arithmetic_error.check)


def load(dossier: Dossier) -> DocumentFacts:
    """The reading, with people's corrections laid over it."""
    reading = read(Reading, dossier.outputs["extract"])
    text = transcript(reading, corrected(dossier.answers))
    company = us()
    return DocumentFacts(
        invoice=text.invoice,
        today=dossier.now.astimezone(ZoneInfo(company.timezone)).date(),
        company=company.name,
        reading_error=reading.error or "",
        certainties=text.certainties,
        unusable=text.unusable,
        answers=dossier.answers,
    )


def decide(facts: DocumentFacts, rules: DocumentRules) -> Outcome:
    """The invoice, once nothing about the document itself is in doubt."""
    findings = collect(CHECKS, facts, rules)
    return weigh(findings, facts.answers, DOCUMENT).outcome(_worth_telling(facts))


def record(dossier: Dossier, facts: DocumentFacts, _outcome: Outcome) -> None:
    """Keep what the document says, doubtful or not: people look at it."""
    if facts.certainties:
        document_id = dossier.outputs["receive"]["document"]["id"]
        invoice_rows.keep(dossier.case_id, document_id, facts.invoice, dossier.now)


def _worth_telling(facts: DocumentFacts) -> InvoiceFacts | None:
    payable = facts.invoice.document_type in not_payable_document.PAYABLE
    return facts.invoice if facts.certainties and payable else None
