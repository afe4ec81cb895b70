"""Which exit code outcomes and errors come to."""

from collections.abc import Collection, Iterable

from optout_profiles.errors import BrowserError, OptOutError, PageError, VaultError
from optout_profiles.outcomes import Outcome
from optout_tui.exit_codes import ExitCode

GRAVEST_FIRST = (
    ExitCode.REFUSED,
    ExitCode.NOT_UNDERSTOOD,
    ExitCode.PERSON_NEEDED,
    ExitCode.NOT_AS_WANTED,
    ExitCode.AS_WANTED,
)

OF_OUTCOME = {
    Outcome.ALREADY_OFF: ExitCode.AS_WANTED,
    Outcome.TURNED_OFF: ExitCode.AS_WANTED,
    Outcome.PUT_BACK: ExitCode.AS_WANTED,
    Outcome.IS_ON: ExitCode.NOT_AS_WANTED,
    Outcome.NOT_OFFERED: ExitCode.NOT_AS_WANTED,
    Outcome.NOT_VERIFIED: ExitCode.NOT_AS_WANTED,
    Outcome.DID_NOT_STICK: ExitCode.NOT_AS_WANTED,
    Outcome.SKIPPED: ExitCode.NOT_AS_WANTED,
    Outcome.CANCELLED: ExitCode.NOT_AS_WANTED,
    Outcome.SIGN_IN_NEEDED: ExitCode.PERSON_NEEDED,
    Outcome.PERSON_NEEDED: ExitCode.PERSON_NEEDED,
    Outcome.WRONG_PERSON: ExitCode.PERSON_NEEDED,
    Outcome.NO_AUTHORITY: ExitCode.PERSON_NEEDED,
    Outcome.NOT_UNDERSTOOD: ExitCode.NOT_UNDERSTOOD,
    Outcome.TOO_SLOW: ExitCode.NOT_UNDERSTOOD,
    Outcome.BROWSER_GONE: ExitCode.NOT_UNDERSTOOD,
    Outcome.REFUSED: ExitCode.REFUSED,
}


def of_outcomes(outcomes: Iterable[Outcome], *, was_refused: bool = False) -> ExitCode:
    """Return the gravest code of several outcomes; of none, that nothing was done."""
    codes = [OF_OUTCOME[outcome] for outcome in outcomes]
    return gravest([*codes, ExitCode.REFUSED] if was_refused else codes)


def gravest(codes: Collection[ExitCode]) -> ExitCode:
    """Return the gravest of several codes; of none, that nothing was done."""
    return next((code for code in GRAVEST_FIRST if code in codes), ExitCode.NOT_AS_WANTED)


def of_error(error: OptOutError) -> ExitCode:
    """Return the code of an error that ended a command."""
    match error:
        case VaultError():
            return ExitCode.VAULT
        case BrowserError():
            return ExitCode.NO_BROWSER
        case PageError():
            return ExitCode.NOT_UNDERSTOOD
        case _:
            return ExitCode.USAGE
