"""What a person can do next, by the ways that are open from where they are.

Owns what is advised: commands on the command line; keys in the app, which holds the list.
"""

from dataclasses import dataclass

from optout_profiles.outcomes import Outcome, Reason

WITH_DISPLAY = "on a machine with a display"
BY_HAND = "try again later, or switch it off by hand: Settings & Privacy → Data privacy"
LOOK_YOURSELF = "look at the page by hand; it may have changed"

NEW_AUTHORITY = "ask the holder, and note their authority once it is given anew"
SIGN_IN = {
    Outcome.SIGN_IN_NEEDED: "sign it in",
    Outcome.WRONG_PERSON: "sign in as the right person",
}

WHAT_TO_DO = {
    Outcome.DID_NOT_STICK: BY_HAND,
    Outcome.REFUSED: "leave the service alone for some hours, then go on",
    Outcome.TOO_SLOW: "try again later",
    Outcome.BROWSER_GONE: "try again; optout-tui doctor looks at the browser",
}
"""What helps with an outcome from anywhere."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How one comes to a deed from here; an empty way is none.

    ``options`` are those by which commands find the list again, a blank before each; None where
    no command does, as with the demo's. Without a window a sign-in is typed.
    """

    options: str | None = ""
    in_app: bool = False
    has_window: bool = True

    def sign_in(self, account_id: str) -> str:
        """Return how to sign an account in."""
        if self.in_app:
            return "press s"
        typed = "" if self.has_window else " --terminal"
        command = f"optout-tui sign-in {account_id}{typed}{self.options}"
        return "" if self.options is None else command

    def choose(self, answer: str) -> str:
        """Return how to answer who clicks on a live service."""
        return "" if self.options is None else f"optout-tui terms --choose {answer}{self.options}"

    def guide(self, account_id: str) -> str:
        """Return how a person clicks for themselves."""
        if not self.has_window:
            return ""
        if self.in_app:
            return "press b"
        command = f"optout-tui apply {account_id} --guided{self.options}"
        return "" if self.options is None else command

    def authorize(self, account_id: str) -> str:
        """Return how a holder's new authority is noted."""
        if self.in_app:
            return "press e"
        command = f"optout-tui edit {account_id} --authority-given DAY{self.options}"
        return "" if self.options is None else command

    def outline(self, account_id: str) -> str:
        """Return how to see what a page was that was not understood."""
        if self.options is None:
            return ""
        return f"optout-tui outline {account_id}{self.options} tells what was there"

    def check(self, account_id: str, related: str | None = None) -> str:
        """Return how to check an account, or a related setting of it."""
        if self.in_app:
            return "Check related settings, in the palette" if related else "press c"
        too = " --related" if related else ""
        return "" if self.options is None else f"optout-tui check {account_id}{too}{self.options}"


def advice(
    outcome: Outcome,
    reason: Reason | None,
    account_id: str,
    ways: Ways,
    related: str | None = None,
) -> str:
    """Return what to do next, or nothing where nothing is needed or no way is open.

    ``related`` names the setting that it is about, None for the main one.
    """
    match outcome, reason:
        case Outcome.NOT_UNDERSTOOD, Reason.NETWORK:
            return "look at the internet connection, then try again"
        case _, Reason.NOT_ACCEPTED:
            return "check the address and the password, then try once more"
        case Outcome.PERSON_NEEDED, _:
            answered = "the holder has to answer it while it is signed in anew"
            in_window = reason is Reason.OTHER_CHALLENGE
            return _signed_in(ways, account_id, answered, in_window=in_window)
        case _, Reason.CAPTCHA:
            solved = "leave the service alone for some hours, then solve it in a browser's window"
            return _signed_in(ways, account_id, solved, in_window=True)
        case (Outcome.SIGN_IN_NEEDED | Outcome.WRONG_PERSON) as needed, _:
            return _by(ways.sign_in(account_id), SIGN_IN[needed])
        case Outcome.NO_AUTHORITY, _:
            return _by(ways.authorize(account_id), NEW_AUTHORITY) or NEW_AUTHORITY
        case _, Reason.SENT_ON_THE_WAY | Reason.SENT_UNMOVED:
            return LOOK_YOURSELF
        case Outcome.NOT_VERIFIED, _:
            return _by(ways.check(account_id, related), "check it again")
        case Outcome.NOT_UNDERSTOOD, Reason.DATA_MISSING:
            return "try again later"
        case Outcome.NOT_UNDERSTOOD, _:
            return "; ".join(filter(None, (LOOK_YOURSELF, ways.outline(account_id))))
        case Outcome.DID_NOT_STICK, Reason.ASKED | Reason.COVERED if not related:
            deed = "answer the page yourself, in a browser's window"
            return _by(ways.guide(account_id), deed) or BY_HAND
        case Outcome.DID_NOT_STICK, _ if related:
            return "try again later, or switch it off by hand"
    return WHAT_TO_DO.get(outcome, "")


def _signed_in(ways: Ways, account_id: str, deed: str, *, in_window: bool) -> str:
    """Return what is done while signing in; ``in_window`` where nothing else can do."""
    if in_window and not ways.has_window:
        return f"{deed}, {WITH_DISPLAY}"
    return _by(ways.sign_in(account_id), deed) or deed


def _by(way: str, deed: str) -> str:
    return f"{deed}: {way}" if way else ""
