"""Put a copy of the list in the list's place.

Shows first what would change, and asks. The list that is replaced is kept beside it, with its
sign-ins. From then on the copy's keys open the list: its passphrase, and its recovery code if it
has one. A passphrase or code made since the copy does not; that is told before. Where another
passphrase opens the present list, it is asked for at a terminal, only to compare; without it
nothing is compared.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from optout_profiles.accounts import now
from optout_profiles.errors import UsageError, VaultError, VaultMissing, WrongPassphrase
from optout_profiles.folders import path_named
from optout_profiles.secret import Secret
from optout_profiles.vault import Vault, open_vault
from optout_profiles.vault.backups import put_back, to_be_replaced
from optout_profiles.vault.sightings import note_state, sighting_of
from optout_tui.cli.opening import vault_path
from optout_tui.cli.replacing import Replacement, record_of, replacement
from optout_tui.cli.talk import agreed, can_ask, hidden, talk, tell, tell_record
from optout_tui.cli.unlocking import hint_if_typed, passphrase
from optout_tui.wording import options as helps
from optout_tui.wording import passphrases as said
from optout_tui.wording.restore import keys_now, lines_of


def add_options(parser: ArgumentParser) -> None:
    """Take a file, and the answer to the question in advance."""
    parser.add_argument("file", metavar="FILE", help=helps.RESTORE_FILE)
    parser.add_argument("--yes", action="store_true", help=helps.YES)


def run(options: Namespace) -> int:
    """Show what would change, ask, and replace the list."""
    path, file = vault_path(options), path_named(options.file)
    if not file.exists():
        raise UsageError(said.no_file(file))
    if path.exists() and path.samefile(file):
        raise UsageError(said.SAME_FILE)
    words = passphrase(options, file, said.OF_COPY)
    with hint_if_typed(options):
        opened = open_vault(file, words, writing=False)
    with opened as copy, to_be_replaced(path):
        meant = replacement(copy, _present(options, path, words), path)
        if not options.json:
            for line in lines_of(meant):
                tell(line)
        is_agreed = options.yes or _asked()
        kept = _put_back(copy, path, meant) if is_agreed else None
    if not is_agreed:
        talk(options, said.NOTHING_CHANGED)
    else:
        for line in keys_now(meant):
            talk(options, line)
    if kept:
        talk(options, said.kept_aside(kept))
    if options.json:
        tell_record(record_of(meant, is_restored=is_agreed, kept=kept))
    return 0


def _asked() -> bool:
    if not can_ask():
        raise UsageError(said.YES_NEEDED)
    return agreed(said.PUT_IN_PLACE)


def _put_back(copy: Vault, path: Path, meant: Replacement) -> Path | None:
    newest = max(copy.generation, meant.generation, sighting_of(copy.id).generation)
    kept = put_back(copy, path, newest + 1)
    note_state(copy.id, path, newest + 1, now())
    return kept


def _present(options: Namespace, path: Path, words: Secret[str]) -> Vault | VaultError | None:
    """Return the present list, or why it can't be compared; None where there is none."""
    try:
        return open_vault(path, words, writing=False)
    except VaultMissing:
        return None
    except WrongPassphrase as error:
        if options.passphrase_file or not can_ask():
            return error
        talk(options, said.LEAVES_CLOSED)
    except VaultError as error:
        return error
    try:
        return open_vault(path, hidden(said.OF_LIST), writing=False)
    except VaultError as error:
        return error
