"""The status report: what is known of every account, and since when.

Owns the report's keys (design: keyed by account id, absent facts are absent keys). Holds no
login, no session, no path, and nothing of notes and tags. Knows nothing of files.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from optout_profiles import __version__
from optout_profiles.accounts import Account, Known
from optout_profiles.authority import authority_words
from optout_profiles.outcomes import Setting
from optout_profiles.sites import SiteProfile
from optout_profiles.text import harmless

FORMAT = 1
RELATED = "related"
"""The key below which the related settings stand by name, each with the main one's keys."""

SUMMARY_KEYS = {
    Setting.OFF: "off",
    Setting.ON: "on",
    Setting.NOT_OFFERED: "not_offered",
    Setting.UNKNOWN: "unknown",
    Setting.NEVER_CHECKED: "never_checked",
}


def heading(accounts: Sequence[Account], site: SiteProfile, at: datetime) -> dict[str, Any]:
    """Return all of the report but the accounts; the summary counts by ``Account.standing``."""
    counts = Counter(account.standing for account in accounts)
    summary = {key: counts[setting] for setting, key in SUMMARY_KEYS.items()}
    return {
        "format": FORMAT,
        "generated_at": at,
        "tool": f"optout-tui {__version__}",
        "service": site.id,
        "summary": {"accounts": len(accounts), **summary},
    }


def entries(
    accounts: Sequence[Account], site: SiteProfile, at: datetime, *, with_names: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each account's id and entry, in the accounts' order.

    ``setting`` and ``read_at`` are the last fact; a newer try that failed stands beside it.
    ``read_from`` is there where a fact comes from elsewhere than the service itself.
    An authority that has run out by the report's day says so.
    """
    for account in accounts:
        yield account.id, _entry(account, site, at.date(), with_names=with_names)


def _entry(account: Account, site: SiteProfile, day: date, *, with_names: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    if with_names:
        entry["label"] = harmless(account.label)
        if account.group:
            entry["group"] = harmless(account.group)
        if account.holder:
            entry["holder"] = harmless(account.holder)
    entry |= _known(account, site)
    if account.authority:
        entry["authority"] = authority_words(account.authority, day)
    if account.objection_filed_on:
        entry["objection_filed_on"] = account.objection_filed_on
    if account.related:
        entry[RELATED] = {name: _known(known, site) for name, known in account.related.items()}
    return entry


def _known(known: Known, site: SiteProfile) -> dict[str, Any]:
    """Return what is known of one setting."""
    entry: dict[str, Any] = {}
    failed, fact = known.failed_try, known.fact
    if fact:
        entry |= {"setting": fact.setting.value, "read_at": fact.read_at}
        if fact.origin != site.origin or not site.is_live:
            entry["read_from"] = fact.origin
        if fact.evidence_sha256:
            entry["evidence_sha256"] = fact.evidence_sha256
    if known.changed_at:
        entry["changed_at"] = known.changed_at
        if known.by_person:
            entry["changed_by"] = "person"
    elif known.changing_run:
        entry["changed_unproved"] = True
    if known.outcome:
        entry["outcome"] = known.outcome.value
    if failed:
        entry |= {"last_try_at": failed.at, "last_try_outcome": failed.outcome.value}
        if failed.reason:
            entry["last_try_reason"] = failed.reason.value
    return entry
