"""Write a copy of the list, compared with it record by record.

The same passphrase and recovery code open it. Sign-ins are not in it unless they are asked for.
Nothing is written over. `optout-tui restore FILE` puts it back.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.folders import path_named
from optout_profiles.vault import Table
from optout_profiles.vault.backups import back_up
from optout_profiles.vault.sightings import note_copy
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import talk, tell_result
from optout_tui.wording import options as helps
from optout_tui.wording import passphrases as said


def add_options(parser: ArgumentParser) -> None:
    """Take a file, and whether sign-ins go with it."""
    parser.add_argument("file", metavar="FILE", help=helps.BACKUP_FILE)
    parser.add_argument("--with-sessions", action="store_true", help=helps.BACKUP_WITH_SESSIONS)


def run(options: Namespace) -> int:
    """Write the copy and print its path."""
    file = path_named(options.file)
    with opened_vault(options, writing=False) as vault:
        back_up(vault, file, with_sessions=options.with_sessions)
        note_copy(vault, file)
        accounts = len(vault.ids(Table.ACCOUNTS))
        sessions = len(vault.ids(Table.SESSIONS)) if options.with_sessions else None
    talk(options, said.copy_written(accounts, sessions))
    tell_result(options, {"backup": str(file)}, str(file))
    return 0
