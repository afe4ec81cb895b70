"""One line at the top: how many accounts stand how, and how many are shown and marked."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Static

from optout_profiles.accounts import Account
from optout_profiles.outcomes import Setting
from optout_profiles.sites import SiteProfile
from optout_profiles.text import cleaned
from optout_tui.wording import SIGNS
from optout_tui.wording import accounts as said

LEAST_NEEDED = (
    Setting.NEVER_CHECKED,
    Setting.NOT_OFFERED,
    Setting.OFF,
    Setting.UNKNOWN,
    Setting.ON,
)
"""Where there is no room, these lose their words first; the help explains the signs."""


class Summary(Static):
    """Counts accounts by what may be claimed of them now, in as many words as there is room for.

    ``needing`` finds those that wait for a person.
    """

    DEFAULT_CSS = """
    Summary { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(
        self, site: SiteProfile, needing: Callable[[list[Account]], list[Account]]
    ) -> None:
        super().__init__(markup=False)
        self._find_needing = needing
        self._needing: set[str] = set()
        self._service = cleaned(said.service(site.name, None if site.is_live else site.host))
        self._counts: Counter[Setting] = Counter()
        self._marked = self._unseen = 0
        self._range = ""
        self._always = "" if site.is_live else cleaned(site.name)
        self._shown: int | None = None

    def show_accounts(self, accounts: Iterable[Account]) -> None:
        """Count the accounts anew."""
        listed = list(accounts)
        self._counts = Counter(account.standing for account in listed)
        self._needing = {account.id for account in self._find_needing(listed)}
        self._draw()

    def change(self, account: Account, before: Setting) -> None:
        """Count one account as it stands now; it was counted as ``before``."""
        self._counts.update({before: -1})
        self._counts.update({account.standing: 1})
        self._needing -= {account.id}
        self._needing |= {one.id for one in self._find_needing([account])}
        self._draw()

    def show_shown(self, count: int) -> None:
        """Say how many rows a filter leaves, unless it leaves them all."""
        is_all = count == sum(self._counts.values())
        self._shown = None if is_all else count
        self._draw()

    def show_marks(self, count: int, hidden: int, range_from: str | None = None) -> None:
        """Say how many accounts are marked, how many of these the filter hides, and the range."""
        self._marked, self._unseen = count, hidden
        self._range = said.range_from(range_from) if range_from else ""
        self._draw()

    def on_resize(self) -> None:
        """Say as much as there is room for now."""
        self._draw()

    def _draw(self) -> None:
        room = self.size.width
        lines = list(self._lines())
        line = next((one for one in lines if cell_len(one) <= room), lines[-1] if room else "")
        # It stays one line: laying the whole screen out anew would make keys wait.
        self.update(Text(line, no_wrap=True, overflow="ellipsis"), layout=False)

    def _lines(self) -> Iterator[str]:
        """Yield what there is to say, ever shorter; the dots between stay.

        Words go first, then numbers of the states that matter least. What says that it is no live
        service stays to the last.
        """
        numbers = sum(self._counts.values()), self._shown, self._marked, self._unseen
        total, all_states = said.total(*numbers), len(LEAST_NEEDED)
        yield self._line(self._service, total)
        for wordless in range(all_states + 1):
            yield self._line(self._always, total, wordless)
        for left_out in range(all_states + 1):
            yield self._line(self._always, said.short_total(*numbers), all_states, left_out)

    def _line(self, service: str, total: str, wordless: int = 0, left_out: int = 0) -> str:
        parts = (service, total, self._range, *self._parts(wordless, left_out))
        return " · ".join(filter(None, parts))

    def _parts(self, wordless: int, left_out: int) -> Iterator[str]:
        """Yield the counts, so many of the states by their sign alone, so many not at all."""
        for setting in Setting:
            if self._counts[setting] and setting not in LEAST_NEEDED[:left_out]:
                word = "" if setting in LEAST_NEEDED[:wordless] else f" {setting.value}"
                yield f"{SIGNS[setting]} {self._counts[setting]:,}{word}"
        if self._needing:
            yield said.needing(len(self._needing))
