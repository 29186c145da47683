"""Files that a person hands in, as a mail: so that they take the one path that all invoices take. Pure."""

import hashlib
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP

from p2p.mail.text import file_name, one_line
from workflow.people import Actor


def as_mail(files: Sequence[tuple[str, bytes]], actor: Actor) -> bytes:
    """(file name, bytes) pairs as one message. The same files from the same person give the same bytes.

    It has no From and no Message-ID: who handed an invoice in is not who sent it.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"Handed in by {one_line(actor.name)}"
    message["X-Handed-In-By"] = one_line(actor.id)
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(hashlib.sha256(content).digest())
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=file_name(name) or "document"
        )
    message.set_boundary(f"=={digest.hexdigest()[:40]}==")
    return message.as_bytes()
