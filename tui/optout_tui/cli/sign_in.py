"""Keep accounts' sign-ins, for runs.

A browser's window opens at the sign-in page; a person does everything there, and the tool notices
when they are through. With --terminal the address and the password are asked for here instead (or
read as three lines from standard input: address, password, and a code or nothing), typed into the
service's page once, and kept nowhere. With --storage-state the sign-in of a browser elsewhere is
taken over; a service often ends a sign-in that was moved. Several accounts come strictly one
after another. A sign-in is kept only once a page proved it, and for the right person.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from optout_profiles.accounts import Account, BrowserKind, Session, now
from optout_profiles.browser.browsing import running_browser
from optout_profiles.browser.display import has_display
from optout_profiles.browser.finding import FoundBrowser, find_browser
from optout_profiles.errors import NoDisplay, PageError, UsageError
from optout_profiles.outcomes import REFUSALS, Outcome, Reason
from optout_profiles.runs.challenges import ONLY_IN_A_WINDOW
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.keeping import kept, refusal_of
from optout_profiles.runs.results import obstacle_in
from optout_profiles.runs.sign_in import (
    Credentials,
    sign_in,
    sign_in_by_person,
)
from optout_profiles.runs.signed_in import SignedIn, proved_session
from optout_profiles.runs.storage_state import cookies_from
from optout_profiles.secret import Secret
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Vault
from optout_tui.cli.arguments import account_options
from optout_tui.cli.attending import AtTerminal
from optout_tui.cli.choosing import accounts_meant, refuse_nobody
from optout_tui.cli.interrupting import interruptible
from optout_tui.cli.manner import seconds_option
from optout_tui.cli.opening import opened_for, site_profile, ways_from
from optout_tui.cli.talk import agreed, asked, can_ask, hidden, talk, tell_result, typed_line
from optout_tui.cli.verdicts import OF_OUTCOME, gravest
from optout_tui.exit_codes import ExitCode
from optout_tui.log import note_sign_in
from optout_tui.sign_ins import barred
from optout_tui.wording import cli_runs as said
from optout_tui.wording import commands, outcome_words
from optout_tui.wording import options as helps
from optout_tui.wording.advice import advice

TRIES = 3
"""How often a person at a terminal may type a password; each time it is sent once."""


Came = SignedIn | Obstacle


def add_options(parser: ArgumentParser) -> None:
    """Take accounts and the way to sign in."""
    account_options(parser)
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--terminal", action="store_true", help=helps.SIGN_IN_TERMINAL)
    ways.add_argument(
        "--storage-state", type=Path, metavar="FILE", help=helps.SIGN_IN_STORAGE_STATE
    )
    seconds_option(parser)


def run(options: Namespace) -> int:
    """Sign the accounts in, one after another; return the gravest exit code."""
    refuse_nobody(options, commands.TO_SIGN_IN)
    site = site_profile(options)
    with opened_for(options, site, writing=True) as vault:
        accounts = accounts_meant(options, vault)
        if options.storage_state and len(accounts) > 1:
            raise UsageError(said.ONE_PERSONS)
        return _one_after_another(options, vault, site, accounts)


def _one_after_another(
    options: Namespace, vault: Vault, site: SiteProfile, accounts: Sequence[Account]
) -> ExitCode:
    codes: list[ExitCode] = []
    for place, account in enumerate(accounts, 1):
        if len(accounts) > 1:
            talk(options, said.beginning(place, len(accounts), account.label))
        came, by = _signed_in(options, site, account)
        note_sign_in(account.id, came if isinstance(came, Obstacle) else None)
        if isinstance(came, Obstacle):
            if changes := refusal_of(vault, account.id, came):
                vault.write(*changes)
            codes.append(_tell_obstacle(options, account, came))
            if came.reason in REFUSALS and place < len(accounts):
                talk(options, said.refused(len(accounts) - place))
                break
            continue
        session = Session(account.id, came.member, site.origin, by, now(), came.cookies)
        vault.write(*kept(account, session))
        record = {"id": account.id, "signed_in": True, "member": came.member}
        tell_result(options, record, said.signed_in_as(account.label, came.member))
        codes.append(ExitCode.AS_WANTED)
    return gravest(codes)


def _signed_in(options: Namespace, site: SiteProfile, account: Account) -> tuple[Came, BrowserKind]:
    """Sign one account in by the way that was asked for."""
    if obstacle := barred(account):
        return obstacle, BrowserKind.IMPORTED
    if options.storage_state:
        return _moved(options, site, account), BrowserKind.IMPORTED
    if not options.terminal:
        return _in_window(options, site, account), BrowserKind.VISIBLE
    came = _typed(options, site, account)
    if not isinstance(came, Obstacle) or came.reason not in ONLY_IN_A_WINDOW:
        return came, BrowserKind.HEADLESS
    if not can_ask() or not has_display():
        return came, BrowserKind.HEADLESS
    talk(options, said.why_window(came.outcome, came.reason))
    if not agreed(said.OPEN_WINDOW):
        return came, BrowserKind.HEADLESS
    return _in_window(options, site, account), BrowserKind.VISIBLE


def _in_window(options: Namespace, site: SiteProfile, account: Account) -> Came:
    if not has_display():
        raise NoDisplay
    found = find_browser(options.browser, visible=True)
    attendant = AtTerminal(options, in_window=True)

    async def work() -> Came:
        try:
            async with running_browser(found, site, signing_in=True, visible=True) as browser:
                return await sign_in_by_person(
                    browser, site, account.member, attendant, options.seconds
                )
        except PageError as error:
            return obstacle_in(error)
        finally:
            attendant.clear()

    return interruptible(work())


def _typed(options: Namespace, site: SiteProfile, account: Account) -> Came:
    """Ask for address and password and send them; a person may mistype, a script may not."""
    found = find_browser(options.browser)
    login = ""
    came: Came = Obstacle(Outcome.SIGN_IN_NEEDED, Reason.NOT_ACCEPTED)
    for again in range(TRIES if can_ask() else 1):
        credentials = _credentials(account, login)
        if again and not credentials.password.reveal():
            break
        if not credentials.login or not credentials.password.reveal():
            raise UsageError(said.BOTH_NEEDED)
        login = credentials.login
        given = None if can_ask() else Secret(typed_line())
        attendant = AtTerminal(options, in_window=False, given=given)
        came = interruptible(_sent(found, site, credentials, account.member, attendant))
        if not isinstance(came, Obstacle) or came.reason is not Reason.NOT_ACCEPTED:
            break
        if can_ask() and again + 1 < TRIES:
            talk(options, said.try_again(Reason.NOT_ACCEPTED))
    return came


async def _sent(
    found: FoundBrowser,
    site: SiteProfile,
    credentials: Credentials,
    member: str | None,
    attendant: AtTerminal,
) -> Came:
    try:
        async with running_browser(found, site, signing_in=True) as browser:
            return await sign_in(browser, site, credentials, member, attendant)
    except PageError as error:
        return obstacle_in(error)
    finally:
        attendant.clear()


def _credentials(account: Account, before: str) -> Credentials:
    """Ask for address and password, or read them as two lines; the next line is the code's."""
    if not can_ask():
        return Credentials(typed_line(), Secret(typed_line()))
    known = before or account.login or ""
    login = asked(said.login(known)) or known
    return Credentials(login, hidden(said.PASSWORD))


def _moved(options: Namespace, site: SiteProfile, account: Account) -> Came:
    cookies = cookies_from(options.storage_state, site)
    found = find_browser(options.browser)
    talk(options, said.MOVED)

    async def work() -> Came:
        try:
            async with running_browser(found, site) as browser:
                return await proved_session(browser, site, cookies, account.member)
        except PageError as error:
            return obstacle_in(error)

    return interruptible(work())


def _tell_obstacle(options: Namespace, account: Account, came: Obstacle) -> ExitCode:
    record = {
        "id": account.id,
        "signed_in": False,
        "outcome": came.outcome,
        "reason": came.reason,
    }
    words = outcome_words(came.outcome, came.reason, came.seen_member)
    tell_result(options, record, said.ended(account.label, words))
    if todo := advice(came.outcome, came.reason, account.id, ways_from(options)):
        talk(options, said.todo(todo))
    return OF_OUTCOME[came.outcome]
