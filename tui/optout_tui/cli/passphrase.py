"""Choose another passphrase for the list.

The old one opens the list no more: everything is sealed anew under a new key, in a file that
takes the old one's place only once it is whole. Copies made before still open with the old one;
those that are known are named, one a line. The recovery code ends too (at a terminal a new one is
shown), the keyring's key is renewed. Whoever forgot the passphrase types the recovery code.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.errors import KeyringUnavailable, UsageError
from optout_profiles.secret import Secret
from optout_profiles.vault import Vault
from optout_profiles.vault.backups import copies_opened_by
from optout_profiles.vault.header import KEYRING, RECOVERY
from optout_profiles.vault.opening import header_of
from optout_profiles.vault.os_keyring import keep_secrets, kept_secrets, new_secret
from optout_profiles.vault.rekeying import change_passphrase
from optout_profiles.vault.sightings import copies_of, note
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.recovery import give_code
from optout_tui.cli.talk import can_ask, talk, tell_result
from optout_tui.cli.unlocking import new_passphrase
from optout_tui.wording import options as helps
from optout_tui.wording import passphrases as said


def add_options(parser: ArgumentParser) -> None:
    """Take a file for the new passphrase."""
    parser.add_argument(
        "--new-passphrase-file",
        metavar="FILE",
        help=helps.PASSPHRASE_NEW_FILE,
    )


def run(options: Namespace) -> int:
    """Change the passphrase, and print the files that the old one still opens."""
    with opened_vault(options, writing=True) as vault:
        file, option = options.new_passphrase_file, "--new-passphrase-file"
        new = new_passphrase(options, vault.path, file, option, said.NEW)
        old, slots = header_of(vault.path), vault.slots
        with _changed(options, vault, new) as changed:
            note(changed)
            talk(options, said.CHANGED)
            if RECOVERY in slots:
                talk(options, said.CODE_ENDED)
                _renew_code(options, changed)
    copies = [str(one) for one in copies_opened_by(old, vault.path, copies_of(vault.id))]
    if copies:
        talk(options, said.COPIES)
    tell_result(options, {"opened_by_the_old_one": copies}, *copies)
    return 0


def _changed(options: Namespace, vault: Vault, new: Secret[str]) -> Vault:
    """Change it; of a keyring's two secrets the right one is kept whatever happens between."""
    if KEYRING not in vault.slots:
        return change_passphrase(vault, new)[0]
    secret = new_secret()
    try:
        keep_secrets(vault.path, vault.id, secret, *kept_secrets(vault.path, vault.id)[:1])
    except KeyringUnavailable as error:
        talk(options, said.without_keyring(error))
        return change_passphrase(vault, new)[0]
    changed, _ = change_passphrase(vault, new, secrets={KEYRING: secret})
    keep_secrets(changed.path, changed.id, secret)
    return changed


def _renew_code(options: Namespace, vault: Vault) -> None:
    try:
        if can_ask():
            return give_code(options, vault, said.ONLY_PASSPHRASE)
    except UsageError as error:  # what was changed stays changed
        talk(options, str(error))
    return talk(options, said.RECOVERY_RENEWS)
