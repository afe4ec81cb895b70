"""A system that refuses: from now on the kernel itself answers one call of this process so.

By a filter of seccomp(2), which needs no right and no other program, and can't be taken back: for
a process of its own. Linux on the two processors whose numbers of calls are known here.
"""

import ctypes
import os
import platform
import struct
from typing import NamedTuple

LOAD, IF_EQUAL, IF_AT_LEAST, IF_SET, ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06  # linux/bpf_common.h
ALLOWED, REFUSED = 0x7FFF0000, 0x00050000  # linux/seccomp.h
SET_NO_NEW_PRIVILEGES, SET_SECCOMP, BY_FILTER = 38, 22, 2  # linux/prctl.h
ARGUMENTS = 16
"""Where the first one stands among what a filter sees; each has eight bytes, the low ones first."""

MACHINES = ("x86_64", "aarch64")


class Call(NamedTuple):
    """Numbers of the calls by machine, and which of them: (argument, test, number)."""

    x86_64: tuple[int, ...]
    aarch64: tuple[int, ...]
    where: tuple[int, int, int] | None = None


CALLS = {
    "write at a place": Call((18,), (68,)),
    "write further on": Call((18,), (68,), (3, IF_AT_LEAST, 8192)),
    "write": Call((1,), (64,), (0, IF_AT_LEAST, 3)),
    "fsync": Call((74,), (82,)),
    "fdatasync": Call((75,), (83,)),
    "truncate": Call((77,), (46,)),
    "unlink": Call((87, 263), (35,)),
    "rename": Call((82, 264, 316), (38, 276)),
    "create": Call((257,), (56,), (2, IF_SET, os.O_CREAT)),
}
"""From asm/unistd_64.h and asm-generic/unistd.h; what is written to a terminal comes through."""


def why_not() -> str:
    """Say why calls can't be refused here, if they can't."""
    if platform.system() != "Linux" or platform.machine() not in MACHINES:
        return "calls can be refused on Linux only, on x86_64 and aarch64"
    with open("/proc/self/status") as status:  # noqa: PTH123 (as short as it is)
        return "" if "Seccomp:" in status.read() else "this kernel has no seccomp"


def refuse(name: str, number: int) -> None:
    """Let this call fail with this ``errno``, for as long as this process lives."""
    call = CALLS[name]
    library = ctypes.CDLL(None, use_errno=True)
    _ask(library, SET_NO_NEW_PRIVILEGES, 1, 0)
    for one in getattr(call, platform.machine()):
        steps = _steps(one, call.where, number)
        code = ctypes.create_string_buffer(b"".join(steps))
        filtered = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
        _ask(library, SET_SECCOMP, BY_FILTER, ctypes.c_char_p(filtered))


def _steps(call: int, where: tuple[int, int, int] | None, number: int) -> list[bytes]:
    tests = [(0, IF_EQUAL, call)]
    if where:
        argument, test, value = where
        tests.append((ARGUMENTS + 8 * argument, test, value))
    steps = []
    for left, (place, test, value) in zip(range(len(tests) - 1, -1, -1), tests, strict=True):
        steps += [_step(LOAD, place), _step(test, value, otherwise=1 + 2 * left)]
    return [*steps, _step(ANSWER, REFUSED | number), _step(ANSWER, ALLOWED)]


def _step(code: int, value: int, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, 0, otherwise, value)


def _ask(library: ctypes.CDLL, what: int, first: int, second: object) -> None:
    if library.prctl(what, first, second, 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel takes no filter")
