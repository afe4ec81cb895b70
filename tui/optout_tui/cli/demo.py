"""The whole job on the practice site: sample accounts, real browser, nothing real touched.

In a terminal it opens the app on a throw-away list. With --plain, or without a terminal, it does
the job in lines: sign in, check, opt out, read again, report. The last line on standard output is
the path of the report, which outlives the demo.
"""

import secrets
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from optout_profiles.accounts import Account, BrowserKind, Session, new_account, now
from optout_profiles.browser.browsing import running_browser
from optout_profiles.browser.display import has_display
from optout_profiles.browser.finding import FoundBrowser, find_browser
from optout_profiles.errors import NoBrowser, PageError
from optout_profiles.folders import private_folder, state_folder
from optout_profiles.outcomes import Setting
from optout_profiles.practice import Behaviour, PracticeSite
from optout_profiles.reports.writing import Report, ReportFormat, write_report
from optout_profiles.runs.events import Kind
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.keeping import kept
from optout_profiles.runs.pacing import sitting
from optout_profiles.runs.results import obstacle_in
from optout_profiles.runs.sign_in import Credentials, sign_in
from optout_profiles.secret import Secret
from optout_profiles.vault import DEFAULT_COST, Put, Table, Vault, create_vault
from optout_tui.cli.app import ended
from optout_tui.cli.arguments import app_options
from optout_tui.cli.attending import AtTerminal
from optout_tui.cli.browser import install
from optout_tui.cli.configuring import configure, is_configured
from optout_tui.cli.interrupting import interruptible
from optout_tui.cli.manner import Manner
from optout_tui.cli.pacing import pace_options, pacing_of
from optout_tui.cli.talk import can_show, talk, tell_result
from optout_tui.cli.telling import QueueLines
from optout_tui.exit_codes import ExitCode
from optout_tui.wording import cli_runs as said
from optout_tui.wording import outcome_words, sitting_words
from optout_tui.wording.advice import Ways

ASKS_OF_CONFIG = True
"""It reads the config itself: where that is broken, the app asks whether to do without."""


def add_options(parser: ArgumentParser) -> None:
    """Take a pace, and what is for the app."""
    app_options(parser)
    pace_options(parser)


def run(options: Namespace) -> int:
    """Make everything, show the job, throw everything but the report away."""
    in_lines = options.plain or options.json or not can_show()
    if in_lines:
        configure(options)
    elif not is_configured(options):
        return ExitCode.USAGE
    found = _browser(options)
    with tempfile.TemporaryDirectory(prefix="optout-tui-demo-") as folder, PracticeSite() as site:
        path = Path(folder) / "demo.vault"
        passphrase = Secret(secrets.token_urlsafe(24))
        with create_vault(path, passphrase, DEFAULT_COST) as vault:
            if in_lines:
                interruptible(_in_lines(options, site, vault, found))
            elif code := _in_app(options, site, vault):
                return code
            ended = vault.all(Table.ACCOUNTS, Account)
            report = demo_report(ended, site)
            talk(options, said.THE_REPORT)
            tell_result(options, {"report": str(report)}, str(report))
            return demo_code(ended, site)


def _browser(options: Namespace) -> FoundBrowser:
    """Find a browser; bring one where there is none."""
    try:
        return find_browser(options.browser)
    except NoBrowser:
        talk(options, said.NO_BROWSER_YET)
        interruptible(install(options))
        return find_browser(options.browser)


async def _in_lines(
    options: Namespace, site: PracticeSite, vault: Vault, found: FoundBrowser
) -> None:
    accounts = sample_accounts(site)
    vault.write(*(Put(Table.ACCOUNTS, account.id, account) for account in accounts))
    talk(options, said.practice_site(site.origin, len(accounts)))
    talk(options, said.SIGNING_IN)
    async with running_browser(found, site.profile, signing_in=True) as browser:
        for account, member in zip(accounts, site.members, strict=True):
            typed = Credentials(member.login, Secret(member.password))
            nobody = AtTerminal(options, in_window=False, given=Secret(""))
            try:
                came = await sign_in(browser, site.profile, typed, member.handle, nobody)
            except PageError as error:
                came = obstacle_in(error)
            if isinstance(came, Obstacle):
                talk(options, f"  {account.label}: {outcome_words(came.outcome, came.reason)}")
                continue
            session = Session(
                account.id, came.member, site.origin, BrowserKind.HEADLESS, now(), came.cookies
            )
            vault.write(*kept(account, session))
    talk(options, said.OPTING_OUT)
    today = sitting(vault.all(Table.ACCOUNTS, Account), options.at_most, Kind.OPT_OUT)
    if today.left:
        talk(options, sitting_words(len(today.accounts), len(today.left)))
    manner = Manner(Kind.OPT_OUT, found, pause=options.pause or 0.0)
    queue = QueueLines(options, vault, site.profile, manner, left=today.left)
    await queue.run([account.id for account in today.accounts])


def _in_app(options: Namespace, site: PracticeSite, vault: Vault) -> int:
    """Open the app on accounts that are signed in already; return its exit code."""
    from optout_tui.app import OptOutApp  # noqa: PLC0415 (Textual is slow to import)
    from optout_tui.desk import Desk  # noqa: PLC0415

    for account, member in zip(sample_accounts(site), site.members, strict=True):
        cookies = site.cookies(member.handle)
        session = Session(
            account.id, member.handle, site.origin, BrowserKind.HEADLESS, now(), cookies
        )
        vault.write(Put(Table.ACCOUNTS, account.id, account), *kept(account, session))
    reports = state_folder() / "reports"
    named = options.browser  # which one is found depends on whether it is to be seen
    desk = Desk(vault, site.profile, named, pacing=pacing_of(options), reports=reports)
    app = OptOutApp(
        vault.path,
        lambda: site.profile,
        named,
        desk=desk,
        hint=said.HINT,
        ways=Ways(options=None, in_app=True, has_window=has_display()),
        config=options.config,
    )
    return ended(options, app)


def sample_accounts(site: PracticeSite) -> list[Account]:
    """Return an account for each member of the practice site, in its order."""
    return [
        new_account(
            member.name, login=member.login, member=member.handle, group=_group(member.name)
        )
        for member in site.members
    ]


def demo_report(accounts: list[Account], site: PracticeSite) -> Path:
    """Write the report where it outlives the demo and return its path."""
    at = now()
    folder = private_folder(state_folder() / "reports")
    file = folder / f"demo-{at:%Y%m%d-%H%M%S}.toml"
    write_report(Report(accounts, site.profile, at), ReportFormat.TOML, file)
    return file


def demo_code(accounts: list[Account], site: PracticeSite) -> ExitCode:
    """Say whether every account that could be opted out is, as the site itself knows."""
    could = {
        member.handle
        for member in site.members
        if member.behaviour in {Behaviour.ON, Behaviour.OFF}
    }
    done = {account.member for account in accounts if account.standing is Setting.OFF}
    return ExitCode.AS_WANTED if could == done else ExitCode.NOT_AS_WANTED


def _group(name: str) -> str:
    return "clients" if name.endswith("Client") else "family"
