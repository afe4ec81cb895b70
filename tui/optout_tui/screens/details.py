"""Everything that is known of one account."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from optout_profiles.accounts import Attempt
from optout_profiles.text import cleaned
from optout_tui.advice import Ways, advice
from optout_tui.desk import Desk
from optout_tui.wording import SIGNS, moment, outcome_words, standing_words

VALUE_LIMIT = 5000
"""A value may be a command with a path in it, which is no use when cut."""


class DetailsScreen(ModalScreen[None]):
    """Shows an account; esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss(None)", "Back", id="details.back")
    ]

    def __init__(self, desk: Desk, account_id: str, ways: Ways) -> None:
        super().__init__()
        self._account, self._site, self._ways = desk.account(account_id), desk.site, ways
        self._has_session = account_id in desk.signed_in

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
            "what to do": self._advice(tried) if tried else "",
            "sign-in": "kept" if self._has_session else self._none_kept(),
            "member": f"{prefix}{account.member}/" if account.member else "",
            "signs in with": account.login or "",
            "group": account.group or "",
            "id": account.id,
        }
        lines = Text()
        for name, value in known.items():
            if value:
                lines.append(f"\n{name:<14}", "dim").append(cleaned(value, VALUE_LIMIT))
        return lines

    def _advice(self, tried: Attempt) -> str:
        return advice(tried.outcome, tried.reason, self._account.id, self._ways)

    def _none_kept(self) -> str:
        way = self._ways.sign_in(self._account.id)
        return f"none ({way})" if way else "none"


def _tried(tried: Attempt) -> str:
    words = outcome_words(tried.outcome, tried.reason, tried.seen_member)
    return f"{words}, {moment(tried.at)} UTC"
