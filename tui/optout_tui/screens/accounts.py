"""The main screen with all its keys: conducts the list and the dialogs, and owns none of them."""

from functools import partial

from textual import work

from optout_profiles.errors import VaultError
from optout_tui.desk import details_of
from optout_tui.list_menus import AS_ADDED, sort_choices
from optout_tui.lists import usual_list, write_list
from optout_tui.screens.account_form import AccountForm
from optout_tui.screens.accounts_runs import AccountsRuns
from optout_tui.screens.help import HelpScreen
from optout_tui.screens.menu import Menu
from optout_tui.screens.report import ReportScreen
from optout_tui.wording import accounts as said
from optout_tui.wording import dialogs


class AccountsScreen(AccountsRuns):
    """What is done with the list itself."""

    @work
    async def action_new(self) -> None:
        """Add an account."""
        if await self.app.push_screen_wait(AccountForm(said.NEW, self._desk.add)):
            self.pane.show(self._desk.accounts)
            added = self._desk.accounts[-1].id
            self.table.cursor_id = added
            self.table.focus()
            if way := self._ways.sign_in(added):
                self._say(said.way_to_sign_in(way))

    @work
    async def action_edit(self) -> None:
        """Change what the list says of the account under the cursor."""
        if not (account_id := self.table.cursor_id):
            self._say(self.pane.why_empty)
            return
        if self._is_busy():
            return
        known = details_of(self._desk.account(account_id))
        save = partial(self._desk.edit, account_id)
        if await self.app.push_screen_wait(AccountForm(said.EDIT, save, known)):
            self.pane.show(self._desk.accounts)

    @work
    async def action_remove(self) -> None:
        """Ask, then take the chosen accounts off the list."""
        chosen = await self._agreed(said.TAKE_OFF, note=said.GO_TOO)
        if chosen and not self._is_busy():
            try:
                self._desk.remove(chosen)
            except VaultError as error:
                self._say(str(error), is_problem=True)
            self.pane.show(self._desk.accounts)

    @work
    async def action_forget(self) -> None:
        """Ask, then wipe the sessions of the chosen accounts."""
        chosen = await self._agreed(said.FORGET)
        if chosen and not self._is_busy():
            try:
                had = self._desk.forget(chosen)
            except VaultError as error:
                self._say(str(error), is_problem=True)
            else:
                self._say(said.forgotten(had) if had else said.NONE_FORGOTTEN)
            self.pane.show(self._desk.accounts)

    @work
    async def action_report(self) -> None:
        """Ask where to, and write the status report there."""
        dialog = ReportScreen(self._desk.usual_report(), self._desk.write_report)
        if file := await self.app.push_screen_wait(dialog):
            self._say(said.report_written(file))

    @work
    async def action_import(self) -> None:
        """Ask which file and how it is read, show what would come of it, and take it in."""
        from optout_tui.screens.importing import agreed_plan  # noqa: PLC0415 (slow, seldom used)

        plan = await agreed_plan(self.app, self._desk)
        if plan:
            try:
                self._desk.take_in(plan)
            except VaultError as error:
                self._say(str(error), is_problem=True)
            else:
                self._say(said.taken_in(len(plan.new)))
            self.pane.show(self._desk.accounts)
            self.table.focus()

    @work
    async def action_export(self) -> None:
        """Ask where to, and write the list without its secrets there."""
        write = partial(write_list, self._desk)
        dialog = ReportScreen(usual_list(self._desk), write, dialogs.THE_LIST, dialogs.LIST_ENDINGS)
        if file := await self.app.push_screen_wait(dialog):
            self._say(said.list_written(file))

    @work
    async def action_mark_menu(self) -> None:
        """Mark those of the shown accounts that stand in one way."""
        choices = self.pane.mark_choices()
        if not choices:
            self._say(self.pane.why_empty)
        elif words := await self.app.push_screen_wait(Menu(said.MARK_TITLE, choices)):
            self.pane.mark_fitting(words)

    @work
    async def action_sort_menu(self) -> None:
        """Sort by one of the columns, or put the rows back in the list's own order."""
        sorted_by, reverse = self.table.sorting
        choices = sort_choices(self.pane.titles, sorted_by, reverse=reverse)
        chosen = await self.app.push_screen_wait(Menu(said.SORT_TITLE, choices))
        if chosen == AS_ADDED:
            self.table.unsort()
        elif chosen:
            self.table.sort_by(chosen)

    def action_filter(self) -> None:
        """Open the filter."""
        self.pane.open_filter()

    def action_clear_filter(self) -> None:
        """Take the details away, or show all rows again."""
        if self.has_class("has-beside"):
            self.remove_class("has-beside")
        else:
            self.pane.show_all()

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen(self))
