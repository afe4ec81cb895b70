"""Everything that is known of one account."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from optout_profiles.accounts import Account, Attempt
from optout_profiles.sites import SiteProfile
from optout_profiles.text import cleaned
from optout_tui.wording import SIGNS, advice, moment, outcome_words, standing_words


class DetailsScreen(ModalScreen[None]):
    """Shows an account; esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss(None)", "Back", id="details.back")
    ]

    def __init__(self, account: Account, site: SiteProfile, *, has_session: bool) -> None:
        super().__init__()
        self._account, self._site, self._has_session = account, site, has_session

    def compose(self) -> ComposeResult:
        """Lay out the name and below it each thing known."""
        with VerticalScroll(classes="dialog"):
            yield Static(Text(cleaned(self._account.label), "bold"), markup=False)
            yield Static(self._table(), markup=False)
            yield Static("esc: back", classes="hint")

    def _table(self) -> Text:
        account, fact, tried = self._account, self._account.fact, self._account.last_try
        prefix = self._site.members.path_prefix
        known = {
            "AI training": f"{SIGNS[account.standing]} {standing_words(account)}",
            "last read": f"{fact.setting.value}, {moment(fact.read_at)} UTC" if fact else "",
            "read at": fact.origin if fact else "",
            "switched off": f"{moment(account.changed_at)} UTC" if account.changed_at else "",
            "newest try": _tried(tried) if tried else "",
            "what to do": advice(tried.outcome, account.id) if tried else "",
            "sign-in": "kept" if self._has_session else f"none ({_way_in(account)})",
            "member": f"{prefix}{account.member}/" if account.member else "",
            "signs in with": account.login or "",
            "group": account.group or "",
            "id": account.id,
        }
        lines = Text()
        for name, value in known.items():
            if value:
                lines.append(f"\n{name:<14}", "dim").append(cleaned(value))
        return lines


def _tried(tried: Attempt) -> str:
    words = outcome_words(tried.outcome, tried.reason, tried.seen_member)
    return f"{words}, {moment(tried.at)} UTC"


def _way_in(account: Account) -> str:
    return f"quit, then: optout-tui sign-in {account.id} --terminal"
