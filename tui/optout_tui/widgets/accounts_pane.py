"""The accounts with all that is about them: the counts above, the filter, the rows or why none.

Owns that these agree. Changes no account.
"""

from collections.abc import Callable, Mapping, Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from optout_profiles.accounts import Account
from optout_profiles.errors import FilterRefused
from optout_profiles.listing.fields import Sight
from optout_profiles.listing.filtering import parsed
from optout_profiles.outcomes import Setting
from optout_profiles.sites import SiteProfile
from optout_profiles.text import cleaned
from optout_tui.columns import account_columns
from optout_tui.config_filters import filter_typed
from optout_tui.list_menus import Choice, mark_choices
from optout_tui.widgets.fields import SENTENCE_LIMIT
from optout_tui.widgets.filter_line import FilterLine
from optout_tui.widgets.summary import Summary
from optout_tui.widgets.table import AccountsTable
from optout_tui.wording import accounts as said

NEEDS_PERSON = parsed("needs:me")


class AccountsPane(Vertical):
    """Shows accounts; ``hint`` is a line above them. What is done with rows is the table's.

    ``look`` tells what a filter looks at beside an account, as it is now; ``saved_filters`` are
    those that can be named in one; ``titles`` are the columns' ids and titles, those too for
    which there is no room.
    """

    def __init__(
        self,
        site: SiteProfile,
        sign_in: Callable[[str], str],
        look: Callable[[], Sight],
        hint: str,
    ) -> None:
        super().__init__()
        self.saved_filters: Mapping[str, str] = {}
        self._look = look
        self._summary = Summary(site, lambda accounts: NEEDS_PERSON.among(accounts, look()))
        self._hint = hint
        self._filter = FilterLine()
        self._filter_problem = Static(id="filter-problem", markup=False)
        self._is_filter_wrong = False
        columns = account_columns(sign_in, look)
        self.titles = tuple((column.id, column.title) for column in columns)
        self.table = AccountsTable(columns, id="accounts")
        self._why_empty = Static(id="no-rows", markup=False)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the marked accounts, else of the one under the cursor."""
        at = self.table.cursor_id
        return self.table.marked or ((at,) if at else ())

    @property
    def why_empty(self) -> str:
        """Why there is no row, or nothing where there are rows."""
        if self.table.visible_count:
            return ""
        if not self.table.row_count:
            return said.EMPTY
        return said.WRONG_FILTER if self._is_filter_wrong else said.NO_MATCH

    def compose(self) -> ComposeResult:
        """Lay out one below the other."""
        yield self._summary
        yield Static(Text(self._hint), classes="is-shown" if self._hint else "", id="hint")
        yield self._filter
        yield self._filter_problem
        yield self.table
        yield self._why_empty

    def show(self, accounts: Sequence[Account]) -> None:
        """Show these accounts instead; cursor, marks, filter and sorting stay."""
        self.table.show(accounts)
        self._summary.show_accounts(accounts)
        self._show_emptiness()

    def patch(self, account: Account, before: Setting) -> None:
        """Show one account's new state where it stands; it was counted as ``before``."""
        self.table.patch(account)
        self._summary.change(account, before)

    def open_filter(self) -> None:
        """Let the person type what rows must have."""
        self._filter.open()

    def show_all(self) -> None:
        """Show all rows again and go to them."""
        self._filter.clear_and_go()
        self.screen.set_focus(self.table)  # at once: the next key may be there already

    def mark_choices(self) -> list[Choice]:
        """Return what can be marked of the shown accounts at one go; see ``mark_fitting``."""
        shown, at = self.table.shown_accounts(), self.table.cursor_id
        group = next((one.group for one in shown if one.id == at), None)
        return mark_choices(shown, self._look(), self.saved_filters, group)

    def mark_fitting(self, words: str) -> None:
        """Mark those of the shown accounts that fit a filter, beside what is marked."""
        fitting = filter_typed(words, self.saved_filters)
        among = fitting.among(self.table.shown_accounts(), self._look())
        self.table.mark(one.id for one in among)

    @on(AccountsTable.MarksChanged)
    def show_marks(self, event: AccountsTable.MarksChanged) -> None:
        """Say how many are marked, and that a range is being drawn."""
        self._summary.show_marks(event.count, event.hidden, event.range_from)

    @on(FilterLine.Changed)
    def filter_rows(self, event: FilterLine.Changed) -> None:
        """Show the rows that fit; none while the filter is wrong or half typed, and say why.

        Keys act on what is shown: a slip in a filter must never mean every account.
        """
        try:
            wanted = filter_typed(event.value, self.saved_filters)
        except FilterRefused as error:
            self._show_problem(str(error))
            self.table.filter(lambda _: [])
        else:
            self._show_problem("")
            self.table.filter(lambda accounts: wanted.among(accounts, self._look()))
        self._show_emptiness()

    def _show_problem(self, sentence: str) -> None:
        self._is_filter_wrong = bool(sentence)
        self._filter_problem.set_class(bool(sentence), "is-shown")
        self._filter_problem.update(cleaned(sentence, SENTENCE_LIMIT))

    @on(FilterLine.Submitted)
    def go_to_rows(self) -> None:
        """Leave the filter as it is and go to the rows; stay while it is wrong."""
        if not self._is_filter_wrong:
            self.screen.set_focus(self.table)

    def _show_emptiness(self) -> None:
        self._summary.show_shown(self.table.visible_count)
        why = self.why_empty
        self.set_class(bool(why), "is-empty")
        if why:
            self._why_empty.update(said.TOUR if why == said.EMPTY else why)
