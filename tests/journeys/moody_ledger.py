"""The built-in accounts system on a bad day: what it does, the file `mood` in the data folder says."""

from pathlib import Path

from django.conf import settings

from p2p.erp import PaymentRequest, PostingRequest
from p2p.erp.failures import ErpUnavailable
from p2p.erp.ledger import Ledger
from workflow.outcomes import Done, Found, Unknown


def mood_file(data: Path) -> Path:
    return data / "mood"


class MoodyLedger(Ledger):
    """*blind*: can't say whether it has a posting. *broken*: fails. *cut*: books, then the line is cut, once."""

    def find_posting(self, key: str) -> Found:
        if _mood() == "broken":
            raise ZeroDivisionError("the books are on fire")
        if _mood() == "blind":
            return Unknown("The accounts system can't be searched today.")
        return super().find_posting(key)

    def post(self, request: PostingRequest, key: str) -> Done:
        done = super().post(request, key)
        if _mood() == "cut":
            mood_file(settings.P2P_DATA).unlink()
            raise ErpUnavailable
        return done

    def schedule(self, request: PaymentRequest, key: str) -> Done:
        return super().schedule(request, key)


def _mood() -> str:
    file = mood_file(settings.P2P_DATA)
    return file.read_text() if file.exists() else ""
