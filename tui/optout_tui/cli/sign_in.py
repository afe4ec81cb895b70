"""Keep an account's sign-in, for runs.

With --terminal the address and the password are asked for (or read as two lines from standard
input), typed into the service's page once, and kept nowhere. With --storage-state the sign-in of
a browser elsewhere is taken over; a service often ends a sign-in that was moved. Either way it is
tried out first, and kept only if the right person is signed in.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from optout_profiles.accounts import Account, BrowserKind, Session, now
from optout_profiles.browser.browsing import running_browser
from optout_profiles.browser.finding import FoundBrowser, find_browser
from optout_profiles.errors import PageError, UsageError
from optout_profiles.outcomes import Reason
from optout_profiles.runs.journal import kept
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.results import failed
from optout_profiles.runs.sign_in import SignedIn, cookies_from, proved_session, sign_in
from optout_profiles.secret import Secret
from optout_profiles.selection import account_named
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Table
from optout_tui.advice import advice
from optout_tui.cli.opening import opened_vault, site_profile, ways_from
from optout_tui.cli.running import interruptible
from optout_tui.cli.talk import asked, can_ask, hidden, talk, tell_result, typed_line
from optout_tui.cli.verdicts import OF_OUTCOME
from optout_tui.wording import outcome_words


def add_options(parser: ArgumentParser) -> None:
    """Take an account and the way to sign in."""
    parser.add_argument("account", metavar="ACCOUNT")
    ways = parser.add_mutually_exclusive_group(required=True)
    ways.add_argument("--terminal", action="store_true", help="ask here for address and password")
    ways.add_argument(
        "--storage-state", type=Path, metavar="FILE", help="a sign-in saved by Playwright"
    )


def run(options: Namespace) -> int:
    """Sign the account in and keep its session."""
    site = site_profile(options)
    with opened_vault(options, writing=True) as vault:
        account = account_named(vault.all(Table.ACCOUNTS, Account), options.account)
        found = find_browser(options.browser)
        typed = _asked(account) if options.terminal else None  # Ctrl-C at a prompt leaves
        came = interruptible(_came(options, site, found, account, typed))
        if isinstance(came, Obstacle):
            return _tell_obstacle(options, account, came)
        by = BrowserKind.HEADLESS if options.terminal else BrowserKind.IMPORTED
        session = Session(account.id, came.member, site.origin, by, now(), came.cookies)
        vault.write(*kept(account, session))
    record = {"id": account.id, "signed_in": True, "member": came.member}
    tell_result(options, record, f"{account.label}: signed in as {came.member}")
    return 0


def obstacle_in(error: PageError) -> Obstacle:
    """Return what kept a sign-in from being tried to its end."""
    result = failed(error, None)
    return Obstacle(result.outcome, result.reason or Reason.NETWORK)


def _tell_obstacle(options: Namespace, account: Account, came: Obstacle) -> int:
    record = {
        "id": account.id,
        "signed_in": False,
        "outcome": came.outcome,
        "reason": came.reason,
    }
    words = outcome_words(came.outcome, came.reason, came.seen_member)
    tell_result(options, record, f"{account.label}: {words}")
    if todo := advice(came.outcome, came.reason, account.id, ways_from(options)):
        talk(options, f"    → {todo}")
    return OF_OUTCOME[came.outcome]


async def _came(
    options: Namespace,
    site: SiteProfile,
    found: FoundBrowser,
    account: Account,
    typed: tuple[str, Secret[str]] | None,
) -> SignedIn | Obstacle:
    try:
        if typed is None:
            cookies = cookies_from(options.storage_state, site)
            talk(options, "A service often ends a sign-in that was moved; trying this one out …")
            async with running_browser(found, site) as browser:
                return await proved_session(browser, site, cookies, account.member)
        async with running_browser(found, site, signing_in=True) as browser:
            return await sign_in(browser, site, *typed, account.member)
    except PageError as error:
        return obstacle_in(error)


def _asked(account: Account) -> tuple[str, Secret[str]]:
    """Ask for address and password, or read them as two lines."""
    if not can_ask():
        login, secret = typed_line(), Secret(typed_line())
    else:
        offered = f" [{account.login}]" if account.login else ""
        login = asked(f"Email or phone{offered}: ") or account.login or ""
        secret = hidden("Password: ")
    if not login or not secret.reveal():
        raise UsageError("An address and a password are needed. Nothing was sent.")
    return login, secret
