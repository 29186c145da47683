"""What was received: emails and the documents in them. The bytes lie in the document store."""

from django.db import models

from workflow.models import Case


class Email(models.Model):
    """One email as it was received, byte for byte under its hash in the document store."""

    message_id = models.CharField(max_length=998, db_index=True)
    sha256 = models.CharField(max_length=64, unique=True)
    # Same Message-ID and same attachments is the same mail, however its headers have changed on the way.
    delivery_digest = models.CharField(max_length=64, unique=True)
    sender = models.CharField(max_length=998, blank=True)
    subject = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    source = models.CharField(max_length=64, help_text="command, folder, imap, upload")
    # Of an upload, and of nothing that a stranger may have written. Its default is the database's, too: during a
    # deploy the release before this one still takes mails in.
    handed_in_by = models.CharField(max_length=150, blank=True, default="", db_default="", help_text="a person's id")
    size = models.PositiveBigIntegerField(help_text="bytes")
    ignored = models.JSONField(default=list, help_text="parts that made no case, and why")

    def __str__(self) -> str:
        return self.subject or self.message_id


class Document(models.Model):
    """One file that is worth a case, or the machine-readable twin of one."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    email = models.ForeignKey(Email, null=True, on_delete=models.PROTECT, related_name="documents")
    sha256 = models.CharField(max_length=64, db_index=True)
    filename = models.CharField(max_length=255, blank=True, help_text="as the sender named it: never a path")
    media_type = models.CharField(max_length=100, help_text="by content, not by name")
    size = models.PositiveBigIntegerField(help_text="bytes")
    twin_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="twins")

    def __str__(self) -> str:
        return self.filename or self.sha256[:12]
