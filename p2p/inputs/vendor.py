"""What the checks of `identify_vendor` look at."""

from dataclasses import dataclass

from p2p.accounts import Account, account
from p2p.facts import InvoiceFacts
from workflow.people import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorRecord:
    """A vendor of the master data that something on the document points to."""

    id: int
    code: str
    name: str
    vat_id: str = ""
    currency: str = ""
    payment_terms: str = ""
    iban: str = ""
    sort_code: str = ""
    account_number: str = ""
    status: str = "active"
    email_domains: tuple[str, ...] = ()

    @property
    def account(self) -> Account:
        """Where the vendor is paid."""
        return account(self.iban, self.sort_code, self.account_number)


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorSearch:
    """The invoice, who sent it, and every vendor that anything points to.

    `order_vendors` are the ids of the vendors to whom an order with the printed number was given;
    `sender_domain` is the email's, which anybody can forge: it only supports.
    """

    invoice: InvoiceFacts
    candidates: tuple[VendorRecord, ...] = ()
    order_vendors: tuple[int, ...] = ()
    sender_domain: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def account(self) -> Account:
        """The account that the document prints."""
        return account(self.invoice.iban, self.invoice.sort_code, self.invoice.account_number)
