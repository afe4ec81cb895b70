"""Which file accounts come from, and the way from there to a plan that the person agreed to."""

import asyncio
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from optout_profiles.errors import ImportRefused, NotInEncoding, UsageError
from optout_profiles.folders import path_named
from optout_profiles.listing.contents import ENCODINGS
from optout_profiles.listing.entries import Brought
from optout_profiles.listing.importing import Plan, planned
from optout_profiles.listing.reading import found_in
from optout_profiles.listing.sheets import Sheet
from optout_tui.desk import Desk
from optout_tui.screens.dialog import Dialog
from optout_tui.screens.import_preview import ImportPreview
from optout_tui.screens.mapping import MappingScreen
from optout_tui.widgets.fields import Problem, go_on
from optout_tui.wording import imports as said
from optout_tui.wording import keys, system_words


async def agreed_plan(app: App[Any], desk: Desk) -> Plan | None:
    """Ask for a file, for its columns where it is a CSV, and whether to take in what comes of it.

    Returns None where the person leaves. Takes nothing in.
    """
    host = desk.site.host.removeprefix("www.")
    found = await app.push_screen_wait(ImportScreen(host))
    came = found
    if isinstance(found, Sheet):
        came = await app.push_screen_wait(MappingScreen(found, host))
    if not isinstance(came, Brought):
        return None
    plan = await asyncio.to_thread(planned, came, desk.accounts)
    return plan if await app.push_screen_wait(ImportPreview(came, plan)) else None


class ImportScreen(Dialog[Sheet | Brought | None]):
    """Asks for a file and returns what was found in it; stays, with the reason, if nothing was."""

    DEFAULT_CSS = """
    ImportScreen Label { margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", keys.LEAVE.name, id="import.leave"),
        # Before the next key is given to a field, so that typed-ahead keys come to the right one.
        Binding("enter", "go_on", keys.NEXT.name, priority=True, id="import.next"),
    ]

    def __init__(self, host: str) -> None:
        super().__init__()
        self._host = host

    def compose(self) -> ComposeResult:
        """Lay out the two fields."""
        with Vertical(classes="dialog"):
            yield Static(Text(said.TITLE, "bold"), markup=False)
            yield Label(said.FILE, markup=False)
            yield Input(placeholder=said.FILE_EXAMPLE, id="file", compact=True)
            yield Label(said.encoding_label(ENCODINGS), markup=False)
            yield Input(placeholder=ENCODINGS[0], id="encoding", compact=True)
            yield Problem()
            yield Static(said.FILE_KEYS, classes="hint")

    @on(Input.Changed)
    def take_back_problem(self) -> None:
        """Leave nothing standing of the problem with what was typed before."""
        self.query_one(Problem).take_back()

    def action_go_on(self) -> None:
        """Go to the next field; from the last one, read the file."""
        go_on(self, self._read)

    @work(exclusive=True)
    async def _read(self) -> None:
        typed, encoding = (field.value.strip() for field in self.query(Input))
        if not typed:
            self._complain("file", said.WHICH_FILE)
        elif encoding and encoding.lower() not in ENCODINGS:
            self._complain("encoding", said.unknown_encoding(ENCODINGS))
        else:
            await self._read_file(typed, encoding.lower() or None)

    async def _read_file(self, typed: str, encoding: str | None) -> None:
        try:
            file: Path = path_named(typed)
            found = await asyncio.to_thread(found_in, file, self._host, encoding=encoding)
        except NotInEncoding as error:
            self._complain("encoding", said.not_text(error.encoding))
        except ImportRefused as error:
            self._complain("file", said.refused(error.problem))
        except UsageError as error:
            self._complain("file", str(error))
        except OSError as error:
            self._complain("file", system_words(error))
        else:
            self.dismiss(found)

    def _complain(self, name: str, sentence: str) -> None:
        problem, field = self.query_one(Problem), self.query_one(f"#{name}", Input)
        self.query_one(".dialog").move_child(problem, after=field)
        problem.say(sentence)
        field.focus()
