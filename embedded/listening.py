"""The address that `up` serves: on this machine only."""

import errno
import socket

from embedded.errors import ServerTrouble

HOST = "127.0.0.1"


def listen(port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises ServerTrouble if the port can't be had."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise ServerTrouble(f"Port {port} is in use: choose another with --port or P2P_PORT (0: any).") from error
        raise ServerTrouble(f"Can't listen on port {port}: {error.strerror}.") from error
    return listening


def url(listening: socket.socket) -> str:
    return f"http://{HOST}:{listening.getsockname()[1]}"
