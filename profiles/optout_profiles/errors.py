"""What can go wrong, as types.

    OptOutError
    ├── UsageError               something asked for doesn't exist or doesn't fit
    │   ├── AccountNotFound
    │   ├── AccountAmbiguous
    │   ├── HandleRefused        what was given as a member's handle can't be one
    │   ├── DetailRefused        a detail of an account that can't be one, and which
    │   ├── UsedElsewhere        the list is the practice site's, or a live service's
    │   ├── SessionRefused       a saved sign-in that is none, or another service's
    │   ├── FilterRefused        a filter that isn't one: where, and what is allowed there
    │   ├── ImportRefused        a file that can't be taken in as a whole: where, and why
    │   ├── ProfileError         a service profile that isn't right: file, key, problem
    │   └── PracticePortTaken    the practice site can't have this port
    ├── VaultError               the encrypted list can't be used
    │   ├── VaultMissing
    │   ├── VaultExists
    │   ├── VaultLocked          there is nobody to ask for the passphrase
    │   ├── NotAVault
    │   ├── VaultTooNew
    │   ├── VaultDamaged
    │   ├── VaultHeld            another process has it open for writing
    │   ├── VaultNotWritable     the system's reason stands in it
    │   │   └── VaultNotSettled  it was changed, and may not stay so
    │   ├── WrongPassphrase
    │   ├── KeyringUnavailable   the system's keyring can't open it, and why
    │   └── PassphraseTooWeak
    ├── BrowserError             no browser to work with
    │   ├── NoBrowser
    │   ├── BrowserBroken        one was named, or found, and doesn't start
    │   ├── NoDisplay            a window is wanted, and there is nowhere to show it
    │   ├── LibraryMissing       a system library that it needs
    │   └── InstallFailed
    └── PageError                one page or one account; a run turns it into an outcome
        ├── BrowserGone
        ├── TooSlow
        ├── PageMoved            it went elsewhere while it was being read
        ├── NetworkFailed
        └── StepFailed           something on it can't be read or operated

``str(error)`` is one plain sentence, often with what to do next, and never holds a secret.
"""

from pathlib import Path

LIVE = "the live service"


class OptOutError(Exception):
    """Anything that this program expects to go wrong."""


class UsageError(OptOutError):
    """Something asked for doesn't exist or doesn't fit."""


class AccountNotFound(UsageError):
    """No account has this id, label, member or login."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        super().__init__(
            f"No account is called “{wanted}”. `optout-tui list` shows the ids and labels."
        )


class AccountAmbiguous(UsageError):
    """Several accounts answer to the same words."""

    def __init__(self, wanted: str, ids: tuple[str, ...]) -> None:
        self.wanted, self.ids = wanted, ids
        super().__init__(
            f"“{wanted}” fits {len(ids)} accounts ({', '.join(ids[:5])}). Name one by its id."
        )


class HandleRefused(UsageError):
    """What was given as a member's handle can't be one."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(
            f"“{given}” is not a member's handle. It is the end of the address of the member's "
            "page: ada-lovelace in …/in/ada-lovelace/."
        )


class DetailRefused(UsageError):
    """A detail of an account can't be what was given; ``detail`` is its name."""

    def __init__(self, detail: str, problem: str) -> None:
        self.detail = detail
        super().__init__(problem)


class UsedElsewhere(UsageError):
    """The list was used at the other kind of place; ``service`` is the live one that is meant."""

    def __init__(self, service: str | None) -> None:
        self.service = service
        there, here = ("the practice site", service) if service else (LIVE, "the practice site")
        super().__init__(
            f"This list was used on {there}; its facts and sign-ins are none of {here}'s. "
            f"{'Was --profile FILE left out? Else make' if service else 'Make'} another list with "
            "--vault FILE, or `optout-tui export` this one and import it there."
        )


class SessionRefused(UsageError):
    """A saved sign-in can't be used."""

    def __init__(self, file: Path, problem: str) -> None:
        self.file, self.problem = file, problem
        super().__init__(f"{file}: {problem}")


class FilterRefused(UsageError):
    """What was typed as a filter is none; ``column`` counts from 1."""

    def __init__(self, column: int, problem: str) -> None:
        self.column, self.problem = column, problem
        super().__init__(f"The filter is not understood at column {column}: {problem}")


class ImportRefused(UsageError):
    """A file can't be taken in at all; ``problem`` names the row where there is one."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"Nothing was imported: {problem}")


class NotInEncoding(ImportRefused):
    """The file's bytes are no text in the encoding that was meant; another one may do."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        super().__init__(
            f"the file is not text in {encoding.upper()}. Older spreadsheets save in cp1252 "
            "(--encoding cp1252), some in UTF-16 (--encoding utf-16)."
        )


class ProfileError(UsageError):
    """A service profile isn't right."""

    def __init__(self, file: Path | str, key: str, problem: str) -> None:
        self.file, self.key, self.problem = str(file), key, problem
        place = f"{file}: {key}" if key else f"{file}"
        super().__init__(f"The service profile isn't right. {place}: {problem}")


class PracticePortTaken(UsageError):
    """The practice site can't listen on this port."""

    def __init__(self, port: int, reason: str) -> None:
        self.port, self.reason = port, reason
        super().__init__(f"The practice site can't use port {port}: {reason}. Try another one.")


