"""Other programs: started briefly, looked at, and ended for sure.

Owns what is known of processes on POSIX systems. Knows nothing of browsers.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from optout_profiles.environment import TALKATIVE

PROXIES = frozenset({"http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "no_proxy"})
"""Variables that lead a browser around the fence; in either case of letters."""


class Answer(Struct, frozen=True):
    """What a program said, and how it ended; ``code`` is None where its time ran out."""

    code: int | None
    out: str
    err: str


def quiet_environment() -> dict[str, str]:
    """Return our environment without what makes programs talkative."""
    return {name: value for name, value in os.environ.items() if name not in TALKATIVE}


def fenced_environment() -> dict[str, str]:
    """Return the quiet environment, without proxies either."""
    quiet = quiet_environment()
    return {name: value for name, value in quiet.items() if name.lower() not in PROXIES}


def proxies_set() -> list[str]:
    """Return the names of the variables that ask for a proxy here."""
    asking = PROXIES - {"no_proxy"}
    return sorted(name for name, value in os.environ.items() if value and name.lower() in asking)


def ask(command: Sequence[str], seconds: float, env: Mapping[str, str] | None = None) -> Answer:
    """Run a program that answers at once, and end it with all it started when it doesn't.

    Raises ``OSError`` where it can't be started at all.
    """
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as asked:
        try:
            out, err = asked.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            end_group(asked.pid)
            return Answer(None, "", "")
        return Answer(asked.returncode, out, err)


def end_group(group: int) -> None:
    """Kill every process of a group, if there is one left; never our own group."""
    if group > 1 and group != os.getpgid(0):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


def end_process(pid: int) -> None:
    """Kill a process, if it is still there; 0 stands for none."""
    if pid > 1:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """Say whether a process of ours is there, or has ended without anybody having noticed."""
    if pid <= 1:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def groups_below(pid: int) -> set[int]:
    """Return the process groups that the children of a process lead.

    None for 0, which stands for no process, and for 1, whose children are the system's.
    """
    if pid <= 1:
        return set()
    if sys.platform == "linux":
        table = (_parent_and_group(file) for file in Path("/proc").glob("[0-9]*/stat"))
    else:
        lines = ask(["ps", "-A", "-o", "ppid=,pgid="], seconds=5).out.splitlines()
        table = (line.split() for line in lines)
    mine = os.getpgid(0)
    return {int(row[1]) for row in table if row and row[0] == str(pid)} - {mine}


def _parent_and_group(file: Path) -> list[str]:
    """Read both from proc(5); the name before them may hold spaces and brackets."""
    try:
        return file.read_text(errors="replace").rpartition(")")[2].split()[1:3]
    except OSError:  # it ended between the listing and the reading
        return []
