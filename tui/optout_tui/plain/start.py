"""From nothing to an unlocked list, by questions."""

import sys
import termios
from argparse import Namespace
from contextlib import suppress

from optout_profiles.errors import UsageError, VaultError, WrongPassphrase
from optout_profiles.vault.lock import lock_for_writing
from optout_tui.cli.configuring import is_configured
from optout_tui.cli.main import run_command
from optout_tui.cli.opening import keyring_opens, vault_path
from optout_tui.cli.talk import agreed, can_show, tell
from optout_tui.cli.unlocking import new_passphrase, passphrase
from optout_tui.exit_codes import ExitCode
from optout_tui.plain.answers import InputEnded, LeftAlone, answer
from optout_tui.plain.menu import work_on
from optout_tui.plain.work import Work
from optout_tui.wording import plain as said
from optout_tui.wording.unlock import LOCKED, wrong

TRIES = 3


def run(options: Namespace) -> int:
    """Ask, until the person quits, and return the exit code; raises ``VaultError``."""
    if not can_show():
        raise UsageError(said.NO_TERMINAL)
    if not is_configured(options):
        return ExitCode.USAGE
    work = _made(options) if not vault_path(options).exists() else _unlocked(options)
    if work is None:
        return ExitCode.USAGE
    _tell_if_held(options)
    while True:
        try:
            work_on(work)
        except LeftAlone:
            work = _locked(options)
            continue
        except InputEnded:
            tell("")
        return ExitCode.AS_WANTED


def _locked(options: Namespace) -> Work:
    """Forget the passphrase, and what was typed and not read; go on once it is typed again."""
    options.given_passphrase = None
    with suppress(termios.error):
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
    tell(f"\n{LOCKED}")
    if keyring_opens(options):
        answer(said.ENTER_OPENS, 0.0)
    return _unlocked(options)


def _tell_if_held(options: Namespace) -> None:
    """Say at once that the list can only be read now, where it is open elsewhere."""
    try:
        lock_for_writing(vault_path(options)).release()
    except VaultError as error:
        tell(said.only_read(str(error)))


def _unlocked(options: Namespace) -> Work:
    """Open the list; each command opens it anew, by the passphrase or by the keyring."""
    options.given_passphrase = None
    if keyring_opens(options):
        return Work(options)
    left = TRIES
    while True:
        left -= 1
        options.given_passphrase = None
        options.given_passphrase = passphrase(options, vault_path(options))
        try:
            return Work(options)
        except WrongPassphrase as error:
            if options.passphrase_file or not left:
                raise
            tell(wrong(error))


def _made(options: Namespace) -> Work | None:
    path = vault_path(options)
    if not agreed(said.make_list(path)):
        return None
    options.given_passphrase = new_passphrase(
        options, path, options.passphrase_file, "--passphrase-file"
    )
    vault = [f"--vault={options.vault}"] if options.vault else []
    run_command(["init", *vault], options.given_passphrase)
    return Work(options)
