"""What the details say of settings beside the main one, and of what it doesn't cover.

Pure: lines of text. Each state has a sign and a word, so that none is told by colour alone.
"""

from collections.abc import Sequence
from datetime import datetime

from rich.text import Text

from optout_profiles.accounts import Account, Known
from optout_profiles.runs.history import Past
from optout_profiles.sites import SiteProfile
from optout_tui.wording import SIGNS, ago, outcome_words, setting_of, standing_words
from optout_tui.wording import details as said
from optout_tui.wording.queue import DEEDS

TITLE_WIDTH = 32
MOST_RUNS = 8


def related_lines(
    account: Account, site: SiteProfile, at: datetime, *, is_signed_in: bool = True
) -> Text:
    """Return a line for each related setting of the profile, if it has any, or that none was read.

    What runs have changed of them is told with each.
    """
    if not site.related:
        return Text()
    lines = Text(f"\n{said.OTHER_SETTINGS}", "bold")
    if not account.related:
        unread = said.NONE_READ if is_signed_in else said.NO_WAY_IN
        return lines.append(f"\n  {unread}", "not bold")
    for setting in site.related:
        known = account.known(setting.name)
        lines.append(f"\n  {SIGNS[known.standing]} {setting.title:<{TITLE_WIDTH}} ", "not bold")
        since = f", {ago(known.fact.read_at, at)}" if known.fact else ""
        lines.append(f"{standing_words(known)}{since}", "not bold")
        if changed := change_words(known):
            lines.append(f"\n      {said.related_change(changed)}", "dim not bold")
        if tried := known.failed_try:
            words = outcome_words(tried.outcome, tried.reason, tried.seen_member)
            lines.append(f"\n      {ago(tried.at, at)}: {words}", "dim not bold")
    return lines


def change_words(known: Known) -> str:
    """Return when a run has switched a setting off, and whether that was proved; else nothing."""
    if known.changed_at:
        return said.changed(known.changed_at, by_person=known.by_person)
    return said.UNPROVED if known.changing_run else ""


def history_lines(runs: Sequence[Past], at: datetime) -> Text:
    """Return a line for each of the newest runs, the newest first; nothing where there was none."""
    if not runs:
        return Text()
    lines = Text(f"\n\n{said.HISTORY}", "bold")
    for one in runs[:MOST_RUNS]:
        words = outcome_words(one.outcome, one.reason, one.seen_member)
        about = setting_of(DEEDS[one.kind], one.related)
        lines.append(f"\n  {ago(one.at, at)}, {about}: {words}", "not bold")
    if len(runs) > MOST_RUNS:
        older = f"\n  {said.older_runs(len(runs) - MOST_RUNS)}"
        lines.append(older, "dim not bold")
    return lines


def coverage_lines(account: Account, site: SiteProfile) -> Text:
    """Return what else the main setting covers, what it doesn't, and the recorded objection."""
    told = site.help
    if told is None:
        return Text()
    day = account.objection_filed_on
    lines = Text(f"\n\n{said.COVERAGE}", "bold")
    for line in (
        told.covers_too,
        *told.about,
        said.not_covered(told.not_covered),
        said.objection(day),
        told.objection,
    ):
        lines.append(f"\n  {line}", "not bold")
    return lines
