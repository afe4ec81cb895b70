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
from optout_tui.wording import doctoring as said
from optout_tui.wording import options as helps


def add_options(parser: ArgumentParser) -> None:
    """Take the account for a look at the service."""
    live_options(parser)
    parser.add_argument(
        "--bundle",
        type=Path,
        metavar="FILE",
        help=helps.DOCTOR_BUNDLE,
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
            tell(said.finding(sign, check.name, check.words))
            if check.remedy and not check.is_fine:
                tell(f"      {check.remedy}")
    if any(check.is_needed and not check.is_fine for check in browser):
        return ExitCode.NO_BROWSER
    if any(not check.is_fine for check in folders):
        return ExitCode.USAGE
    return ExitCode.AS_WANTED


def _folder_checks(options: Namespace) -> list[Check]:
    places = {
        said.VAULT_FOLDER: vault_path(options).parent,
        said.DATA_FOLDER: data_folder(),
        said.STATE_FOLDER: state_folder(),
        said.CONFIG_FOLDER: config_folder(),
    }
    return [_folder_check(name, folder) for name, folder in places.items()]


def _folder_check(name: str, folder: Path) -> Check:
    """Say whether a folder can be written to, or made."""
    there = folder
    while not there.exists():
        there = there.parent
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return Check(name, False, said.not_writable(folder), said.look_at(there))
    if there == folder and folder.stat().st_mode & 0o077 and name != said.VAULT_FOLDER:
        return Check(name, True, said.others_may_look(folder))
    return Check(name, True, str(folder))
