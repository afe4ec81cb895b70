"""Make the encrypted list.

The passphrase is asked for twice, or read from --passphrase-file. Nobody can restore it.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.vault import create_vault
from optout_tui.cli.opening import passphrase, vault_path
from optout_tui.cli.talk import talk, tell_result


def add_options(parser: ArgumentParser) -> None:
    """Take the common options only."""


def run(options: Namespace) -> int:
    """Make the vault and print its path."""
    path = vault_path(options)
    create_vault(path, passphrase(options, path, is_new=True)).close()
    talk(options, "The list is made. Keep the passphrase well: nobody can restore it.")
    tell_result(options, {"vault": str(path)}, str(path))
    return 0