class VaultError(OptOutError):
    """The encrypted list can't be used; it is as it was before."""

    def __init__(self, path: Path, sentence: str) -> None:
        self.path = path
        super().__init__(sentence)


class VaultMissing(VaultError):
    """There is no vault at this path; ``options`` are those by which it would be made there."""

    def __init__(self, path: Path, options: str = "") -> None:
        super().__init__(
            path, f"There is no vault at {path}. `optout-tui init{options}` makes one."
        )


class VaultExists(VaultError):
    """There is a file already where a vault was to be made."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"There is a file at {path} already; nothing was changed. "
            "Name another one, or move that one away.",
        )


class VaultLocked(VaultError):
    """The vault needs its passphrase, and there is no terminal to ask for it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"{path} is locked. Give the passphrase by --passphrase-file FILE (or -)."
        )


class NotAVault(VaultError):
    """The file is something else."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} is not a vault of optout-tui; it was left as it is.")


class VaultTooNew(VaultError):
    """A newer version of the program made this file."""

    def __init__(self, path: Path, version: int) -> None:
        self.version = version
        super().__init__(
            path,
            f"{path} was made by a newer optout-tui (vault format {version}). "
            "Update the program to open it.",
        )


class VaultDamaged(VaultError):
    """The file is a vault, but something in it isn't as it was written."""

    def __init__(self, path: Path, what: str) -> None:
        self.what = what
        super().__init__(
            path,
            f"{path} is damaged or was tampered with ({what}). "
            "It was left as it is; put a copy from before in its place.",
        )


class VaultHeld(VaultError):
    """Another process has the vault open for writing."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"Another optout-tui has {path} open. Close it there, then try again."
        )


class VaultNotWritable(VaultError):
    """The system refused to read or write the vault's file."""

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = reason
        super().__init__(path, self._sentence(path, reason))

    def _sentence(self, path: Path, reason: str) -> str:
        return f"{path} can't be used: {reason}. Nothing was changed."


class VaultNotSettled(VaultNotWritable):
    """The change is made, but the system would not say that it outlives a power cut."""

    def _sentence(self, path: Path, reason: str) -> str:
        return (
            f"{path} was changed as asked, but the system could not say that it stays so: {reason}."
            " Open it again to see, and look after the disk."
        )


class WrongPassphrase(VaultError):
    """The passphrase doesn't open this vault; it may be a recovery code that was mistyped."""

    def __init__(self, path: Path, *, is_mistyped_code: bool = False) -> None:
        self.is_mistyped_code = is_mistyped_code
        hint = " It looks like a recovery code with a sign mistyped." if is_mistyped_code else ""
        super().__init__(path, f"This passphrase does not open {path}.{hint}")


class KeyringUnavailable(VaultError):
    """The system's keyring is not there, or doesn't hold what opens this vault."""

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = reason
        super().__init__(path, f"The system's keyring can't be used: {reason}.")


class PassphraseTooWeak(VaultError):
    """A new passphrase is too short to protect anything."""

    def __init__(self, path: Path, minimum: int) -> None:
        self.minimum = minimum
        super().__init__(
            path,
            f"A passphrase needs at least {minimum} characters; four or five unrelated words do.",
        )


class BrowserError(OptOutError):
    """There is no browser to work with."""


class NoBrowser(BrowserError):
    """No browser was found."""

    def __init__(self) -> None:
        super().__init__("No browser was found. `optout-tui browser install` brings one.")


class BrowserBroken(BrowserError):
    """A browser is there, or was named, but doesn't start."""

    def __init__(self, browser: str, problem: str) -> None:
        self.browser, self.problem = browser, problem
        super().__init__(
            f"The browser {browser} can't be used: {problem}. `optout-tui doctor` looks closer."
        )


class NoDisplay(BrowserError):
    """A browser's window was asked for, and there is nowhere to show it."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(
            sentence
            or "There is no display for a browser window. "
            "Sign in here instead: optout-tui sign-in ACCOUNT --terminal"
        )


class LibraryMissing(BrowserError):
    """The browser's driver needs a system library that isn't there."""

    def __init__(self, library: str, command: str) -> None:
        self.library, self.command = library, command
        super().__init__(
            f"The browser's driver needs {library}, which this system lacks. "
            f"This brings it: {command}"
        )


class InstallFailed(BrowserError):
    """A browser couldn't be installed."""

    def __init__(self, problem: str, command: str) -> None:
        self.problem, self.command = problem, command
        super().__init__(f"No browser could be installed: {problem}. Try this yourself: {command}")


class PageError(OptOutError):
    """One page could not be read; a run turns this into an outcome."""


class BrowserGone(PageError):
    """The browser, its driver or its page ended under us."""

    def __init__(self) -> None:
        super().__init__("The browser ended unexpectedly.")


class TooSlow(PageError):
    """Something took longer than it may."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"The page did not answer within {seconds:g} seconds.")


class PageMoved(PageError):
    """The page went elsewhere while it was being read; reading it anew may do."""

    def __init__(self) -> None:
        super().__init__("The page went elsewhere while it was being read.")


class NetworkFailed(PageError):
    """The page could not be fetched; ``code`` is Chromium's name, such as ``ERR_TIMED_OUT``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"The page could not be fetched ({code}).")


class StepFailed(PageError):
    """The page can't be read or operated as asked; ``step`` is Playwright's name for it."""

    def __init__(self, step: str) -> None:
        self.step = step
        super().__init__(f"The page could not be read or operated ({step}).")
