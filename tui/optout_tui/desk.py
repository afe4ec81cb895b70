"""What a person works on while the app is open: the unlocked list and what is done with it.

Owns the accounts in memory, always as the vault has them. Draws nothing.
"""

from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from optout_profiles.accounts import Account, now
from optout_profiles.browser.display import has_display
from optout_profiles.browser.finding import find_browser
from optout_profiles.browser.running import running_folder, sweep
from optout_profiles.details import Details, account_typed, details_of, edited_as_typed
from optout_profiles.errors import AccountNotFound, VaultError
from optout_profiles.folders import private_folder
from optout_profiles.listing.fields import Sight
from optout_profiles.listing.folding import Texts
from optout_profiles.listing.importing import Plan
from optout_profiles.outcomes import Outcome
from optout_profiles.reports.writing import Report, form_of, write_report
from optout_profiles.runs.aftermath import (
    CutShort,
    accounts_as_they_stand,
    cut_short,
    left_open,
)
from optout_profiles.runs.attendance import Attendant
from optout_profiles.runs.choice import Choice, Way, choice_of, choose
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Event, Kind
from optout_profiles.runs.evidence import MAIN, Evidence, evidence_of
from optout_profiles.runs.history import Past, history_of
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.keeping import (
    Proof,
    asks_for_window,
    edit_of,
    forgetting,
    refusal_of,
    removal_of,
)
from optout_profiles.runs.pacing import Pacing, Sitting, sitting
from optout_profiles.runs.place import refuse_elsewhere
from optout_profiles.runs.queue import run_queue, usual_pause
from optout_profiles.runs.turns import ACCOUNT_SECONDS
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Put, Remove, Table, Vault
from optout_profiles.vault.sightings import Older
from optout_tui.log import logged, note_sign_in
from optout_tui.sign_ins import SECONDS, SignIns
from optout_tui.wording.queue import OFFERED_AGAIN, cut_short_words

__all__ = ["Desk", "Details", "details_of"]


