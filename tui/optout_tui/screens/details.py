"""Everything that is known of one account."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from optout_profiles.accounts import Attempt, BrowserKind, now
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.keeping import Proof
from optout_profiles.text import cleaned
from optout_tui.advice import Ways, advice
from optout_tui.desk import Desk
from optout_tui.screens.dialog import Dialog
from optout_tui.widgets.known_lines import change_words, coverage_lines, related_lines
from optout_tui.wording import SIGNS, ago, moment, outcome_words, standing_words

MADE_BY = {
    BrowserKind.HEADLESS: "typed here",
    BrowserKind.VISIBLE: "made in a window",
    BrowserKind.IMPORTED: "taken over from elsewhere",
}
"""How a session came about."""

VALUE_LIMIT = 5000
"""A value may be a command with a path in it, which is no use when cut."""


class DetailsScreen(Dialog[None]):
    """Shows an account; esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss(None)", "Back", id="details.back")
    ]

    def __init__(self, desk: Desk, account_id: str, ways: Ways) -> None:
        super().__init__()
        self._account, self._site, self._ways = desk.account(account_id), desk.site, ways
        self._proof, self._failed = desk.proof(account_id), desk.failed_sign_ins.get(account_id)

    def compose(self) -> ComposeResult:
        """Lay out the name and below it each thing known."""
        with VerticalScroll(classes="dialog"):
            yield Static(Text(cleaned(self._account.label), "bold"), markup=False)
            yield Static(self._table(), markup=False)
            is_signed_in = self._proof is not None
            more = related_lines(self._account, self._site, now(), is_signed_in=is_signed_in)
            yield Static(more + coverage_lines(self._account, self._site), markup=False)
            yield Static(
                "esc: back to the list, where the keys are that are named here", classes="hint"
            )

    def _table(self) -> Text:
        account, fact, tried = self._account, self._account.fact, self._account.last_try
        prefix = self._site.members.path_prefix
        known = {
            "AI training": f"{SIGNS[account.standing]} {standing_words(account)}",
            "last read": f"{fact.setting.value}, {moment(fact.read_at)} UTC" if fact else "",
            "read at": fact.origin if fact else "",
            "switched off": change_words(account),
            "newest try": _tried(tried) if tried else "",
            "what to do": self._advice(tried) if tried else "",
            "sign-in": _kept(self._proof) if self._proof else self._none_kept(),
            "signing in": _failed(self._failed) if self._failed else "",
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


def _kept(proof: Proof) -> str:
    """Say whose a session is and how old its newest proof is; a page gave both."""
    how = MADE_BY[proof.made_by]
    proved = f"proved {ago(proof.proved_at, now())}, {moment(proof.proved_at)} UTC"
    return f"{proof.member}, {how}; {proved}"


def _failed(obstacle: Obstacle) -> str:
    words = outcome_words(obstacle.outcome, obstacle.reason, obstacle.seen_member)
    return f"failed in this sitting: {words}"


def _tried(tried: Attempt) -> str:
    words = outcome_words(tried.outcome, tried.reason, tried.seen_member)
    return f"{words}, {moment(tried.at)} UTC"
