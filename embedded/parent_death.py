"""Children that end with their parent, even when that is killed with -9. Linux only; elsewhere a no-op."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(parent: int, number: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to send this process a signal when its parent ends.

    `parent` is the parent's process id, noted before the fork: if it has ended already, the signal comes now.
    Call it after any change of user, which clears the request.
    """
    if _libc is None:
        return
    _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def dies_with_me(number: signal.Signals = signal.SIGKILL) -> Callable[[], None]:
    """`die_with_parent` as a `preexec_fn`. Only for single-threaded parents: the tie is to the thread."""
    me = os.getpid()
    return lambda: die_with_parent(me, number)
