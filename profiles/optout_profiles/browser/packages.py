"""Packages of the system: which hold a browser, and whether we may install them.

Owns what differs between systems. Installs nothing by itself.
"""

import asyncio
import os
import platform
import shlex
import shutil
import sys

from msgspec import Struct

from optout_profiles.browser.libraries import as_root
from optout_profiles.browser.processes import ask

DEBIANS = ("chromium", "chromium-headless-shell", "libatomic1")

COMMANDS = (
    ("dnf", "dnf install -y chromium libatomic"),
    ("zypper", "zypper install -y chromium libatomic1"),
    ("pacman", "pacman -S --noconfirm chromium"),
)


class System(Struct, frozen=True):
    """What this system offers: whether apt works for us, and what to install with it.

    ``command`` is what a person can type to get a browser, empty where we know none.
    """

    can_install: bool
    packages: tuple[str, ...]
    command: str

    async def knows(self, package: str) -> bool:
        """Say whether the system's lists hold this package."""
        answer = await asyncio.to_thread(ask, ["apt-cache", "show", package], 60)
        return answer.code == 0


def this_system() -> System:
    """Look at the system that we run on."""
    if sys.platform == "darwin":
        return System(False, (), "brew install --cask chromium")
    if not shutil.which("apt-get"):
        known = (as_root(command) for program, command in COMMANDS if shutil.which(program))
        return System(False, (), next(known, ""))
    is_root = os.geteuid() == 0
    if _is_ubuntu():  # its package only fetches the snap, which our private folders don't suit
        python = shlex.quote(sys.executable)
        typed = f"{python} -m playwright install --with-deps --no-shell chromium"
        return System(is_root, (), typed)
    return System(is_root, DEBIANS, as_root("apt-get install -y chromium"))


def _is_ubuntu() -> bool:
    try:
        return platform.freedesktop_os_release().get("ID") == "ubuntu"
    except OSError:
        return False
