"""What a browser or its driver lacks to start: mostly a library of the system.

Owns telling from a program's last words which library is missing, and how to get it. Installs
nothing.
"""

import os
import re
import shlex
import shutil
import sys

from optout_profiles.browser.downloads import driver_program
from optout_profiles.browser.processes import ask
from optout_profiles.errors import BrowserBroken, LibraryMissing
from optout_profiles.text import cleaned

DRIVER = "driver of Playwright"
DRIVER_SECONDS = 15.0
WORDS = re.compile(r"error while loading shared libraries: ([\w.+-]+)")
"""What the dynamic linker of Linux says: ``ld.so``(8) of both glibc and its kin."""

DRIVERS_LIBRARY = "libatomic.so.1"
"""The one that Playwright's Node.js needs, and that slim images lack."""


def missing_library(said: str) -> LibraryMissing | None:
    """Return which library a program said that it lacks, if it said so."""
    named = WORDS.search(said)
    return LibraryMissing(named[1], command_for(named[1])) if named else None


def driver_problem() -> LibraryMissing | BrowserBroken | None:
    """Start Playwright's Node.js for a moment, and return what keeps it from starting, if any."""
    node = driver_program()
    if node is None:
        return BrowserBroken(DRIVER, "Playwright is not installed")
    try:
        answer = ask([str(node), "--version"], DRIVER_SECONDS)
    except OSError as error:
        return BrowserBroken(DRIVER, error.strerror or "it can't be started")
    if answer.code == 0:
        return None
    if missing := missing_library(answer.err):
        return missing
    if answer.code is None:
        return BrowserBroken(DRIVER, f"it did not answer within {DRIVER_SECONDS:g} seconds")
    said = answer.err.strip().splitlines() or [f"it ended with code {answer.code}"]
    return BrowserBroken(DRIVER, cleaned(said[-1]))


def command_for(library: str) -> str:
    """Return the command that brings a library to this system."""
    if library != DRIVERS_LIBRARY:
        return f"{shlex.quote(sys.executable)} -m playwright install-deps chromium"
    for program, command in (
        ("apt-get", "apt-get install -y libatomic1"),
        ("dnf", "dnf install -y libatomic"),
        ("zypper", "zypper install -y libatomic1"),
        ("pacman", "pacman -S --noconfirm gcc-libs"),
    ):
        if shutil.which(program):
            return as_root(command)
    return f"your system's package manager, with the package that holds {library}"


def as_root(command: str) -> str:
    """Return the command as this user has to type it."""
    return command if os.geteuid() == 0 else f"sudo {command}"
