"""Make a recovery code for the list, to be printed and kept elsewhere.

It opens the list wherever the passphrase is asked for, and is shown this once. A part of it has to
be typed back before it counts. One made before opens the list no more then. --remove takes the code
away. Copies of the list from before keep the code that they had.
"""

from argparse import ArgumentParser, Namespace
from secrets import randbelow

from optout_profiles.errors import UsageError
from optout_profiles.secret import Secret
from optout_profiles.vault import Vault
from optout_profiles.vault.header import RECOVERY
from optout_profiles.vault.recovery import BITS, GROUPS, is_group, new_code
from optout_profiles.vault.rekeying import wrap_by_code
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import asked, can_ask, show, talk, tell_result
from optout_tui.wording import options as helps
from optout_tui.wording import passphrases as said

TRIES = 3


def add_options(parser: ArgumentParser) -> None:
    """Take what to do, and that nothing is to be typed back."""
    parser.add_argument("--remove", action="store_true", help=helps.RECOVERY_REMOVE)
    parser.add_argument("--yes", action="store_true", help=helps.RECOVERY_YES)


def run(options: Namespace) -> int:
    """Print a new code, or take it away."""
    if not options.remove and not options.yes and not can_ask():
        raise UsageError(said.TERMINAL_NEEDED)
    with opened_vault(options, writing=True) as vault:
        if options.remove:
            return _remove(options, vault)
        had_one = RECOVERY in vault.slots
        give_code(options, vault)
    if had_one:
        talk(options, said.CODE_BEFORE_ENDED)
    return 0


def give_code(options: Namespace, vault: Vault, otherwise: str = said.NOTHING_CHANGED) -> None:
    """Print a new code and let it open the list once a part was typed back.

    Raises ``UsageError`` if it was not, and says what is so ``otherwise`` where that is cut short;
    the list is then as it was.
    """
    code = new_code()
    talk(options, said.code_shown(BITS))
    talk(options, said.KEEP_ELSEWHERE)
    tell_result(options, {"recovery_code": code.reveal()}, code.reveal())
    if not getattr(options, "yes", False):
        try:
            _ask_for_group(code)
        except KeyboardInterrupt:
            show(f"\n{said.CODE_VOID} {otherwise}")
            raise
    wrap_by_code(vault, code)
    talk(options, said.CODE_COUNTS)


def _ask_for_group(code: Secret[str]) -> None:
    number = randbelow(GROUPS) + 1
    question = said.type_group(number, GROUPS)
    for left in reversed(range(TRIES)):
        if is_group(asked(question), code, number):
            return
        if left:
            show(said.WRONG_GROUP)
    raise UsageError(f"{said.WRONG_GROUP} {said.CODE_VOID}")


def _remove(options: Namespace, vault: Vault) -> int:
    if RECOVERY in vault.slots:
        vault.replace_slot(RECOVERY, None)
        talk(options, said.CODE_REMOVED)
    else:
        talk(options, said.NO_CODE)
    tell_result(options, {"recovery_code": None})
    return 0
