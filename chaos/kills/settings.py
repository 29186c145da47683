"""With which settings the system under fire runs: those of the product, or short ones so that rounds are quick."""

from collections.abc import Mapping

SHORT: Mapping[str, str] = {
    "P2P_LEASE_SECONDS": "3",
    "P2P_TICK_SECONDS": "0.5",
    "P2P_RING_SECONDS": "2",
    "P2P_MAIL_SECONDS": "1",
}
DEFAULTS: Mapping[str, str] = {}
LEASE, MAIL = "P2P_LEASE_SECONDS", "P2P_MAIL_SECONDS"
DEFAULT_LEASE, DEFAULT_MAIL = 30.0, 10.0


def lease_seconds(settings: Mapping[str, str]) -> float:
    return float(settings.get(LEASE, DEFAULT_LEASE))


def mail_seconds(settings: Mapping[str, str]) -> float:
    return float(settings.get(MAIL, DEFAULT_MAIL))
