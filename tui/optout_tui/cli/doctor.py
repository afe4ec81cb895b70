"""Look for what would keep this from working: browser, libraries, sandbox, proxy, folders.

With --live it looks instead whether the service is as its profile says, line by line: it reads,
clicks nothing, and ends as a check of those pages would: 0 where all was found, else 6, 3 or 7.
With --bundle it writes down what helps with a bug report, to be looked at and sent by the person.
"""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from optout_profiles.browser.machine import Check, checks
from optout_profiles.folders import config_folder, data_folder, state_folder
from optout_tui.cli.bundle import write_bundle
from optout_tui.cli.live import live_options, look
from optout_tui.cli.opening import vault_path
from optout_tui.cli.talk import talk, tell, tell_record
from optout_tui.exit_codes import ExitCode


def add_options(parser: ArgumentParser) -> None:
    """Take the account for a look at the service."""
    live_options(parser)
    parser.add_argument(
        "--bundle",
        type=Path,
        metavar="FILE",
        help="write what helps with a bug report to a new file: no names, no sign-ins",
    )


def run(options: Namespace) -> int:
    """Print each check; 5 where the browser can't work, 2 where a folder can't be used."""
    if options.live is not None:
        return look(options)
    browser = checks(options.browser)
    folders = _folder_checks(options)
    if options.bundle:
        talk(options, write_bundle(options.bundle, [*browser, *folders], options))
    if options.json:
        tell_record([*browser, *folders])
    else:
        for check in [*browser, *folders]:
            sign = "ok" if check.is_fine else "!!" if check.is_needed else "--"
            tell(f"{sign}  {check.name}: {check.words}")
            if check.remedy and not check.is_fine:
                tell(f"      {check.remedy}")
    if any(check.is_needed and not check.is_fine for check in browser):
        return ExitCode.NO_BROWSER
    if any(not check.is_fine for check in folders):
        return ExitCode.USAGE
    return ExitCode.AS_WANTED


def _folder_checks(options: Namespace) -> list[Check]:
    places = {
        "vault's folder": vault_path(options).parent,
        "data folder": data_folder(),
        "state folder": state_folder(),
        "config folder": config_folder(),
    }
    return [_folder_check(name, folder) for name, folder in places.items()]


def _folder_check(name: str, folder: Path) -> Check:
    """Say whether a folder can be written to, or made."""
    there = folder
    while not there.exists():
        there = there.parent
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return Check(name, False, f"{folder} can't be written to", f"Look at {there}.")
    if there == folder and folder.stat().st_mode & 0o077 and name != "vault's folder":
        return Check(name, True, f"{folder} (others may look into it)")
    return Check(name, True, str(folder))
