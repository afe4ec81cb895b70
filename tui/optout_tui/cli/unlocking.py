"""Passphrases of commands: where they come from, and how a new one is chosen.

Owns how they are asked for and read. Keeps none.
"""

import stat
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from optout_profiles.dumps import keep_out_of_dumps
from optout_profiles.errors import UsageError, VaultError, VaultLocked, WrongPassphrase
from optout_profiles.secret import Secret
from optout_tui.cli.talk import can_ask, hidden, show, talk, typed_line
from optout_tui.strength import BITS, SHORTEST, generated, strength
from optout_tui.wording import passphrases as said
from optout_tui.wording.unlock import CAPS_LOCK

LONGEST_LINE = 65_536
"""What names itself a file may have no end."""


def passphrase(options: Namespace, path: Path, question: str = said.QUESTION) -> Secret[str]:
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


@contextmanager
def hint_if_typed(options: Namespace) -> Iterator[None]:
    """Note what may be the reason on the error of a passphrase that was typed wrongly."""
    try:
        yield
    except WrongPassphrase as error:
        is_typed = not (options.passphrase_file or getattr(options, "given_passphrase", None))
        if is_typed and not error.is_mistyped_code:
            error.add_note(CAPS_LOCK)
        raise


def new_passphrase(
    options: Namespace, path: Path, file: str | None, option: str, question: str = said.QUESTION
) -> Secret[str]:
    """Return a new passphrase: a file's first line, else typed twice, or made up and typed once.

    ``option`` names the file in what is said where there is neither that nor a terminal; raises
    ``VaultError`` then, as nothing locks what has yet to be made.
    """
    keep_out_of_dumps()
    if file:
        return _from_file(file, options)
    if not can_ask():
        raise VaultError(path, said.nobody_to_ask(option))
    talk(options, said.MAKE_ONE_UP)
    typed = hidden(question)
    while 0 < len(typed.reveal()) < SHORTEST:  # or what is typed next would land in the shell
        show(said.too_short(strength(typed.reveal())))
        typed = hidden(question)
    if not typed.reveal():
        typed = generated()
        show(said.made_up(typed.reveal(), BITS))
    else:
        talk(options, said.is_as_good_as(strength(typed.reveal())))
    if hidden(said.AGAIN).reveal() != typed.reveal():
        raise UsageError(said.DIFFERENT)
    return typed


def _from_file(named: str, options: Namespace) -> Secret[str]:
    if named == "-":
        return Secret(typed_line())
    file = Path(named)
    with file.open(encoding="utf-8") as opened:
        if stat.S_IMODE(file.stat().st_mode) & 0o077 and stat.S_ISREG(file.stat().st_mode):
            talk(options, said.others_may_read(file))
        try:
            return Secret(opened.readline(LONGEST_LINE).rstrip("\r\n"))
        except UnicodeDecodeError:
            raise UsageError(said.not_text(file)) from None
