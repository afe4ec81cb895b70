"""An unlocked list, worked on by commands: what is chosen of it, and what is known of it now.

Owns which accounts are chosen. The work itself is the commands'.
"""

import signal
from argparse import Namespace

from optout_profiles.accounts import Account, now
from optout_profiles.errors import OptOutError
from optout_profiles.listing.fields import Sight
from optout_profiles.runs.aftermath import accounts_as_they_stand
from optout_profiles.runs.choice import Choice, choice_of
from optout_profiles.runs.keeping import Proof, proofs
from optout_profiles.sites import SiteProfile
from optout_tui.cli.main import run_command
from optout_tui.cli.opening import opened_for, site_profile
from optout_tui.cli.talk import tell
from optout_tui.signals import end
from optout_tui.wording import system_words
from optout_tui.wording.plain import STOPPED

GIVEN_ON = ("vault", "profile", "browser")
PACE = ("pause", "at_most")


class Work:
    """What is worked on; ``options`` have the passphrase. Raises ``VaultError``."""

    def __init__(self, options: Namespace) -> None:
        self.options = options
        self.site: SiteProfile = site_profile(options)
        self.chosen: frozenset[str] = frozenset()
        self.look()

    @property
    def patience(self) -> float:
        """The seconds that an answer is waited for before the list is locked, 0 for ever.

        What a file opens can't be locked here.
        """
        return 0.0 if self.options.passphrase_file else 60.0 * self.options.config.lock_after

    def look(self) -> None:
        """Read the list anew."""
        with opened_for(self.options, self.site, writing=False) as vault:
            self.accounts: list[Account] = accounts_as_they_stand(vault)
            self.proofs: dict[str, Proof] = proofs(vault)
            self.choice: Choice | None = choice_of(vault)
        self.chosen &= {account.id for account in self.accounts}

    @property
    def chosen_accounts(self) -> list[Account]:
        """The chosen accounts, in the list's order."""
        return [account for account in self.accounts if account.id in self.chosen]

    @property
    def sight(self) -> Sight:
        """What a filter looks at beside an account."""
        return Sight(now(), self.proofs.keys(), self.proofs.get)

    def command(self, *words: str, paced: bool = False) -> None:
        """Run a command on this list, and say why if it can't be done; then read the list anew.

        Ctrl+c ends what a command is at, and no more.
        """
        given = {name: getattr(self.options, name) for name in GIVEN_ON + PACE * paced}
        again = [f"--{name.replace('_', '-')}={value}" for name, value in given.items() if value]
        flags = ["--plain", *(["--no-config"] if self.options.no_config else [])]
        try:
            run_command([words[0], *again, *flags, *words[1:]], self.options.given_passphrase)
        except OptOutError as error:
            tell(str(error))
        except OSError as error:
            tell(system_words(error))
        except KeyboardInterrupt as stop:
            if stop.args not in {(), (signal.SIGINT,)}:  # whatever else ends, ends all of it
                raise
            end.is_heard = False  # the next one is meant for something else
            tell(STOPPED)
        self.look()
