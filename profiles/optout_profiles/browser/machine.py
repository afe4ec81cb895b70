"""Whether this machine can do the work: what ``optout-tui doctor`` looks at.

Owns the checks and their remedies. Changes nothing and reaches no network.
"""

import os
import shlex
import sys
from collections.abc import Iterator
from tempfile import TemporaryDirectory

from msgspec import Struct

from optout_profiles.browser.display import has_display
from optout_profiles.browser.driver import NODE
from optout_profiles.browser.finding import FoundBrowser, Origin, browser_version, find_browser
from optout_profiles.browser.libraries import driver_problem, missing_library
from optout_profiles.browser.processes import ask, fenced_environment, proxies_set
from optout_profiles.browser.running import SHORT_PLACE
from optout_profiles.errors import BrowserError, LibraryMissing
from optout_profiles.text import cleaned

TRIAL_SECONDS = 20.0
ANOTHER = "Name another one with --browser, or none."
INSTALL = "Run `optout-tui browser install`."


class Check(Struct, frozen=True):
    """One thing looked at: what was seen, and what to do where it isn't fine.

    Where ``is_needed`` is false the program works without it, with what ``words`` tell.
    """

    name: str
    is_fine: bool
    words: str
    remedy: str = ""
    is_needed: bool = True


def checks(named: str | None = None) -> list[Check]:
    """Look at driver, browser, sandbox, display and proxies, in this order.

    ``named`` as in ``find_browser``. Takes a second or two: the browser is started once.
    """
    return [_driver(), *_browser(named), _window(named), _display(), _proxies()]


def _driver() -> Check:
    problem = driver_problem()
    if isinstance(problem, LibraryMissing):
        return Check("driver", False, f"It lacks {problem.library}.", f"Run {problem.command}")
    if problem:
        words = f"Playwright's driver does not start: {problem.problem}."
        named = os.environ.get(NODE)
        remedy = f"Unset {NODE}." if named else "Install optout-tui anew: Playwright comes along."
        return Check("driver", False, words, remedy)
    return Check("driver", True, "Playwright's driver starts.")


def _browser(named: str | None) -> Iterator[Check]:
    try:
        found = find_browser(named)
        words = f"{browser_version(found)}, {found.origin}: {found.path}"
    except BrowserError as error:
        yield Check("browser", False, str(error), ANOTHER if named else INSTALL)
        return
    if found.is_snap:
        yield Check("browser", False, f"{words} (a snap)", _instead_of_snap(named))
    else:
        yield Check("browser", True, words)
    yield _sandbox(found)


def _sandbox(found: FoundBrowser) -> Check:
    """Start the browser as runs do; only that tells whether its sandbox works here."""
    as_root = os.geteuid() == 0
    place = SHORT_PLACE if os.access(SHORT_PLACE, os.W_OK) else None
    with TemporaryDirectory(prefix="optout-tui-", dir=place, ignore_cleanup_errors=True) as folder:
        command = [str(found.path), "--headless", f"--user-data-dir={folder}", "--disable-gpu"]
        flags = ["--no-sandbox"] if as_root else []
        private = {"BREAKPAD_DUMP_LOCATION": folder, "TMPDIR": folder}
        env = {"XDG_RUNTIME_DIR": folder, **fenced_environment(), **private}
        trial = ask([*command, *flags, "--dump-dom", "about:blank"], TRIAL_SECONDS, env)
    if "No usable sandbox" in trial.err:
        remedy = "Allow user namespaces (chrome://sandbox tells more)."
        return Check("sandbox", False, "The browser's sandbox can't run on this system.", remedy)
    if missing := missing_library(trial.err):
        return Check("sandbox", False, f"The browser lacks {missing.library}.", missing.command)
    if trial.code != 0:
        said = cleaned((trial.err.strip().splitlines() or ["it did not answer in time"])[-1])
        return Check("sandbox", False, f"The browser does not start: {said}", _anew(found))
    if as_root:
        words = "We are root: the browser works, but without its sandbox."
        return Check("sandbox", False, words, "Run as an ordinary user.", is_needed=False)
    return Check("sandbox", True, "The browser starts inside its sandbox.")


def _anew(found: FoundBrowser) -> str:
    """Say how to mend a browser that is there: `browser install` would leave it as it is."""
    if found.origin is not Origin.PLAYWRIGHT:
        return "Install it anew, or name another one with --browser."
    kind = ["chromium-headless-shell"] if found.is_headless_shell else ["--no-shell", "chromium"]
    command = [sys.executable, "-m", "playwright", "install", "--force", *kind]
    return f"Install it anew: {shlex.join(command)}"


def _instead_of_snap(named: str | None) -> str:
    return f"It can't write to our private folder. {ANOTHER if named else INSTALL}"


def _window(named: str | None) -> Check:
    try:
        found = find_browser(named, visible=True)
    except BrowserError as error:
        remedy = "Sign-in in a window and guided runs need a full browser."
        return Check("window", False, str(error), remedy, is_needed=False)
    if found.is_snap:
        words = f"{found.path} is a snap."
        return Check("window", False, words, _instead_of_snap(named), is_needed=False)
    return Check("window", True, f"{found.name} can show a window: {found.path}")


def _display() -> Check:
    if has_display():
        return Check("display", True, "There is a display for a visible browser.")
    remedy = "Without one, sign in with `sign-in --terminal` or a saved session."
    return Check("display", False, "There is no display here.", remedy, is_needed=False)


def _proxies() -> Check:
    names = proxies_set()
    if not names:
        return Check("proxy", True, "No proxy is set.")
    words = f"{', '.join(names)} is set; the browser is fenced in and does not use it."
    remedy = "Where the web is reached only through a proxy, this program can't work."
    return Check("proxy", False, words, remedy, is_needed=False)
