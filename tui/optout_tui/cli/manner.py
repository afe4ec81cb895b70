"""How a queue is run: who clicks, in which browser, at which pace.

Owns what the options and the list's answer come to. Runs nothing.
"""

import math
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from os import environ

from optout_profiles.accounts import Account
from optout_profiles.browser.display import has_display
from optout_profiles.browser.finding import FoundBrowser, find_browser
from optout_profiles.errors import NoDisplay, UsageError
from optout_profiles.outcomes import Setting
from optout_profiles.runs.choice import Way, choice_of
from optout_profiles.runs.events import Kind
from optout_profiles.runs.keeping import asks_for_window
from optout_profiles.runs.queue import ACCOUNT_SECONDS, usual_pause
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Vault
from optout_tui.cli.attending import AtTerminal
from optout_tui.cli.opening import ways_from
from optout_tui.cli.talk import talk
from optout_tui.wording import counted

LONGEST_PAUSE = 24 * 3600.0
PERSON_SECONDS = 600.0
"""How long a person has for what only they can do, unless they say otherwise."""

IN_THE_WINDOW = "sign in if you are asked to, then switch it off, in the browser's window"

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a queue is run; ``attendant`` is there where a person clicks."""

    kind: Kind
    found: FoundBrowser
    visible: bool = False
    pause: float = 0.0
    seconds: float = ACCOUNT_SECONDS
    attendant: AtTerminal | None = None


def pacing_options(parser: ArgumentParser) -> None:
    """Let a command take a pace, and whether its browser is seen."""
    parser.add_argument(
        "--pause",
        type=duration,
        metavar="SECONDS",
        default=environ.get("OPTOUT_TUI_PAUSE") or None,
        help="wait between two accounts; 30 on a live service (OPTOUT_TUI_PAUSE)",
    )
    parser.add_argument(
        "--at-most",
        type=number,
        metavar="N",
        help="no more accounts than this in one sitting: those untried for longest",
    )
    parser.add_argument("--visible", action="store_true", help="show the browser's window")


def seconds_option(parser: ArgumentParser) -> None:
    """Let a command take how long a person has."""
    parser.add_argument(
        "--seconds",
        type=duration,
        metavar="N",
        default=PERSON_SECONDS,
        help="how long a person has for one account (600)",
    )


def duration(words: str) -> float:
    """Return the seconds that were typed."""
    try:
        seconds = float(words)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= LONGEST_PAUSE:  # also refuses what is not a number
        raise ArgumentTypeError("it must be a number of seconds, one day at most")
    return seconds


def number(words: str) -> int:
    """Return the count that was typed."""
    if not words.isdecimal() or int(words) < 1:
        raise ArgumentTypeError("it must be a whole number from 1")
    return int(words)


def kind_wanted(options: Namespace, vault: Vault, site: SiteProfile, kind: Kind) -> Kind:
    """Return what the runs are to do, by the options or the list's answer.

    Raises ``UsageError`` where accounts would be changed on a live service and nobody answered.
    """
    choice = choice_of(vault) if site.is_live else None
    ways = ways_from(options)
    if site.is_live and choice is None:
        if kind is not Kind.CHECK:
            raise UsageError(
                f"Before the first change on {site.name} somebody has to read the page of "
                "`optout-tui terms` and to answer who clicks: "
                f"`{ways.choose(Way.GUIDED)}` or `{ways.choose(Way.AUTOMATIC)}`."
            )
        talk(options, f"What {site.name}'s rules say of this: optout-tui terms")
    if kind is Kind.CHECK or options.automatic:
        return kind
    is_guided = options.guided or (choice is not None and choice.way is Way.GUIDED)
    return Kind.GUIDED if is_guided else kind


def sitting(options: Namespace, accounts: Sequence[Account], kind: Kind) -> Sequence[Account]:
    """Return the accounts of this sitting: all, or those untried for longest, in their order.

    Where they are to be opted out, those that are off already come last.
    """
    if options.at_most is None or len(accounts) <= options.at_most:
        return accounts

    def need(account: Account) -> tuple[bool, datetime]:
        is_done = kind is not Kind.CHECK and account.standing is Setting.OFF
        return is_done, account.last_try.at if account.last_try else NEVER

    chosen = {account.id for account in sorted(accounts, key=need)[: options.at_most]}
    left = counted(len(accounts) - len(chosen), "account")
    talk(options, f"At most {options.at_most} in this sitting: {left} left for another one.")
    return [account for account in accounts if account.id in chosen]


def manner_of(
    options: Namespace, vault: Vault, site: SiteProfile, accounts: Sequence[Account], kind: Kind
) -> Manner:
    """Return how these accounts are run; raises ``BrowserError``."""
    pause = usual_pause(site) if options.pause is None else options.pause
    is_guided = kind is Kind.GUIDED
    if is_guided and not has_display():
        raise NoDisplay
    visible = is_guided or _is_seen(options, vault, site, accounts)
    found = find_browser(options.browser, visible=visible)
    if not is_guided:
        return Manner(kind, found, visible, pause)
    attendant = AtTerminal(options, in_window=True, deed=IN_THE_WINDOW)
    return Manner(kind, found, visible, pause, options.seconds, attendant)


def _is_seen(
    options: Namespace, vault: Vault, site: SiteProfile, accounts: Sequence[Account]
) -> bool:
    if options.visible:
        return True
    if not asks_for_window(vault, site, [one.id for one in accounts]):
        return False
    if not has_display():
        talk(options, "No display for a window: a service may end sign-ins that were made in one.")
    return has_display()
