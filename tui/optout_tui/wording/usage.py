"""What the command line says of itself: its commands, its exit codes, what it was not told well."""

COMMANDS = {
    "demo": "the practice site and sample accounts: the whole job, nothing real touched",
    "init": "make the encrypted list",
    "add": "add an account to the list",
    "edit": "change what the list says of an account",
    "remove": "take accounts off the list, their sign-ins too",
    "import": "take accounts in from a CSV, a password manager's export or another list",
    "export": "write the list without its secrets, as CSV or TOML",
    "list": "show the list",
    "passphrase": "choose another passphrase",
    "recovery": "make a code to print, for the day the passphrase is forgotten",
    "keyring": "let the system's keyring open the list",
    "backup": "write a copy of the list, compared with it",
    "restore": "put a copy in the list's place, after showing what would change",
    "terms": "the service's rules, what may happen, and who is to click",
    "sign-in": "keep accounts' sign-ins, for runs",
    "forget": "wipe accounts' sign-ins from the list",
    "check": "read the setting of accounts",
    "apply": "switch the setting off, and prove it",
    "undo": "put back what was switched off, and prove it",
    "history": "what became of an account's newest runs",
    "evidence": "what the pages showed when an account's settings were read last",
    "outline": "what was on a page that was not understood, for a bug report",
    "report": "write what is known as TOML, JSON or CSV",
    "practice": "serve the practice site for a browser",
    "browser": "show which browser is used, or install one",
    "doctor": "look for what would keep this from working",
    "paths": "show where things are kept",
}
"""What each does, in the order of the help."""

USAGE = "optout-tui [COMMAND] [ACCOUNT …] [options]"
EXIT_CODES = """\
exit codes: 0 everything is as wanted · 1 something is on, not offered or unknown · 2 usage or
configuration · 3 a person is needed · 4 vault (locked, wrong passphrase, damaged) · 5 no browser ·
6 the page was not understood · 7 the service refused · 70 a bug of ours · 130 interrupted
(1, 3, 6 and 7 come only from check, apply, undo, sign-in, doctor --live and demo; the gravest wins:
4, 5, 7, 6, 3, 1; after a preview 1 means that something would be changed, or can't be)"""


def about() -> str:
    """Return what the program does, and its commands."""
    listed = "\n".join(f"  {name:<11}{does}" for name, does in COMMANDS.items())
    return (
        "Switches LinkedIn's AI-training setting off for many accounts, and proves that it\n"
        "is off. Without a command it opens the app.\n\n"
        f"commands (each has its own --help):\n{listed}"
    )


def no_command(name: str, resembling: str | None) -> str:
    """Return that there is no such command, and which one may be meant."""
    meant = f"; did you mean “{resembling}”?" if resembling else ""
    return f"there is no command “{name}”{meant}"


def command_first(name: str) -> str:
    """Return that options come after the command."""
    return f"put the command first: optout-tui {name} …"


UNRECOGNIZED = "unrecognized arguments: "
"""How Python's complaint begins on what nobody understands."""


def unrecognized(words: list[str]) -> str:
    """Return what nobody understands, as Python says it."""
    return f"{UNRECOGNIZED}{' '.join(words)}"


def unknown_option(complaint: str) -> str | None:
    """Return the first option that Python complains of as unknown, None where it has another."""
    if not complaint.startswith(UNRECOGNIZED):
        return None
    words = complaint.removeprefix(UNRECOGNIZED).split()
    options = (word.partition("=")[0] for word in words if word.startswith("-"))
    return next(options, None)


def no_option(program: str, name: str, resembling: str | None) -> str:
    """Return that there is no such option, and which one may be meant."""
    meant = f"; did you mean “{resembling}”?" if resembling else "."
    return f"{program}: there is no option “{name}”{meant} `{program} --help` lists the options."


def begun_with_hyphen(complaint: str) -> str:
    """Return Python's complaint on a filter that it took for an option, with the way around."""
    return f"{complaint} (one that begins with “-” is given as --filter=-group:family)"


def said(problem: object) -> str:
    """Return the program's last word on what went wrong."""
    return f"optout-tui: {problem}"
