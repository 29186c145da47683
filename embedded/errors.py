"""What can go wrong with the servers that come along."""


class ServerTrouble(Exception):
    """An embedded server can't be used. The message says why and what to do; it is shown as it is."""
