"""Passphrases of commands: where they come from, and how a new one is chosen.

Owns how they are asked for and read. Keeps none.
"""

import stat
from argparse import Namespace
from pathlib import Path

from optout_profiles.dumps import keep_out_of_dumps
from optout_profiles.errors import PassphraseTooWeak, UsageError, VaultError, VaultLocked
from optout_profiles.secret import Secret
from optout_tui.cli.talk import can_ask, hidden, show, talk, typed_line
from optout_tui.strength import BITS, SHORTEST, generated, strength

NOBODY_TO_ASK = "There is no terminal to ask for a passphrase. Give one by {option} FILE (or -)."


def passphrase(options: Namespace, path: Path, question: str = "Passphrase: ") -> Secret[str]:
    """Return the passphrase or recovery code: the one given, a file's first line, else typed.

    Raises ``VaultLocked`` where there is neither a file nor a terminal.
    """
    keep_out_of_dumps()
    given: Secret[str] | None = getattr(options, "given_passphrase", None)
    if given is not None:
        return given
    if options.passphrase_file:
        return _from_file(options.passphrase_file, options)
    if not can_ask():
        raise VaultLocked(path)
    return hidden(question)


def new_passphrase(
    options: Namespace, path: Path, file: str | None, option: str, question: str = "Passphrase: "
) -> Secret[str]:
    """Return a new passphrase: a file's first line, else typed twice, or made up and typed once.

    ``option`` names the file in what is said where there is neither that nor a terminal; raises
    ``VaultError`` then, as nothing locks what has yet to be made.
    """
    keep_out_of_dumps()
    if file:
        return _from_file(file, options)
    if not can_ask():
        raise VaultError(path, NOBODY_TO_ASK.format(option=option))
    talk(options, "Enter alone makes one up.")
    typed = hidden(question)
    if not typed.reveal():
        typed = generated()
        show(f"Write it down now ({BITS} random bits): {typed.reveal()}")
    elif len(typed.reveal()) < SHORTEST:
        raise PassphraseTooWeak(path, SHORTEST)
    else:
        talk(options, f"It is {strength(typed.reveal())}.")
    if hidden("The same again: ").reveal() != typed.reveal():
        raise UsageError("The two passphrases differ. Nothing was made.")
    return typed


def _from_file(named: str, options: Namespace) -> Secret[str]:
    if named == "-":
        return Secret(typed_line())
    file = Path(named)
    with file.open(encoding="utf-8") as opened:
        if stat.S_IMODE(file.stat().st_mode) & 0o077 and stat.S_ISREG(file.stat().st_mode):
            talk(options, f"Warning: others may read {file}. `chmod 600 {file}` closes it.")
        try:
            return Secret(opened.readline().rstrip("\r\n"))
        except UnicodeDecodeError:
            raise UsageError(f"{file} is not text.") from None
