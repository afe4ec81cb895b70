"""The doctor's look at a service: which lines of its profile are found there, nothing clicked.

Owns how that is told and to which exit code it comes.
"""

from argparse import ArgumentParser, Namespace
from contextlib import aclosing

from msgspec.structs import replace

from optout_profiles.accounts import Account, Session, now
from optout_profiles.browser.browsing import running_browser
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.events import Kind
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.survey import Finding, Survey
from optout_profiles.selection import account_named
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Put, Table, Vault
from optout_tui.cli.interrupting import interruptible
from optout_tui.cli.manner import Manner, kind_wanted, manner_of
from optout_tui.cli.opening import opened_for, site_profile, ways_from
from optout_tui.cli.talk import talk, tell, tell_record
from optout_tui.cli.verdicts import OF_OUTCOME
from optout_tui.exit_codes import ExitCode
from optout_tui.sign_ins import barred
from optout_tui.wording import doctoring as said
from optout_tui.wording import options as helps
from optout_tui.wording import outcome_words
from optout_tui.wording.advice import advice


def live_options(parser: ArgumentParser) -> None:
    """Let a command take the account whose sign-in is used."""
    parser.add_argument(
        "--live",
        metavar="ACCOUNT",
        help=helps.DOCTOR_LIVE,
    )
    parser.add_argument("--visible", action="store_true", help=helps.DOCTOR_VISIBLE)
    parser.set_defaults(pause=None)


def look(options: Namespace) -> ExitCode:
    """Look at the service, keep the renewed sign-in, and tell each line of the profile."""
    site = site_profile(options)
    with opened_for(options, site, writing=True) as vault:
        account = account_named(vault.all(Table.ACCOUNTS, Account), options.live)
        if obstacle := barred(account):
            return _told(options, site, account, [], obstacle)
        session = vault.get(Table.SESSIONS, account.id, Session)
        if session is None or session.origin != site.origin:
            nobody = Obstacle(Outcome.SIGN_IN_NEEDED, Reason.NO_SESSION)
            return _told(options, site, account, [], nobody)
        kind = kind_wanted(options, vault, site, Kind.CHECK)
        manner = manner_of(options, vault, site, [account], kind)
        return interruptible(_looked(options, vault, site, manner, account, session))


async def _looked(
    options: Namespace,
    vault: Vault,
    site: SiteProfile,
    manner: Manner,
    account: Account,
    session: Session,
) -> ExitCode:
    found: list[Finding] = []
    async with running_browser(manner.found, site, visible=manner.visible) as browser:
        survey = Survey(browser, site, account.member or session.member, session.cookies)
        async with aclosing(survey.findings()) as findings:
            async for finding in findings:
                found.append(finding)
                if not options.json:
                    tell(said.finding(_sign(finding), finding.line, finding.words))
    if survey.obstacle is None:
        kept = replace(session, cookies=survey.cookies, proved_at=now())
        vault.write(Put(Table.SESSIONS, account.id, kept))
    return _told(options, site, account, found, survey.obstacle)


def _sign(finding: Finding) -> str:
    if finding.is_found:
        return "ok"
    return "!!" if finding.is_needed else "--"


def _told(
    options: Namespace,
    site: SiteProfile,
    account: Account,
    found: list[Finding],
    obstacle: Obstacle | None,
) -> ExitCode:
    """Tell what it comes to: the exit code is that of a check of such pages."""
    missing = [one for one in found if one.is_needed and not one.is_found]
    code = ExitCode.NOT_UNDERSTOOD if missing else ExitCode.AS_WANTED
    if obstacle:
        code = OF_OUTCOME[obstacle.outcome]
        words = outcome_words(obstacle.outcome, obstacle.reason, obstacle.seen_member)
        todo = advice(obstacle.outcome, obstacle.reason, account.id, ways_from(options))
        talk(options, said.ended_there(words, todo))
    elif missing:
        talk(options, said.lines_missing(len(missing)))
    else:
        talk(options, said.all_found(f"{now():%Y-%m-%d}", site.id))
    if options.json:
        record = {"id": account.id, "profile": site.id, "findings": found, "exit_code": int(code)}
        tell_record(record)
    return code
