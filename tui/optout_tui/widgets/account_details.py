"""Everything that is known of one account, wherever it is shown.

Owns what is told and in which order. The vault is asked when an account is to be shown.
"""

from typing import Any

from rich.console import Group
from rich.table import Column, Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from optout_profiles.accounts import Account, Attempt, now
from optout_profiles.authority import authority_words, bar
from optout_profiles.runs.evidence import Evidence, digest
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.keeping import Proof
from optout_profiles.text import cleaned
from optout_tui.desk import Desk
from optout_tui.sequels import is_signed_in_since
from optout_tui.sign_ins import barred
from optout_tui.widgets.known_lines import (
    change_words,
    coverage_lines,
    history_lines,
    related_lines,
)
from optout_tui.wording import SIGNS, aged, outcome_words, standing_words
from optout_tui.wording import details as said
from optout_tui.wording.advice import Ways, advice

DIGEST = 16
"""Signs of a digest that are shown; the report has all of them."""

NAME_WIDTH = 14
"""Cells for what a value is called."""

VALUE_LIMIT = 5000
"""A value may be a command with a path in it, which is no use when cut."""


class AccountDetails(VerticalScroll):
    """Shows one account, or nothing before it was told which."""

    def __init__(self, desk: Desk, ways: Ways, **widget: Any) -> None:
        super().__init__(**widget)
        self._desk, self._site, self._ways = desk, desk.site, ways
        self._lines = Static(markup=False)

    def compose(self) -> ComposeResult:
        """Lay out all lines as one text."""
        yield self._lines

    def show(self, account_id: str) -> None:
        """Show what is known of this account now."""
        self._lines.update(self._all(account_id))
        self.scroll_home(animate=False)

    def _all(self, account_id: str) -> Group:
        account, proof = self._desk.account(account_id), self._desk.proof(account_id)
        known = Table.grid(Column(width=NAME_WIDTH, style="dim"), Column(overflow="fold"))
        for name, value in self._known(account, proof).items():
            if value:
                known.add_row(name, Text(cleaned(value, VALUE_LIMIT)))
        is_signed_in = proof is not None
        more = related_lines(account, self._site, now(), is_signed_in=is_signed_in)
        rest = more + history_lines(self._desk.history(account_id), now())
        rest += coverage_lines(account, self._site)
        return Group(Text(cleaned(account.label), "bold"), known, rest)

    def _known(self, account: Account, proof: Proof | None) -> dict[str, str]:
        fact, tried = account.fact, account.last_try
        failed = self._desk.failed_sign_ins.get(account.id)
        today = now().date()
        prefix = self._site.members.path_prefix
        return {
            said.AI_TRAINING: f"{SIGNS[account.standing]} {standing_words(account)}",
            said.SINCE: aged(account.since) if account.since and not account.failed_try else "",
            said.LAST_READ: f"{fact.setting.value}, {aged(fact.read_at)}" if fact else "",
            said.READ_AT: fact.origin if fact else "",
            said.FOUND_BY: fact.route if fact else "",
            said.EVIDENCE: _evidence(self._desk.evidence(account.id)),
            said.SWITCHED_OFF: change_words(account),
            said.NEWEST_TRY: _tried(tried) if tried else "",
            said.WHAT_TO_DO: self._todo(account, failed or tried),
            said.DUE: said.due(account.due, is_over=account.due <= today) if account.due else "",
            said.AUTHORITY: _authority(account),
            said.SIGN_IN: _kept(proof) if proof else self._none_kept(account),
            said.SIGNING_IN: _failed(failed) if failed else "",
            said.HOLDER: account.holder or "",
            said.MEMBER: f"{prefix}{account.member}/" if account.member else "",
            said.LOGIN: account.login or "",
            said.GROUP: account.group or "",
            said.TAGS: " ".join(account.tags),
            said.NOTE: account.note or "",
            said.ID: account.id,
        }

    def _todo(self, account: Account, tried: Attempt | Obstacle | None) -> str:
        """Return what to do next: what hinders now comes before what the newest try met."""
        tried = barred(account) or tried
        if tried is None:
            return ""
        if isinstance(tried, Attempt) and is_signed_in_since(account, self._desk.sight()):
            return said.signed_in_since(self._ways.check(account.id))
        return advice(tried.outcome, tried.reason, account.id, self._ways)

    def _none_kept(self, account: Account) -> str:
        return said.none_kept("" if barred(account) else self._ways.sign_in(account.id))


def _evidence(evidence: Evidence | None) -> str:
    """Return how often a page was read for the last fact, and the digest that the report has."""
    if evidence is None:
        return ""
    return said.evidence(len(evidence.read_at), digest(evidence)[:DIGEST])


def _kept(proof: Proof) -> str:
    """Say whose a session is and how old its newest proof is; a page gave both."""
    return said.kept(proof.member, proof.made_by, aged(proof.proved_at))


def _failed(obstacle: Obstacle) -> str:
    words = outcome_words(obstacle.outcome, obstacle.reason, obstacle.seen_member)
    return said.failed(words)


def _tried(tried: Attempt) -> str:
    words = outcome_words(tried.outcome, tried.reason, tried.seen_member)
    return f"{words}, {aged(tried.at)}"


def _authority(account: Account) -> str:
    """Return the holder's recorded permission, and that it is over where it is."""
    if account.authority is None:
        return ""
    words = authority_words(account.authority)
    over = bar(account.authority, now().date())
    return said.authority(words, account.authority.note, over.value if over else None)
