"""A bug wherever it is: one line, and nothing of what was in memory, on the screen or in a file.

Every worker of the app and every screen has its line here; two tests see to it.
"""

import ast
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest
from terminal import Terminal
from textual.screen import Screen

import optout_tui
from optout_profiles.accounts import BrowserKind, Session, new_account, now
from optout_profiles.practice import Behaviour, PracticeSite, member_with
from optout_profiles.runs.events import Kind
from optout_profiles.runs.journal import Journal
from optout_profiles.runs.keeping import kept
from optout_profiles.runs.records import OpenQueue
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault

PROGRAM = Path(__file__).with_name("app_with_a_bug.py")
HOUSE = Path(optout_tui.__file__).parent
PASSPHRASE = "planted-passphrase"
PLANTED = (PASSPHRASE, "planted-cookie", "planted-label", "planted-password", "planted-login")
ESC = "\x1b[27u"
"""As terminals send it that tell a key from the begin of a sequence."""

CTRL_C, CTRL_P, CTRL_S = "\x03", "\x10", "\x13"
SIGN_IN = "planted-login\rplanted-password\r"


@dataclass(frozen=True)
class Planted:
    """Where the bug is, what is typed to come before it (keys, then words), and what meets it.

    Where nothing more is to be typed, the app comes upon it by itself.
    """

    place: str
    before: tuple[tuple[str, str], ...] = ()
    then: str = ""
    live: bool = False
    cut: bool = False
    config: str = ""

    @property
    def is_locked(self) -> bool:
        """Whether the list isn't opened on the way."""
        return self.then.startswith(PASSPHRASE)


APP = "optout_tui.app:OptOutApp."
BOARD = "optout_tui.screens.accounts_board:AccountsBoard."
DESK = "optout_tui.desk:Desk."
LIST = "optout_tui.screens.accounts:"
RUNS = "optout_tui.screens.accounts_runs:"
IN_QUEUE = (("c", "Check 1 of 1"),)
ENDED = (("j", ""), ("c", "Check finished"))
WORKERS = {
    "OptOutApp.action_leave": Planted(f"{APP}stop_work", then="q"),
    "OptOutApp._interrupt": Planted(f"{DESK}farewell", then=CTRL_C),
    "OptOutApp._run_bound": Planted(
        f"{LIST}AccountsScreen.action_filter",
        ((CTRL_P, "Search for commands"), ("find", "Show only some")),
        "\r",
    ),
    "LockingApp.action_lock": Planted(f"{DESK}close", then="L"),
    "LockingApp._lock": Planted(f"{DESK}close", config="lock_after = 0.03"),
    "AccountsScreen.action_new": Planted(
        "optout_tui.wording.advice:Ways.sign_in", (("nplanted-login", "New account"),), CTRL_S
    ),
    "AccountsScreen.action_edit": Planted(f"{LIST}details_of", then="e"),
    "AccountsScreen.action_remove": Planted(f"{DESK}remove", (("d", "Take 1"),), "yes\r"),
    "AccountsScreen.action_forget": Planted(f"{DESK}forget", (("F", "Forget"),), "yes\r"),
    "AccountsScreen.action_report": Planted(f"{DESK}usual_report", then="w"),
    "AccountsScreen.action_import": Planted("optout_tui.screens.importing:agreed_plan", then="I"),
    "ImportScreen._read": Planted(
        "optout_tui.screens.importing:found_in", (("I", "from a file"),), "planted-label\r\r"
    ),
    "AccountsScreen.action_export": Planted(f"{LIST}usual_list", then="E"),
    "AccountsScreen.action_mark_menu": Planted(
        "optout_tui.widgets.accounts_pane:AccountsPane.mark_choices", then="m"
    ),
    "AccountsScreen.action_sort_menu": Planted(f"{LIST}sort_choices", then="S"),
    "AccountsRuns._take_up": Planted(f"{RUNS}cut_short_words", cut=True),
    "AccountsRuns._look_once_agreed": Planted(f"{RUNS}TermsScreen", live=True, then="c"),
    "AccountsRuns.action_opt_out": Planted(f"{BOARD}_agreed", then="o"),
    "AccountsRuns.action_guided": Planted(f"{RUNS}AccountsRuns._way", then="b"),
    "AccountsRuns.action_undo": Planted(f"{BOARD}_say", then="z"),
    "AccountsRuns.action_queue": Planted(f"{RUNS}QueueScreen", ENDED, "Q"),
    "AccountsRuns.action_stop": Planted(f"{RUNS}AskOfWork", IN_QUEUE, "x"),
    "AccountsRuns.action_rules": Planted(f"{RUNS}TermsScreen", live=True, then="R"),
    "AccountsSignIns.action_sign_in": Planted(
        "optout_tui.screens.accounts_sign_ins:needing_sign_in", then="s"
    ),
    "SigningIn._sign_in": Planted("optout_tui.sign_ins:sign_in", (("s", "Password"),), SIGN_IN),
    "UnlockScreen._open": Planted("optout_profiles.vault:open_vault", then=f"{PASSPHRASE}\r"),
    "QueueStrip._run": Planted("optout_profiles.runs.turns:run_account", then="c"),
}
"""By what failed in a worker, which has a line of its own for each."""

