"""Keeping this process's memory out of crash dumps and other users' debuggers.

Owns nothing but that; what it can't do on a system it leaves undone.
"""

import contextlib
import ctypes
import resource
import sys

PR_SET_DUMPABLE = 4
"""From Linux's <linux/prctl.h>; 0 also closes /proc/self/mem to others of the same user."""


def keep_out_of_dumps() -> None:
    """Let no core dump be written of this process and of those it starts from here on."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
