"""System libraries that a browser or its driver may lack, and how to get them.

Owns telling from a program's last words which library is missing. Installs nothing.
"""

import os
import re
import shutil

from optout_profiles.browser.downloads import driver_program
from optout_profiles.browser.processes import ask
from optout_profiles.errors import LibraryMissing

DRIVER_SECONDS = 15.0
WORDS = re.compile(r"error while loading shared libraries: ([\w.+-]+)")
"""What the dynamic linker of Linux says: ``ld.so``(8) of both glibc and its kin."""

DRIVERS_LIBRARY = "libatomic.so.1"
"""The one that Playwright's Node.js needs, and that slim images lack."""


def missing_library(said: str) -> LibraryMissing | None:
    """Return which library a program said that it lacks, if it said so."""
    named = WORDS.search(said)
    return LibraryMissing(named[1], command_for(named[1])) if named else None


def drivers_missing_library() -> LibraryMissing | None:
    """Start Playwright's Node.js for a moment, and return which library it lacks, if any."""
    node = driver_program()
    if node is None:
        return None
    try:
        return missing_library(ask([str(node), "--version"], DRIVER_SECONDS).err)
    except OSError:  # not there, or not for this machine: no library would help
        return None


def command_for(library: str) -> str:
    """Return the command that brings a library to this system."""
    if library != DRIVERS_LIBRARY:
        return "python -m playwright install-deps chromium"
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
