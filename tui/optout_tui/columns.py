"""The columns of the accounts table: what each says of an account."""

from collections.abc import Callable
from datetime import datetime

from optout_profiles.accounts import Account, now
from optout_profiles.authority import BARS, authority_state, bar
from optout_profiles.listing.fields import Sight
from optout_profiles.outcomes import Outcome, Setting
from optout_tui.sequels import is_signed_in_since, lacks_sign_in
from optout_tui.widgets.columns import Column, Tone
from optout_tui.wording import SIGNS, ago, outcome_name, standing_words
from optout_tui.wording import accounts as said

TONES = {
    Setting.OFF: Tone.GOOD,
    Setting.ON: Tone.BAD,
    Setting.NOT_OFFERED: Tone.MUTED,
    Setting.UNKNOWN: Tone.DOUBTFUL,
    Setting.NEVER_CHECKED: Tone.MUTED,
}

ORDER = [
    Setting.ON,
    Setting.UNKNOWN,
    Setting.NEVER_CHECKED,
    Setting.NOT_OFFERED,
    Setting.OFF,
]
"""Sorted by what needs doing: on first."""


def account_columns(sign_in: Callable[[str], str], look: Callable[[], Sight]) -> tuple[Column, ...]:
    """Return the columns, the most needed ones staying on narrow screens.

    ``sign_in`` tells in a word how an account's sign-in stands; ``look`` what is known beside it.
    """

    def outcome(account: Account) -> str:
        may_differ = account.authority or (account.last_try and lacks_sign_in(account.last_try))
        return (may_differ and _since_then(account, look())) or _tried(account)

    return (
        Column("label", said.LABEL, 17, text=_label, sort_key=_folded_label, share=5),
        Column(
            "group",
            said.GROUP,
            8,
            text=_group,
            sort_key=_folded_group,
            style=_muted,
            share=1,
            drop=3,
        ),
        Column("holder", said.HOLDER, 12, text=_holder, sort_key=_folded_holder, share=1, drop=6),
        Column(
            "setting",
            said.SETTING,
            27,  # the longest: "? unknown (was not offered)"
            text=lambda account: f"{SIGNS[account.standing]} {standing_words(account)}",
            sort_key=lambda account: ORDER.index(account.standing),
            style=lambda account: TONES[account.standing],
        ),
        Column("since", said.SINCE, 11, text=_since, sort_key=_since_when, style=_muted, drop=7),
        Column("read", said.READ, 11, text=_read, sort_key=_read_at, style=_muted, drop=2),
        Column(
            "session",
            said.SESSION,
            7,
            text=lambda account: sign_in(account.id),
            sort_key=lambda account: sign_in(account.id),
            style=_muted,
            drop=4,
        ),
        Column("outcome", said.OUTCOME, 14, text=outcome, sort_key=outcome, share=4, drop=1),
        Column(
            "due",
            said.DUE,
            14,
            text=_due,
            sort_key=lambda account: account.due,
            style=_due_tone,
            share=4,
            drop=5,
        ),
    )


def _label(account: Account) -> str:
    return account.label


def _folded_label(account: Account) -> str:
    return account.label.casefold()


def _group(account: Account) -> str:
    return account.group or ""


def _folded_group(account: Account) -> str | None:
    return account.group.casefold() if account.group else None


def _holder(account: Account) -> str:
    return account.holder or ""


def _folded_holder(account: Account) -> str | None:
    return account.holder.casefold() if account.holder else None


def _since(account: Account) -> str:
    return ago(account.since, now()) if account.since and not account.failed_try else ""


def _since_when(account: Account) -> datetime | None:
    return account.since


def _read(account: Account) -> str:
    return ago(account.fact.read_at, now()) if account.fact else ""


def _read_at(account: Account) -> datetime | None:
    return account.fact.read_at if account.fact else None


def _since_then(account: Account, sight: Sight) -> str:
    """Return what has come between the newest run and the next one, if anything has."""
    if bar(account.authority, sight.at.date()):
        return Outcome.NO_AUTHORITY.value
    return said.NOW_SIGNED_IN if is_signed_in_since(account, sight) else ""


def _tried(account: Account) -> str:
    tried = account.last_try
    return outcome_name(tried.outcome, tried.reason) if tried else ""


def _due(account: Account) -> str:
    """Return what keeps an account waiting, then when it is due, then its note."""
    today = now().date()
    state = authority_state(account.authority, today)
    parts = [said.authority_over(state.value)] if state in BARS else []
    if account.due:
        parts.append(said.due_on(account.due, is_over=account.due <= today))
    return ", ".join([*parts, account.note] if account.note else parts)


def _due_tone(account: Account) -> Tone:
    today = now().date()
    is_over = account.due is not None and account.due <= today
    return Tone.DOUBTFUL if is_over or bar(account.authority, today) else Tone.MUTED


def _muted(_: Account) -> Tone:
    return Tone.MUTED