CLOCK = "optout_tui.locking:LockingApp.look_at_clock"
FILE = (("I", "from a file"), ("{folder}/clients.csv\r\r", "Which column is what?"))
SCREENS = {
    "UnlockScreen": Planted(CLOCK, then="planted-pass"),
    "AccountsScreen": Planted(CLOCK),
    "DetailsScreen": Planted(CLOCK, (("\r", "What the setting covers"),)),
    "AccountForm": Planted(CLOCK, (("nplanted-label", "New account"),)),
    "AskScreen": Planted(CLOCK, (("d", "Take 1"),)),
    "AskOfWork": Planted(CLOCK, (*IN_QUEUE, ("x", "Stop the queue?"))),
    "ReportScreen": Planted(CLOCK, (("w", "report"),)),
    "ImportScreen": Planted(CLOCK, FILE[:1]),
    "MappingScreen": Planted(CLOCK, FILE),
    "ImportPreview": Planted(CLOCK, (*FILE, (CTRL_S, "rejected"))),
    "Menu": Planted(CLOCK, (("m", "Mark"),)),
    "QueueScreen": Planted(CLOCK, (*ENDED, ("Q", "esc"))),
    "HelpScreen": Planted(CLOCK, (("?", "Keys and signs"),)),
    "TermsScreen": Planted(CLOCK, (("R", "Before the first run"),), live=True),
    "SignInForm": Planted(CLOCK, (("s", "Password"), ("planted-login\rplanted-pass", "••"))),
    "SigningIn": Planted(CLOCK, (("s", "Password"), (SIGN_IN, "Signing in"))),
    "CodeForm": Planted(CLOCK, (("G", ""), ("s", "Password"), ("{code}", "Code"))),
}
ELSEWHERE = {
    "a field's own key": Planted(f"{DESK}edit", (("e", "Edit account"),), f"planted-login{CTRL_S}"),
    "a widget that is drawn": Planted(
        "optout_tui.widgets.table:AccountsTable.render_line", then="j"
    ),
    "a task beside the queue": Planted(
        "optout_tui.notifying:failure_of", then="jc", config='notify = ["true"]'
    ),
}


ALWAYS = {"UnlockScreen._open", "SigningIn._sign_in", "QueueStrip._run", "SignInForm", "CodeForm"}
"""Where passphrases, passwords, codes and sessions are at hand."""


def some_of(places: Mapping[str, Planted]) -> list[str]:
    """Return those and a third of the rest; all where ``OPTOUT_TUI_TEST_BUGS`` is set."""
    if "OPTOUT_TUI_TEST_BUGS" in os.environ:
        return [*places]
    return [one for place, one in enumerate(places) if one in ALWAYS or place % 3 == 0]


@pytest.fixture(scope="module")
def site() -> Iterator[PracticeSite]:
    members = [member_with(one) for one in (Behaviour.ENDLESS, Behaviour.ON, Behaviour.CODE_BY_SMS)]
    with PracticeSite(members) as running:
        yield running


@pytest.fixture
def met(tmp_path: Path, site: PracticeSite) -> Iterator[Callable[[Planted], Terminal]]:
    """Return a function that comes to a bug in a terminal, and leaves the program at its end."""
    opened: list[Terminal] = []

    def meet(planted: Planted) -> Terminal:
        make_list(tmp_path, site, planted)
        words = [] if planted.live else ["--profile", tmp_path / "practice.toml"]
        folders = {f"OPTOUT_TUI_{one}": str(tmp_path / one) for one in ("STATE", "DATA", "CONFIG")}
        browsers = {"PLAYWRIGHT_BROWSERS_PATH": os.environ["PLAYWRIGHT_BROWSERS_PATH"]}
        nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
        armed = tmp_path / "armed"
        program = [sys.executable, PROGRAM, planted.place, armed]
        terminal = Terminal(
            [*program, "--vault", tmp_path / "list.vault", *words],
            {"HOME": str(tmp_path), **folders, **browsers, **nowhere},
            columns=120,
            rows=40,
        )
        opened.append(terminal)
        terminal.until("Passphrase")
        if not planted.is_locked:
            if planted.cut:
                armed.touch()
            terminal.type(f"{PASSPHRASE}\r")
            if not planted.cut:
                terminal.until("3 accounts")
        for keys, words_then in planted.before:
            terminal.type(keys.replace("{folder}", str(tmp_path)).replace("{code}", code_for(site)))
            terminal.until(words_then)
        armed.touch()
        terminal.type(planted.then)
        return terminal

    yield meet
    for one in opened:
        one.close()


