"""What the product keeps: one file a thing, each pointing back to the one before it.

Payment → Posting → Approval → Match → Invoice → Document → Email is the audit trail.
"""

from p2p.models.amendment import Amendment
from p2p.models.approval import Approval
from p2p.models.company import Company
from p2p.models.document import Document, Email
from p2p.models.identification import Identification
from p2p.models.invoice import Invoice, InvoiceLine
from p2p.models.journal import JournalEntry, JournalLine, PaymentOrder, PaymentOrderChange
from p2p.models.match import Match, MatchLine
from p2p.models.order import PurchaseOrder, PurchaseOrderLine
from p2p.models.payment import Payment
from p2p.models.posting import Posting
from p2p.models.receipt import GoodsReceipt
from p2p.models.vendor import Vendor

__all__ = [
    "Amendment",
    "Approval",
    "Company",
    "Document",
    "Email",
    "GoodsReceipt",
    "Identification",
    "Invoice",
    "InvoiceLine",
    "JournalEntry",
    "JournalLine",
    "Match",
    "MatchLine",
    "Payment",
    "PaymentOrder",
    "PaymentOrderChange",
    "Posting",
    "PurchaseOrder",
    "PurchaseOrderLine",
    "Vendor",
]
