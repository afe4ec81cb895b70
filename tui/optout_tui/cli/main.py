"""From words to a command, and from what became of it to an exit code.

Owns the list of commands and the last word on errors. A command's module is imported only when
it is asked for, so that ``--version`` costs next to nothing.
"""

import argparse
import io
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, NoReturn

from optout_profiles.environment import quieten
from optout_profiles.text import harmless
from optout_tui.cli.arguments import app_options, common_options
from optout_tui.cli.pacing import pace_options
from optout_tui.exit_codes import ExitCode
from optout_tui.signals import go_deaf, listen
from optout_tui.wording.usage import (
    COMMANDS,
    EXIT_CODES,
    USAGE,
    about,
    begun_with_hyphen,
    command_first,
    no_command,
    no_option,
    said,
    unknown_option,
    unrecognized,
)

if TYPE_CHECKING:
    from optout_profiles.secret import Secret


def main(words: list[str] | None = None) -> int:
    """Run what the words ask for (the process's own by default) and return the exit code."""
    words = sys.argv[1:] if words is None else words
    quieten()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name that a locale can't write
    listen()
    try:
        return _run_and_flush(words)
    except KeyboardInterrupt:
        go_deaf()
        from optout_tui.wording.commands import INTERRUPTED  # noqa: PLC0415 (seldom needed)

        with suppress(OSError):  # the terminal may be what has gone
            print(INTERRUPTED, file=sys.stderr, flush=True)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # whoever read our output has enough, and a run was cut off by it
        _drop_output()
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 the last word: no traceback with names in it
        return _explained(error)


def _run_and_flush(words: list[str]) -> int:
    """Flush here, not at exit: what the system says of it can still be told then."""
    try:
        return _run(words)
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()


def _drop_output() -> None:
    """Send what is left to nowhere, so that nothing is said of it at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Parser(argparse.ArgumentParser):
    """A parser whose complaints hold nothing that a terminal obeys; no option is guessed."""

    def error(self, message: str) -> NoReturn:
        """End the program with a complaint, and what helps with a filter taken for an option.

        An unknown option is told in one line, with the one that it resembles.
        """
        if name := unknown_option(message):
            meant = _resembling(name, self._option_string_actions)
            self.exit(ExitCode.USAGE, no_option(self.prog, name, meant))
        if message.startswith("argument --filter: expected"):
            message = begun_with_hyphen(message)
        super().error(message)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """End the program; the message may repeat what was typed."""
        super().exit(status, message and f"{harmless(message.rstrip())}\n")


def _run(words: list[str]) -> int:
    if not words or words[0].startswith("-"):
        parser = _top_parser()
        options, rest = parser.parse_known_args(words)
        if named := next((word for word in rest if word in COMMANDS), None):
            parser.error(command_first(named))
        if rest:
            parser.error(unrecognized(rest))
        return int(import_module("optout_tui.cli.app").run(options))
    if words[0] not in COMMANDS:
        name = words[0]
        _top_parser().error(no_command(name, _resembling(name, COMMANDS)))
    return run_command(words)


def run_command(words: list[str], given_passphrase: "Secret[str] | None" = None) -> int:
    """Run the command that the first word names and return its exit code; raises what it raises.

    It asks for no passphrase where one is given.
    """
    name = words[0]
    module = name.replace("-", "_") + ("_" if iskeyword(name) else "")
    command = import_module(f"optout_tui.cli.{module}")
    parser = Parser(
        prog=f"optout-tui {name}",
        description=command.__doc__,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common_options()],
        allow_abbrev=False,
    )
    parser.set_defaults(is_practice=name == "demo")
    command.add_options(parser)
    options = parser.parse_intermixed_args(words[1:])
    options.given_passphrase = given_passphrase
    from optout_tui.cli.configuring import configure  # noqa: PLC0415 (--help has no use for it)

    if not getattr(command, "ASKS_OF_CONFIG", False):
        configure(options)
    return int(command.run(options))


def _top_parser() -> Parser:
    parser = Parser(
        prog="optout-tui",
        usage=USAGE,
        description=about(),
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common_options()],
        allow_abbrev=False,
    )
    app_options(parser)
    pace_options(parser)
    parser.set_defaults(is_practice=False)
    return parser


def _resembling(name: str, known: Iterable[str]) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415 for typing errors only

    close = get_close_matches(name, known, n=1)
    return close[0] if close else None


def _explained(error: Exception) -> int:
    from optout_profiles.errors import OptOutError  # noqa: PLC0415 only once something is wrong
    from optout_tui.cli.verdicts import of_error  # noqa: PLC0415
    from optout_tui.log import note_error  # noqa: PLC0415
    from optout_tui.wording import system_words  # noqa: PLC0415
    from optout_tui.wording.bugs import bug_line  # noqa: PLC0415

    note_error(error, is_bug=not isinstance(error, OptOutError | OSError))
    if isinstance(error, OptOutError):
        words = " ".join((str(error), *getattr(error, "__notes__", ())))
        print(said(harmless(words)), file=sys.stderr)
        return of_error(error)
    if isinstance(error, OSError):
        _drop_output()
        print(said(harmless(system_words(error))), file=sys.stderr)
        return ExitCode.USAGE
    print(said(bug_line(error)), file=sys.stderr)
    return ExitCode.BUG
