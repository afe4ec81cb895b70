"""What commands open first: the vault and the service profile, and the ways on from them."""

import os
import shlex
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from optout_profiles.browser.display import has_display
from optout_profiles.errors import KeyringUnavailable, VaultMissing
from optout_profiles.folders import default_vault, path_named
from optout_tui.cli.talk import talk
from optout_tui.cli.unlocking import hint_if_typed, passphrase
from optout_tui.wording import older_words
from optout_tui.wording.advice import Ways

if TYPE_CHECKING:
    from optout_profiles.sites import SiteProfile
    from optout_profiles.vault import Vault


def vault_path(options: Namespace) -> Path:
    """Return the vault that is meant."""
    return path_named(options.vault) if options.vault else default_vault()


def ways_from(options: Namespace, *, in_app: bool = False) -> Ways:
    """Return the ways that lead on from a command: what it was given must be given again."""
    given = {
        "vault": (options.vault, "OPTOUT_TUI_VAULT"),
        "profile": (options.profile, "OPTOUT_TUI_PROFILE"),
    }
    again = [
        f" --{name} {shlex.quote(str(path))}"
        for name, (path, twin) in given.items()
        if path and path != Path(os.environ.get(twin) or "")
    ]
    return Ways("".join(again), in_app, has_window=has_display())


def site_profile(options: Namespace) -> "SiteProfile":
    """Return the service profile that is meant."""
    from optout_profiles.sites import built_in_profile, load_profile  # noqa: PLC0415 (as below)

    return load_profile(options.profile) if options.profile else built_in_profile()


def opened_vault(options: Namespace, *, writing: bool) -> "Vault":
    """Open the vault that is meant: by the keyring, or by the passphrase that is given or asked.

    Says so where it is older than one that was seen before.
    """
    path = vault_path(options)
    if not path.exists():
        raise VaultMissing(path, ways_from(options).options or "")
    vault = _by_keyring(options, path, writing=writing)
    if vault is None:
        from optout_profiles.vault import open_vault  # noqa: PLC0415 (slow; the app needs it later)

        with hint_if_typed(options):
            vault = open_vault(path, passphrase(options, path), writing=writing)
    if not options.is_practice:
        _compare_with_seen(options, vault)
    return vault


def opened_for(options: Namespace, site: "SiteProfile", *, writing: bool) -> "Vault":
    """Open the vault for what touches or tells of this service; raises ``UsedElsewhere`` too."""
    from optout_profiles.runs.place import refuse_elsewhere  # noqa: PLC0415 (as above)

    vault = opened_vault(options, writing=writing)
    try:
        refuse_elsewhere(vault, site)
    except BaseException:
        vault.close()
        raise
    return vault


def keyring_opens(options: Namespace) -> bool:
    """Say whether the keyring opens the vault that is meant, and no passphrase was given."""
    vault = _by_keyring(options, vault_path(options), writing=False)
    if vault is not None:
        vault.close()
    return vault is not None


def _by_keyring(options: Namespace, path: Path, *, writing: bool) -> "Vault | None":
    """Return the vault if the keyring opens it and no passphrase was given."""
    if options.passphrase_file or getattr(options, "given_passphrase", None):
        return None
    from optout_profiles.vault.os_keyring import opened_by_keyring  # noqa: PLC0415

    try:
        return opened_by_keyring(path, writing=writing)
    except KeyringUnavailable as error:
        talk(options, str(error))
        return None


def _compare_with_seen(options: Namespace, vault: "Vault") -> None:
    from optout_profiles.vault.sightings import look_at  # noqa: PLC0415

    older = look_at(vault)
    if older and not getattr(options, "was_told_older", False):
        options.was_told_older = True
        talk(options, older_words(older))