class Desk:
    """An unlocked vault at work; raises ``UsedElsewhere``.

    ``was_cut_short`` is what a kill left of the last queue. ``was_newer`` tells that a newer state
    of the vault was seen before, where one was.

    ``reports`` is the folder in which reports are offered to be written; beside the vault if None.
    """

    def __init__(
        self,
        vault: Vault,
        site: SiteProfile,
        browser: str | None,
        *,
        pacing: Pacing | None = None,
        reports: Path | None = None,
    ) -> None:
        accounts = vault.all(Table.ACCOUNTS, Account)
        refuse_elsewhere(vault, site, accounts)
        sweep(running_folder())  # what a kill has left of a browser
        self.site = site
        self._reports = reports or vault.path.parent / "reports"
        self._vault = vault
        self._browser = browser
        self._pacing = pacing or Pacing()
        cut = cut_short(vault)
        self.was_newer: Older | None = None
        if cut:
            accounts = vault.all(Table.ACCOUNTS, Account)
        self._accounts = {one.id: one for one in accounts}
        self.was_cut_short: CutShort | None = cut and cut.among(self._accounts)
        self.signed_in = vault.ids(Table.SESSIONS)
        self.sign_ins = SignIns(vault, site, browser)
        self._texts = Texts()
        self.failed_sign_ins: dict[str, Obstacle] = {}

    @property
    def has_window(self) -> bool:
        """Whether a browser would have somewhere to show a window."""
        return has_display()

    @property
    def choice(self) -> Choice | None:
        """Who is to click on a live service, as answered; None until it was."""
        return choice_of(self._vault)

    def choose(self, way: Way) -> Choice:
        """Keep who is to click on a live service."""
        return choose(self._vault, way)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts, in the order in which they were added."""
        return tuple(self._accounts.values())

    def has(self, account_id: str) -> bool:
        """Say whether an account is on the list."""
        return account_id in self._accounts

    def account(self, account_id: str) -> Account:
        """Return one account; raises ``AccountNotFound``."""
        if account_id not in self._accounts:
            raise AccountNotFound(account_id)
        return self._accounts[account_id]

    def add(self, details: Details) -> Account:
        """Add an account; raises ``UsageError``."""
        account = account_typed(details)
        return self._save(account, Put(Table.ACCOUNTS, account.id, account))

    def edit(self, account_id: str, details: Details) -> Account:
        """Change what the list says of an account; raises ``UsageError``."""
        old = self.refreshed(account_id)
        changed = edited_as_typed(old, details)
        return self._save(changed, *edit_of(old, changed))

    def take_in(self, plan: Plan) -> None:
        """Take in all that is new in a file, or nothing; raises ``VaultError``."""
        self._vault.write(*plan.changes)
        self._accounts |= {one.account.id: one.account for one in plan.new}

    def remove(self, account_ids: Sequence[str]) -> None:
        """Take accounts off the list, their sessions and runs with them."""
        self._vault.write(*removal_of(self._vault, account_ids))
        for id_ in account_ids:
            self._accounts.pop(id_, None)
        self.signed_in = self._vault.ids(Table.SESSIONS)

    def forget(self, account_ids: Sequence[str]) -> int:
        """Wipe the sessions of these accounts, and return of how many there was one."""
        had = len(self.signed_in.intersection(account_ids))
        self._vault.write(*forgetting(account_ids))
        self.signed_in = self._vault.ids(Table.SESSIONS)
        return had

    def note_sign_in(self, account_id: str, obstacle: Obstacle | None) -> None:
        """Remember, until the app ends, that signing in failed; who gave up left all as it was.

        That the service refused it is kept. Raises ``VaultError``.
        """
        note_sign_in(account_id, obstacle)
        if obstacle is None:
            self.failed_sign_ins.pop(account_id, None)
        elif obstacle.outcome is not Outcome.CANCELLED:
            self.failed_sign_ins[account_id] = obstacle
            if changes := refusal_of(self._vault, account_id, obstacle):
                self._vault.write(*changes)

    def sign_in_word(self, account_id: str) -> str:
        """Return how an account's sign-in stands, in a word."""
        if account_id in self.signed_in:
            return "kept"
        return "failed" if account_id in self.failed_sign_ins else "none"

    def sight(self) -> Sight:
        """Return what is looked at beside an account, as it is now."""
        return Sight(now(), self.signed_in, self.proof, self._texts)

    def proof(self, account_id: str) -> Proof | None:
        """Return what may be shown of an account's session, if one is kept."""
        return self._vault.get(Table.SESSIONS, account_id, Proof)

    def history(self, account_id: str) -> tuple[Past, ...]:
        """Return what became of an account's newest runs, newest first."""
        return history_of(self._vault, account_id)

    def evidence(self, account_id: str) -> Evidence | None:
        """Return what the page showed when the main setting was last read, if it is kept."""
        return evidence_of(self._vault, account_id).get(MAIN)

    def refreshed(self, account_id: str) -> Account:
        """Return an account as a run has left it in the vault."""
        account = self._vault.get(Table.ACCOUNTS, account_id, Account)
        if account is None:
            raise AccountNotFound(account_id)
        self._accounts[account_id] = account
        self.signed_in = self._vault.ids(Table.SESSIONS)
        return account

    def sitting(
        self, account_ids: Sequence[str], kind: Kind, settings: Sequence[str | None] = (None,)
    ) -> Sitting:
        """Return which of these accounts one sitting takes, and which it leaves for another."""
        accounts = [self.account(account_id) for account_id in account_ids]
        at_most, signed_in = self._pacing.at_most, self.signed_in
        return sitting(accounts, at_most, kind, settings, signed_in=signed_in)

    def run(
        self,
        account_ids: Sequence[str],
        kind: Kind,
        control: QueueControl,
        attendant: Attendant,
        settings: Sequence[str | None] = (None,),
    ) -> AsyncGenerator[Event, None]:
        """Run these accounts one after another; see ``run_queue``. Raises ``BrowserError``.

        Where there is a display, a window shows what is done on a live service, and with sessions
        that were made in one.
        """
        is_guided = kind is Kind.GUIDED
        pause = self._pacing.pause
        visible = is_guided or (
            self.has_window and asks_for_window(self._vault, self.site, account_ids)
        )
        events = run_queue(
            self._vault,
            self.site,
            find_browser(self._browser, visible=visible),
            account_ids,
            kind,
            control,
            SECONDS if is_guided else ACCOUNT_SECONDS,
            attendant=attendant,
            pause_seconds=usual_pause(self.site) if pause is None else pause,
            visible=visible,
            settings=settings,
        )
        return logged(events)

    def usual_report(self) -> Path:
        """Return where a report goes unless the person says otherwise."""
        return self._reports / f"status-{now():%Y-%m-%d-%H%M}.toml"

    def write_report(self, file: Path) -> None:
        """Write the status report, in the form that the file's ending names.

        Raises ``UsageError`` and ``OSError``. No folder is made but the usual one.
        """
        form = form_of(file)
        if file.parent == self._reports:
            private_folder(self._reports)
        write_report(Report(accounts_as_they_stand(self._vault), self.site, now()), form, file)

    def farewell(self) -> str:
        """Return what is to be said of a queue that was broken off; nothing where none was."""
        try:
            cut = left_open(self._vault)
        except VaultError:
            return ""
        if cut is None:
            return ""
        cut = cut.among(self._accounts)
        at_hand = self._accounts[cut.interrupted].label if cut.interrupted else ""
        words = cut_short_words(cut.kind, cut.done, at_hand, len(cut.left))
        return f"{words}\n{OFFERED_AGAIN}" if words else ""

    def close(self) -> None:
        """Lock the vault."""
        self._vault.close()

    def _save(self, account: Account, *changes: Put | Remove) -> Account:
        self._vault.write(*changes)
        self._accounts[account.id] = account
        self.signed_in = self._vault.ids(Table.SESSIONS)
        return account
