"""The built-in accounts system on a bad day: what it does, the file `mood` in the data folder says.

*broken*: looking for a posting fails as nobody foresaw. *unpayable*: so does scheduling a payment.
*blind*: can't say whether it has a posting. *cut*: books, and then the line is cut, once.
*cut, then blind*: books, the line is cut, and from then on it can't say.
"""

from pathlib import Path

from django.conf import settings

from p2p.erp import PaymentRequest, PostingRequest
from p2p.erp.failures import ErpUnavailable
from p2p.erp.ledger import Ledger
from workflow.outcomes import Done, Found, Unknown

AFTER_A_CUT = {"cut": "", "cut, then blind": "blind"}


def mood_file(data: Path) -> Path:
    return data / "mood"


class MoodyLedger(Ledger):
    """Books in truth, whatever it says."""

    def find_posting(self, key: str) -> Found:
        if _mood() == "broken":
            raise ZeroDivisionError("the books are on fire")
        if _mood() == "blind":
            return Unknown("The accounts system can't be searched today.")
        return super().find_posting(key)

    def post(self, request: PostingRequest, key: str) -> Done:
        done = super().post(request, key)
        if (mood := _mood()) in AFTER_A_CUT:
            mood_file(settings.P2P_DATA).write_text(AFTER_A_CUT[mood])
            raise ErpUnavailable
        return done

    def schedule(self, request: PaymentRequest, key: str) -> Done:
        if _mood() == "unpayable":
            raise ZeroDivisionError("the bank is closed")
        return super().schedule(request, key)


def _mood() -> str:
    file = mood_file(settings.P2P_DATA)
    return file.read_text() if file.exists() else ""
