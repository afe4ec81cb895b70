"""Talk on standard error, results on standard output.

Owns how lines reach the two, harmless, and what a command asks at a terminal. Any of the three
streams may be closed.
"""

import getpass
import sys
from argparse import Namespace
from collections.abc import Mapping
from typing import IO

from optout_profiles.errors import UsageError
from optout_profiles.secret import Secret
from optout_profiles.text import harmless


def talk(options: Namespace, line: str) -> None:
    """Say something that is not a result; ``--quiet`` silences it."""
    if not options.quiet:
        _say(line)


def show(line: str) -> None:
    """Say what a person has to see to go on, ``--quiet`` or not."""
    _say(line)


def tell(line: str) -> None:
    """Print one line of a result."""
    print(harmless(line), flush=True)


def tell_exactly(text: str) -> None:
    """Print a text as its bytes in UTF-8, which are to be checked; at a terminal harmless."""
    if sys.stdout is None or is_terminal(sys.stdout):
        print(harmless(text), end="", flush=True)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def tell_record(record: object) -> None:
    """Print one object of a result as a line of JSON."""
    import msgspec  # noqa: PLC0415 (only who asks for JSON waits for it)

    tell(msgspec.json.encode(record).decode())


def tell_result(options: Namespace, record: Mapping[str, object], *lines: str) -> None:
    """Print a result: as one object with ``--json``, else in lines."""
    if options.json:
        tell_record(record)
    else:
        for line in lines:
            tell(line)


def ring() -> None:
    """Ring the terminal's bell, if there is one."""
    if is_terminal(sys.stderr):
        print("\a", end="", file=sys.stderr, flush=True)


def can_ask() -> bool:
    """Whether there is a person at a terminal."""
    return is_terminal(sys.stdin)


def can_show() -> bool:
    """Whether a person is at a terminal for the app: one to type at and to look at."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a standard stream is a terminal; a closed one is None."""
    return stream is not None and stream.isatty()


def agreed(question: str, accounts: int = 0) -> bool:
    """Ask a question that only "yes" in full answers, of many accounts only their number."""
    from optout_tui.wording import agreement, is_agreed  # noqa: PLC0415 (only who asks waits)
    from optout_tui.wording.commands import go_on  # noqa: PLC0415

    typed = asked(go_on(question, agreement(accounts)))
    return is_agreed(typed, accounts)


def asked(question: str) -> str:
    """Ask for a line that may be shown while it is typed; raises ``UsageError``."""
    prompt(question)
    return typed_line()


def prompt(question: str) -> None:
    """Say a question, and leave the answer to be typed behind it."""
    _say(question, end="")


def typed_line() -> str:
    """Return the next line of standard input; empty at its end. Raises ``UsageError``."""
    return next_line() or ""


def next_line() -> str | None:
    """Return the next line of standard input, None at its end. Raises ``UsageError``."""
    try:
        line = sys.stdin.readline() if sys.stdin else ""
        return _text(line) if line else None
    except UnicodeDecodeError:
        raise _no_text() from None


def hidden(question: str) -> Secret[str]:
    """Ask at the terminal itself, wherever output goes, for what is not to be shown.

    The end of input leaves, as Ctrl-C does. Raises ``UsageError``.
    """
    try:
        return Secret(_text(getpass.getpass(question)))
    except UnicodeDecodeError:
        raise _no_text() from None
    except EOFError:
        raise KeyboardInterrupt from None


def _text(line: str) -> str:
    """Return a line without its end; in some locales Python lets bytes through that are no text."""
    try:
        line.encode()
    except UnicodeEncodeError:
        raise _no_text() from None
    return line.rstrip("\r\n")


def _no_text() -> UsageError:
    from optout_tui.wording.commands import NO_TEXT  # noqa: PLC0415 (seldom needed)

    return UsageError(NO_TEXT)


def _say(line: str, end: str = "\n") -> None:
    if sys.stderr is not None:  # print would turn to standard output
        print(harmless(line), end=end, file=sys.stderr, flush=True)
