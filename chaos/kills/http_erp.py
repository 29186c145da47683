"""The connector to the accounts system of `chaos.kills.erp_server`, which P2P_CHAOS_ERP names as host:port."""

import http.client
import json
import os
from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from p2p.erp import Held
from p2p.erp.failures import (
    ChangeRefused,
    ErpGarbled,
    ErpTimedOut,
    ErpUnavailable,
    KeyReused,
    PaymentRefused,
    PostingRefused,
)
from p2p.erp.requests import ChangeRequest, PaymentRequest, PostingRequest, ReversalRequest
from workflow.outcomes import Absent, Done, Found, Unknown

ADDRESS = "P2P_CHAOS_ERP"
PATIENCE = 2.0  # seconds for an answer
REFUSALS = {refusal.__name__: refusal for refusal in (KeyReused, PostingRefused, PaymentRefused, ChangeRefused)}


class HttpErp:
    """The `Erp` over HTTP, a connection for each call."""

    def __init__(self, address: str | None = None) -> None:
        self._address = address or os.environ[ADDRESS]

    def find_posting(self, key: str) -> Found:
        """See `Erp.find_posting`."""
        return _found(self.ask("/find/posting", {"key": key}))

    def post(self, request: PostingRequest, key: str) -> Done:
        """See `Erp.post`."""
        return _done(self.ask("/write/posting", {"key": key, "request": msgspec.to_builtins(request)}))

    def find_payment(self, key: str) -> Found:
        """See `Erp.find_payment`."""
        return _found(self.ask("/find/payment", {"key": key}))

    def schedule(self, request: PaymentRequest, key: str) -> Done:
        """See `Erp.schedule`."""
        return _done(self.ask("/write/payment", {"key": key, "request": msgspec.to_builtins(request)}))

    def find_change(self, key: str) -> Found:
        """See `Erp.find_change`."""
        return _found(self.ask("/find/change", {"key": key}))

    def change(self, request: ChangeRequest, key: str) -> Done:
        """See `Erp.change`."""
        return _done(self.ask("/write/change", {"key": key, "request": msgspec.to_builtins(request)}))

    def find_reversal(self, key: str) -> Found:
        """See `Erp.find_reversal`."""
        return _found(self.ask("/find/reversal", {"key": key}))

    def reverse(self, request: ReversalRequest, key: str) -> Done:
        """See `Erp.reverse`."""
        return _done(self.ask("/write/reversal", {"key": key, "request": msgspec.to_builtins(request)}))

    def held_postings(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """See `Erp.held_postings`."""
        return self._listed("posting", keys)

    def held_payments(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """See `Erp.held_payments`."""
        return self._listed("payment", keys)

    def held_changes(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """See `Erp.held_changes`."""
        return self._listed("change", keys)

    def held_reversals(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """See `Erp.held_reversals`."""
        return self._listed("reversal", keys)

    def _listed(self, kind: str, keys: Collection[str] | None) -> Iterator[Held]:
        said = self.ask(f"/list/{kind}", {"keys": None if keys is None else list(keys)})
        return (Held(line["key"], line["reference"], line["data"]) for line in said["lines"])

    def ask(self, path: str, what: dict[str, Any]) -> dict[str, Any]:
        """One call. Raises what the system refuses with, or a Retryable where it gave no answer that makes sense."""
        connection = http.client.HTTPConnection(self._address, timeout=PATIENCE)
        try:
            try:
                connection.connect()
            except OSError as error:
                raise ErpUnavailable from error
            return _read(*_exchange(connection, path, json.dumps(what)))
        finally:
            connection.close()


def _exchange(connection: http.client.HTTPConnection, path: str, body: str) -> tuple[int, bytes]:
    """Once something was sent, nobody knows what was done with it."""
    try:
        connection.request("POST", path, body)
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException) as error:
        raise ErpTimedOut from error


def _read(status: int, body: bytes) -> dict[str, Any]:
    if status >= 500:
        raise ErpUnavailable
    try:
        said: dict[str, Any] = json.loads(body)
    except ValueError as error:
        raise ErpGarbled from error
    if status == 409:
        raise REFUSALS[said["refusal"]](said["why"])
    return said


def _found(said: dict[str, Any]) -> Found:
    if said["kind"] == "absent":
        return Absent()
    return Unknown(said["why"]) if said["kind"] == "unknown" else _done(said)


def _done(said: dict[str, Any]) -> Done:
    return Done(said["reference"], said["data"])
