"""Let the system's keyring open the list, so that commands ask for no passphrase.

Whoever is signed in to this computer as you, and every program of yours, can open the list then. In
the app enter alone opens it. Needs the extra: pip install 'optout-tui[keyring]'. --remove ends it.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.errors import KeyringUnavailable
from optout_profiles.vault import Vault
from optout_profiles.vault.header import KEYRING
from optout_profiles.vault.os_keyring import forget_secrets, keep_secrets, kept_secrets, new_secret
from optout_profiles.vault.rekeying import wrap_by
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import talk, tell_result
from optout_tui.wording import options as helps
from optout_tui.wording import passphrases as said


def add_options(parser: ArgumentParser) -> None:
    """Take what to do."""
    parser.add_argument("--remove", action="store_true", help=helps.KEYRING_REMOVE)


def run(options: Namespace) -> int:
    """Put a secret into the keyring that opens the list, or end that."""
    with opened_vault(options, writing=True) as vault:
        if options.remove:
            _remove(options, vault)
        else:
            secret = new_secret()
            keep_secrets(vault.path, vault.id, secret, *kept_secrets(vault.path, vault.id)[:1])
            wrap_by(vault, KEYRING, secret)
            keep_secrets(vault.path, vault.id, secret)
            talk(options, said.KEYRING_OPENS)
    tell_result(options, {"keyring": not options.remove})
    return 0


def _remove(options: Namespace, vault: Vault) -> None:
    vault.replace_slot(KEYRING, None)
    talk(options, said.KEYRING_ENDED)
    try:
        forget_secrets(vault.path, vault.id)
    except KeyringUnavailable as error:
        talk(options, said.left_in_keyring(error))
