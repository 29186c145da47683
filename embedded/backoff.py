"""How long to wait before something that keeps dying is started again. Pure: the caller brings the time."""

CALM = 60.0  # seconds without a failure after which the past is forgotten


class Backoff:
    """At once the first time, then `first` seconds, doubling up to `most`."""

    def __init__(self, first: float, most: float) -> None:
        self.first = first
        self.most = most
        self.failures = 0
        self._last = 0.0

    def failed(self, now: float) -> None:
        """Note a failure at this (monotonic) time."""
        self.failures = self.failures + 1 if now - self._last < self.most + CALM else 1
        self._last = now

    def due(self) -> float:
        """When the next start is due; in the past at the first failure."""
        if self.failures <= 1:
            return self._last
        return self._last + min(self.first * 2.0 ** (self.failures - 2), self.most)
