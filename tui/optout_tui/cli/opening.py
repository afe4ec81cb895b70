"""What commands open first: the vault, its passphrase, the service profile, the browser.

Owns how a passphrase is asked for and read. Keeps none.
"""

import os
import shlex
import stat
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from optout_profiles.browser.display import has_display
from optout_profiles.dumps import keep_out_of_dumps
from optout_profiles.errors import UsageError, VaultError, VaultLocked, VaultMissing
from optout_profiles.folders import default_vault, path_named
from optout_profiles.secret import Secret
from optout_tui.advice import Ways
from optout_tui.cli.talk import can_ask, hidden, talk, typed_line

if TYPE_CHECKING:
    from optout_profiles.sites import SiteProfile
    from optout_profiles.vault import Vault


NOBODY_TO_ASK = (
    "There is no terminal to ask for a passphrase. Give one by --passphrase-file FILE (or -)."
)


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
    """Open the vault that is meant; asks for the passphrase where there is a terminal."""
    from optout_profiles.vault import open_vault  # noqa: PLC0415 (slow; the app needs it later)

    path = vault_path(options)
    if not path.exists():
        raise VaultMissing(path, ways_from(options).options or "")
    return open_vault(path, passphrase(options, path), writing=writing)


def passphrase(options: Namespace, path: Path, *, is_new: bool = False) -> Secret[str]:
    """Return the passphrase: the one given already, a file's first line, else typed (new: twice).

    Raises ``VaultLocked`` where there is neither a file nor a terminal; for a new one, which
    nothing locks yet, ``VaultError``.
    """
    keep_out_of_dumps()
    given: Secret[str] | None = getattr(options, "given_passphrase", None)
    if given is not None:
        return given
    if options.passphrase_file == "-":  # noqa: S105
        return Secret(typed_line())
    if options.passphrase_file:
        return _from_file(Path(options.passphrase_file), options)
    if not can_ask():
        raise VaultError(path, NOBODY_TO_ASK) if is_new else VaultLocked(path)
    typed = hidden("Passphrase: ")
    if is_new and hidden("The same again: ").reveal() != typed.reveal():
        raise UsageError("The two passphrases differ. Nothing was made.")
    return typed


def _from_file(file: Path, options: Namespace) -> Secret[str]:
    with file.open(encoding="utf-8") as opened:
        if stat.S_IMODE(file.stat().st_mode) & 0o077 and stat.S_ISREG(file.stat().st_mode):
            talk(options, f"Warning: others may read {file}. `chmod 600 {file}` closes it.")
        try:
            return Secret(opened.readline().rstrip("\r\n"))
        except UnicodeDecodeError:
            raise UsageError(f"{file} is not text.") from None
