"""Signing accounts in from the app: by hand in a browser's window, or typed here.

Owns what is kept of a sign-in, and that nothing else is. Draws nothing.
"""

from optout_profiles.accounts import Account, BrowserKind, Session, now
from optout_profiles.authority import bar
from optout_profiles.browser.browsing import running_browser
from optout_profiles.browser.finding import find_browser
from optout_profiles.errors import PageError
from optout_profiles.outcomes import Outcome
from optout_profiles.runs.attendance import Attendant
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.keeping import kept
from optout_profiles.runs.results import obstacle_in
from optout_profiles.runs.sign_in import Credentials, sign_in, sign_in_by_person
from optout_profiles.runs.signed_in import SignedIn
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Vault

SECONDS = 600.0
"""How long a person may take to sign in."""


def barred(account: Account) -> Obstacle | None:
    """Return the obstacle of an account whose holder's authority has ended, None without one."""
    reason = bar(account.authority, now().date())
    return Obstacle(Outcome.NO_AUTHORITY, reason) if reason else None


class SignIns:
    """Signs accounts of a vault in, each in a browser of its own.

    Its calls answer with the obstacle that came instead, or None once the session is kept. They
    raise ``BrowserError`` and ``VaultError``; whatever ends them, the browser is gone.
    """

    def __init__(self, vault: Vault, site: SiteProfile, browser: str | None) -> None:
        self._vault, self._site, self._browser = vault, site, browser

    async def in_window(self, account: Account, attendant: Attendant) -> Obstacle | None:
        """Let the person sign in by hand, in a window that opens for it."""
        if obstacle := barred(account):
            return obstacle
        found = find_browser(self._browser, visible=True)
        try:
            async with running_browser(found, self._site, signing_in=True, visible=True) as browser:
                came = await sign_in_by_person(
                    browser, self._site, account.member, attendant, SECONDS
                )
        except PageError as error:
            return obstacle_in(error)
        return self._keep(account, came, BrowserKind.VISIBLE)

    async def typed(
        self, account: Account, credentials: Credentials, attendant: Attendant
    ) -> Obstacle | None:
        """Type this into the service's page, once, without a window."""
        if obstacle := barred(account):
            return obstacle
        found = find_browser(self._browser)
        try:
            async with running_browser(found, self._site, signing_in=True) as browser:
                came = await sign_in(browser, self._site, credentials, account.member, attendant)
        except PageError as error:
            return obstacle_in(error)
        return self._keep(account, came, BrowserKind.HEADLESS)

    def _keep(
        self, account: Account, came: SignedIn | Obstacle, by: BrowserKind
    ) -> Obstacle | None:
        """Keep a session; where somebody else was confirmed, the row is theirs from now on."""
        if isinstance(came, Obstacle):
            return came
        session = Session(account.id, came.member, self._site.origin, by, now(), came.cookies)
        self._vault.write(*kept(account, session))
        return None