def code_for(site: PracticeSite) -> str:
    """Return what is typed to be asked for a code."""
    member = site.members[2]
    return f"{member.login}\r{member.password}\r"


def make_list(folder: Path, site: PracticeSite, planted: Planted) -> None:
    """Make a list of three, of whom the first one's page never ends; and what lies beside it."""
    with create_vault(folder / "list.vault", Secret(PASSPHRASE), TEST_COST) as vault:
        for member in site.members:
            account = new_account(f"planted-label {member.name}")
            vault.write(Put(Table.ACCOUNTS, account.id, account))
            if member.behaviour is Behaviour.ENDLESS and not planted.live:
                by = BrowserKind.HEADLESS
                cookies = site.cookies(member.handle)
                session = Session(account.id, member.handle, site.origin, by, now(), cookies)
                vault.write(*kept(account, session))
                if planted.cut:
                    Journal(vault, OpenQueue("q", Kind.CHECK, (account.id,))).begin(account.id)
    (folder / "practice.toml").write_text(site.profile_text)
    (folder / "clients.csv").write_text("name,strange\nplanted-label,planted-login\n")
    (folder / "CONFIG").mkdir()
    (folder / "CONFIG" / "config.toml").write_text(planted.config)


def assert_is_one_line(terminal: Terminal, folder: Path) -> None:
    """Take the program to its end; nothing of what was planted is said, kept or left running."""
    assert terminal.finish() == 70
    assert terminal.is_restored
    said = terminal.raw.decode()
    said = said[said.rindex("\x1b[?1049l") :].replace("\r\n", " ")
    assert "This is a bug (ValueError at app_with_a_bug.py:" in said
    assert "Traceback" not in said
    ours = {folder / name for name in ("clients.csv", "practice.toml")}
    written = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    for planted in PLANTED:
        assert planted not in said
        assert {file for file, text in written.items() if planted.encode() in text} <= ours
    log = (folder / "STATE" / "log").read_text()
    assert "bug type=ValueError" in log
    assert "bug-at place=app_with_a_bug.py:" in log
    assert list(processes_of(folder)) == []


def processes_of(folder: Path) -> Iterator[str]:
    """Yield the processes that inherited this test's folders."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if str(folder / "STATE").encode() in (process / "environ").read_bytes():
                yield (process / "cmdline").read_bytes().decode()


@pytest.mark.parametrize("name", some_of(WORKERS))
def test_a_bug_in_a_worker_is_one_line(tmp_path: Path, met, name: str) -> None:
    assert_is_one_line(met(WORKERS[name]), tmp_path)


@pytest.mark.parametrize("name", some_of(SCREENS))
def test_a_bug_over_a_screen_is_one_line(tmp_path: Path, met, name: str) -> None:
    assert_is_one_line(met(SCREENS[name]), tmp_path)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_bug_elsewhere_is_one_line(tmp_path: Path, met, name: str) -> None:
    assert_is_one_line(met(ELSEWHERE[name]), tmp_path)


def test_no_worker_is_left_out() -> None:
    workers = {
        f"{owner.name}.{deed.name}"
        for file in HOUSE.rglob("*.py")
        for owner in ast.walk(ast.parse(file.read_text()))
        if isinstance(owner, ast.ClassDef)
        for deed in owner.body
        if isinstance(deed, ast.AsyncFunctionDef | ast.FunctionDef)
        if any(ast.unparse(one).partition("(")[0] == "work" for one in deed.decorator_list)
    }
    assert len(workers) > 20
    assert workers == set(WORKERS)


def test_no_screen_is_left_out() -> None:
    for file in (HOUSE / "screens").glob("*.py"):
        import_module(f"optout_tui.screens.{file.stem}")
    screens = {one for one in heirs_of(Screen) if one.__module__.startswith("optout_tui")}
    left_out = {one for one in screens if one.__name__ not in SCREENS}
    assert all(one.__subclasses__() for one in left_out)
    assert set(SCREENS) <= {one.__name__ for one in screens}


def heirs_of(one: type) -> set[type]:
    return {one, *(heir for child in one.__subclasses__() for heir in heirs_of(child))}
