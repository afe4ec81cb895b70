"""Make the encrypted list.

The passphrase is asked for twice, or read from --passphrase-file; enter alone makes one up. Nobody
can restore it. `optout-tui recovery` makes a code to print for the day on which it is forgotten.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.vault import create_vault
from optout_profiles.vault.sightings import note
from optout_tui.cli.opening import vault_path
from optout_tui.cli.talk import talk, tell_result
from optout_tui.cli.unlocking import new_passphrase
from optout_tui.wording import passphrases as said


def add_options(parser: ArgumentParser) -> None:
    """Take the common options only."""


def run(options: Namespace) -> int:
    """Make the vault and print its path."""
    path = vault_path(options)
    words = options.given_passphrase or new_passphrase(
        options, path, options.passphrase_file, "--passphrase-file"
    )
    with create_vault(path, words) as vault:
        note(vault)
    talk(options, said.LIST_MADE)
    talk(options, said.RECOVERY_MAKES)
    tell_result(options, {"vault": str(path)}, str(path))
    return 0
