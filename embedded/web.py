"""The web server as a child of `up`: `python -m embedded.web SOCKET THREADS`.

SOCKET is the number of a listening socket that `up` opened and keeps: while the server is restarted, callers wait
instead of being refused.
"""

import signal
import socket
import sys

import waitress

from config.wsgi import application
from embedded.ready import announce


def main() -> None:
    number, threads = (int(argument) for argument in sys.argv[1:])
    signal.signal(signal.SIGTERM, _finish)
    server = waitress.create_server(application, sockets=[socket.socket(fileno=number)], threads=threads, ident=None)
    announce()
    server.run()


def _finish(_number: int, _frame: object) -> None:
    """Waitress ends on SystemExit, after the requests at hand."""
    raise SystemExit


if __name__ == "__main__":
    main()
