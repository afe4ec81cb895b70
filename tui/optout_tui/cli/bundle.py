"""The support file: what helps with a bug report, and nothing of whom the list is about.

Owns what is in it, and what is taken out: places on this machine, addresses, names of people.
"""

import os
import platform
import re
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from optout_profiles.browser.machine import Check
from optout_profiles.errors import UsageError
from optout_profiles.folders import config_folder, data_folder, state_folder
from optout_profiles.text import cleaned
from optout_tui.cli.opening import vault_path
from optout_tui.log import last_lines
from optout_tui.wording import doctoring as said

MOST_LINES = 500
LINE_LIMIT = 400
PACKAGES = ("optout-tui", "textual", "playwright", "cryptography", "msgspec", "filelock")
OF_THE_SYSTEM = ("/usr/", "/opt/", "/bin/", "/lib", "/snap/", "/etc/", "/Applications/")
ADDRESS = re.compile(r"[a-z]+://\S+|\S+@\S+")
PLACE = re.compile(r"(?<![\w<>])/[^\s,:;]*")


def write_bundle(file: Path, checks: Sequence[Check], options: Namespace) -> str:
    """Write the file, 0600, and return a sentence on what is in it; raises ``UsageError``.

    What is there already is left as it is.
    """
    lines = list(last_lines(MOST_LINES))
    text = "\n".join([*_machine(), "", *_findings(checks, options), "", *lines, ""])
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(file, flags, 0o600), "w", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise UsageError(said.bundle_exists(file)) from None
    return said.bundle_written(file, len(lines))


def _machine() -> Iterator[str]:
    for name in PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} none"
    yield f"python {platform.python_version()} ({platform.python_implementation()})"
    yield f"system {platform.system()} {platform.release()} {platform.machine()}"
    yield f"libc {' '.join(platform.libc_ver()) or 'unknown'}"
    yield f"encoding {sys.stdout.encoding if sys.stdout else 'none'}"


def _findings(checks: Sequence[Check], options: Namespace) -> Iterator[str]:
    for check in checks:
        sign = "ok" if check.is_fine else "!!" if check.is_needed else "--"
        yield cleaned(f"{sign} {check.name}: {redacted(check.words, options)}", LINE_LIMIT)


def redacted(words: str, options: Namespace) -> str:
    """Return words without addresses and without places but those of the system and of ours."""
    ours = {
        vault_path(options).parent: "<vault>",
        data_folder(): "<data>",
        state_folder(): "<state>",
        config_folder(): "<config>",
    }
    for folder in sorted(ours, key=lambda one: -len(str(one))):
        words = words.replace(str(folder), ours[folder])
    return PLACE.sub(_place, ADDRESS.sub("<address>", words))


def _place(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith(OF_THE_SYSTEM) else said.A_PLACE
