"""How a queue is run: who clicks, in which browser, at which pace.

Owns what the options and the list's answer come to. Runs nothing.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass

from optout_profiles.accounts import Account
from optout_profiles.browser.display import has_display
from optout_profiles.browser.finding import FoundBrowser, find_browser
from optout_profiles.errors import NoDisplay, UsageError
from optout_profiles.runs.choice import Way, choice_of
from optout_profiles.runs.events import LOOKING, Kind
from optout_profiles.runs.keeping import asks_for_window, were_made_in_window
from optout_profiles.runs.queue import usual_pause
from optout_profiles.runs.turns import ACCOUNT_SECONDS
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Vault
from optout_tui.cli.attending import AtTerminal
from optout_tui.cli.opening import ways_from
from optout_tui.cli.pacing import pace_options, seconds
from optout_tui.cli.talk import talk
from optout_tui.wording import cli_runs as said
from optout_tui.wording import options as helps

PERSON_SECONDS = 600.0
"""How long a person has for what only they can do, unless they say otherwise."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a queue is run; ``attendant`` is there where a person clicks.

    ``settings`` are the related ones that are run for each account, None for the main one.
    """

    kind: Kind
    found: FoundBrowser
    visible: bool = False
    pause: float = 0.0
    seconds: float = ACCOUNT_SECONDS
    attendant: AtTerminal | None = None
    settings: tuple[str | None, ...] = (None,)


def pacing_options(parser: ArgumentParser) -> None:
    """Let a command take a pace, and whether its browser is seen."""
    pace_options(parser)
    parser.add_argument("--visible", action="store_true", help=helps.VISIBLE)


def seconds_option(parser: ArgumentParser) -> None:
    """Let a command take how long a person has."""
    parser.add_argument(
        "--seconds",
        type=seconds,
        metavar="N",
        default=PERSON_SECONDS,
        help=helps.SECONDS,
    )


def kind_wanted(options: Namespace, vault: Vault, site: SiteProfile, kind: Kind) -> Kind:
    """Return what the runs are to do, by the options or the list's answer.

    Raises ``UsageError`` where accounts would be changed on a live service and nobody answered.
    """
    choice = choice_of(vault) if site.is_live else None
    ways = ways_from(options)
    if site.is_live and choice is None:
        if kind not in LOOKING:
            guided, automatic = ways.choose(Way.GUIDED), ways.choose(Way.AUTOMATIC)
            raise UsageError(said.answer_needed(site.name, guided, automatic))
        talk(options, said.rules_are_told(site.name))
    if kind in LOOKING or options.automatic:
        return kind
    is_guided = options.guided or (choice is not None and choice.way is Way.GUIDED)
    if is_guided and kind is Kind.UNDO:
        raise UsageError(said.GUIDED_UNDO)
    return Kind.GUIDED if is_guided else kind


def manner_of(
    options: Namespace, vault: Vault, site: SiteProfile, accounts: Sequence[Account], kind: Kind
) -> Manner:
    """Return how these accounts are run; raises ``BrowserError``."""
    pause = usual_pause(site) if options.pause is None else options.pause
    is_guided = kind is Kind.GUIDED
    if not has_display() and (is_guided or options.visible):
        raise NoDisplay(said.GUIDED_NEEDS_WINDOW if is_guided else said.LEAVE_VISIBLE_OUT)
    visible = is_guided or _is_seen(options, vault, site, accounts)
    found = find_browser(options.browser, visible=visible)
    if not is_guided:
        return Manner(kind, found, visible, pause)
    attendant = AtTerminal(options, in_window=True, deed=said.IN_THE_WINDOW)
    return Manner(kind, found, visible, pause, options.seconds, attendant)


def _is_seen(
    options: Namespace, vault: Vault, site: SiteProfile, accounts: Sequence[Account]
) -> bool:
    if options.visible:
        return True
    if not asks_for_window(vault, site, [one.id for one in accounts]):
        return False
    if has_display():
        talk(options, said.SHOWN)
    elif were_made_in_window(vault, [one.id for one in accounts]):
        talk(options, said.NOT_SHOWN)
    return has_display()
