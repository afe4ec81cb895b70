"""Make a recovery code for the list, to be printed and kept elsewhere.

It opens the list wherever the passphrase is asked for, and is shown this once. A part of it has to
be typed back before it counts. One made before opens the list no more then. --remove takes the code
away. Copies of the list from before keep the code that they had.
"""

from argparse import ArgumentParser, Namespace
from secrets import randbelow

from optout_profiles.errors import UsageError
from optout_profiles.vault import Vault
from optout_profiles.vault.header import RECOVERY
from optout_profiles.vault.recovery import BITS, GROUPS, is_group, new_code
from optout_profiles.vault.rekeying import wrap_by_code
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import asked, can_ask, talk, tell_result

TRIES = 3
OLD_COPIES = (
    "Copies of the list made before still open by it; `optout-tui passphrase` makes a new key."
)


def add_options(parser: ArgumentParser) -> None:
    """Take what to do, and that nothing is to be typed back."""
    parser.add_argument("--remove", action="store_true", help="take the code away")
    parser.add_argument("--yes", action="store_true", help="let it count without typing it back")


def run(options: Namespace) -> int:
    """Print a new code, or take it away."""
    if not options.remove and not options.yes and not can_ask():
        raise UsageError("Without a terminal to type a part of it back at, this needs --yes.")
    with opened_vault(options, writing=True) as vault:
        if options.remove:
            return _remove(options, vault)
        had_one = RECOVERY in vault.slots
        give_code(options, vault)
    if had_one:
        talk(options, f"The code from before opens the list no more. {OLD_COPIES}")
    return 0


def give_code(options: Namespace, vault: Vault) -> None:
    """Print a new code and let it open the list once a part was typed back.

    Raises ``UsageError`` if it was not; the list is then as it was.
    """
    code = new_code()
    talk(options, f"This is the recovery code ({BITS} random bits). It is shown once: print it")
    talk(options, "or write it down, and keep it where the list is not.")
    tell_result(options, {"recovery_code": code.reveal()}, code.reveal())
    if not getattr(options, "yes", False):
        number = randbelow(GROUPS) + 1
        question = f"Type group {number} of {GROUPS} from what you wrote down: "
        if not any(is_group(asked(question), code, number) for _ in range(TRIES)):
            raise UsageError("That is not what it says. The code does not count.")
    wrap_by_code(vault, code)
    talk(options, "It counts now, wherever the passphrase is asked for.")


def _remove(options: Namespace, vault: Vault) -> int:
    if RECOVERY in vault.slots:
        vault.replace_slot(RECOVERY, None)
        talk(options, f"The recovery code opens the list no more. {OLD_COPIES}")
    else:
        talk(options, "The list has no recovery code.")
    tell_result(options, {"recovery_code": None})
    return 0
