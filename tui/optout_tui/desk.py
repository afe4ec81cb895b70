"""What a person works on while the app is open: the unlocked list and what is done with it.

Owns the accounts in memory, always as the vault has them. Draws nothing.
"""

from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from msgspec import Struct

from optout_profiles.accounts import Account, edited, new_account, now
from optout_profiles.browser.finding import find_browser
from optout_profiles.errors import AccountNotFound
from optout_profiles.folders import private_folder
from optout_profiles.reports.writing import Report, form_of, write_report
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Event, Kind
from optout_profiles.runs.journal import (
    CutShort,
    accounts_as_they_stand,
    cut_short,
    edit_of,
    removal_of,
)
from optout_profiles.runs.queue import run_queue
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Put, Remove, Table, Vault


class Details(Struct, frozen=True):
    """What a person types of an account."""

    label: str
    login: str = ""
    member: str = ""
    group: str = ""


def details_of(account: Account) -> Details:
    """Return what was typed of an account, as a form takes it."""
    return Details(account.label, account.login or "", account.member or "", account.group or "")


class Desk:
    """An unlocked vault at work. ``was_cut_short`` is what a kill left of the last queue.

    ``reports`` is the folder in which reports are offered to be written; beside the vault if None.
    """

    def __init__(
        self, vault: Vault, site: SiteProfile, browser: str | None, *, reports: Path | None = None
    ) -> None:
        self.site = site
        self._reports = reports or vault.path.parent / "reports"
        self._vault = vault
        self._browser = browser
        self.was_cut_short: CutShort | None = cut_short(vault)
        self._accounts = {one.id: one for one in vault.all(Table.ACCOUNTS, Account)}
        self.signed_in = vault.ids(Table.SESSIONS)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts, in the order in which they were added."""
        return tuple(self._accounts.values())

    def account(self, account_id: str) -> Account:
        """Return one account; raises ``AccountNotFound``."""
        if account_id not in self._accounts:
            raise AccountNotFound(account_id)
        return self._accounts[account_id]

    def add(self, details: Details) -> Account:
        """Add an account; raises ``UsageError``."""
        account = new_account(
            details.label, login=details.login, member=details.member, group=details.group
        )
        return self._save(account, Put(Table.ACCOUNTS, account.id, account))

    def edit(self, account_id: str, details: Details) -> Account:
        """Change what the list says of an account; raises ``UsageError``."""
        old = self.refreshed(account_id)
        changed = edited(
            old,
            details.label,
            login=details.login,
            member=details.member,
            group=details.group,
        )
        return self._save(changed, *edit_of(old, changed))

    def remove(self, account_ids: Sequence[str]) -> None:
        """Take accounts off the list, their sessions and runs with them."""
        self._vault.write(*removal_of(self._vault, account_ids))
        for id_ in account_ids:
            self._accounts.pop(id_, None)

    def refreshed(self, account_id: str) -> Account:
        """Return an account as a run has left it in the vault."""
        account = self._vault.get(Table.ACCOUNTS, account_id, Account)
        if account is None:
            raise AccountNotFound(account_id)
        self._accounts[account_id] = account
        return account

    def run(
        self, account_ids: Sequence[str], kind: Kind, control: QueueControl
    ) -> AsyncGenerator[Event, None]:
        """Run these accounts one after another; see ``run_queue``. Raises ``BrowserError``."""
        found = find_browser(self._browser)
        return run_queue(self._vault, self.site, found, account_ids, kind, control)

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

    def close(self) -> None:
        """Lock the vault."""
        self._vault.close()

    def _save(self, account: Account, *changes: Put | Remove) -> Account:
        self._vault.write(*changes)
        self._accounts[account.id] = account
        self.signed_in = self._vault.ids(Table.SESSIONS)
        return account
