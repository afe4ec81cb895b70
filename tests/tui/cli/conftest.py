"""The program as a person or a script starts it: a process, a home of its own, a practice site."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest
from display import lacking_for_windows
from terminal import OBEYED

from optout_profiles.accounts import Account, BrowserKind, Session, new_account, now
from optout_profiles.practice import Behaviour, Pace, PracticeSite, SignInShape, member_with
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, Vault, create_vault, open_vault

collect_ignore = ["test_windows.py"] if lacking_for_windows() else []

PASSPHRASE = "canary passphrase of a test"
QUICK = Pace(saving=0.2, reverting=0.1, drawing=0.05)
PATIENCE = 30.0


class Ended(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Program:
    """``optout-tui`` with its own home; what it prints is always looked at for two claims.

    Those are: no traceback, and nothing that a terminal would obey.
    """

    script = Path(sys.executable).with_name("optout-tui")

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self._stack = folder, stack
        self.vault = folder / "data" / "accounts.vault"
        self.passphrase_file = folder / "passphrase"
        self.passphrase_file.write_text(f"{PASSPHRASE}\n")
        self.passphrase_file.chmod(0o600)
        for name in ("home", "tmp", "work"):
            (folder / name).mkdir()
        self.environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "PLAYWRIGHT_BROWSERS_PATH": os.environ["PLAYWRIGHT_BROWSERS_PATH"],
            "HOME": str(folder / "home"),
            "TMPDIR": str(folder / "tmp"),
            "OPTOUT_TUI_DATA": str(folder / "data"),
            "OPTOUT_TUI_STATE": str(folder / "state"),
            "OPTOUT_TUI_CONFIG": str(folder / "config"),
            "OPTOUT_TUI_PASSPHRASE_FILE": str(self.passphrase_file),
        }

    def run(self, *words: str | Path, typed: str = "", **environment: str) -> Ended:
        """Run a command to its end, with ``typed`` as its standard input."""
        started = self.start(*words, **environment)
        try:
            out, err = started.communicate(typed.encode(), timeout=PATIENCE)
        finally:
            started.kill()
        ended = Ended(started.returncode, out.decode(), err.decode())
        assert "Traceback" not in ended.err
        assert not OBEYED.search(ended.out + ended.err)
        return ended

    def start(self, *words: str | Path, **environment: str) -> subprocess.Popen[bytes]:
        """Start a command; a variable that is set to nothing is taken out."""
        known = {name: value for name, value in (self.environment | environment).items() if value}
        return self._stack.enter_context(
            subprocess.Popen(
                [self.script, *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=known,
                cwd=self.folder / "work",
                start_new_session=True,
            )
        )

    def practise(
        self,
        *behaviours: Behaviour,
        pace: Pace = QUICK,
        waits: str = "[0.1, 0.3]",
        rest: str = "0.3",
        shape: SignInShape = SignInShape.CLASSIC,
    ) -> PracticeSite:
        """Start a site, and name a copy of LinkedIn's profile that leads there."""
        members = [member_with(behaviour) for behaviour in behaviours]
        site = self._stack.enter_context(PracticeSite(members, pace=pace, sign_in=shape))
        text = files("optout_profiles.sites").joinpath("linkedin.toml").read_text()
        for old, new in (
            ("https://www.linkedin.com", site.origin),
            ('"www.linkedin.com"', '"127.0.0.1"'),
            ('"static.licdn.com"', '"127.0.0.1"'),
            ('"media.licdn.com"', '"127.0.0.1"'),
            ("[1.0, 3.0]", waits),
            ("steady_for = 0.7", f"steady_for = {rest}"),
        ):
            assert old in text
            text = text.replace(old, new)
        profile = self.folder / "elsewhere.toml"
        profile.write_text(text)
        self.environment["OPTOUT_TUI_PROFILE"] = str(profile)
        return site

    def make_vault(self, *accounts: Account) -> None:
        """Make a vault that is cheap to open, with these accounts."""
        with create_vault(self.vault, Secret(PASSPHRASE), TEST_COST) as vault:
            vault.write(*(Put(Table.ACCOUNTS, one.id, one) for one in accounts))

    def make_list(self, site: PracticeSite, *, signed_in: bool = True) -> dict[str, str]:
        """Make a vault with an account for each member; return their ids by label.

        The label is the member's behaviour.
        """
        accounts = [
            new_account(member.behaviour.value, login=member.login, member=member.handle)
            for member in site.members
        ]
        self.make_vault(*accounts)
        if signed_in:
            with self.opened(writing=True) as vault:
                vault.write(
                    *(Put(Table.SESSIONS, one.id, session_of(site, one)) for one in accounts)
                )
        return {account.label: account.id for account in accounts}

    def opened(self, *, writing: bool = False) -> Vault:
        """Open the vault in this process."""
        return open_vault(self.vault, Secret(PASSPHRASE), writing=writing)

    def accounts(self) -> dict[str, Account]:
        """Return the accounts by label."""
        with self.opened() as vault:
            return {account.label: account for account in vault.all(Table.ACCOUNTS, Account)}

    def processes(self) -> list[int]:
        """Return the living processes that inherited this program's home."""
        living = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                inherited = (folder / "environ").read_bytes()
            except OSError:
                continue
            if str(self.folder / "state").encode() in inherited:
                living.append(int(folder.name))
        return living


def session_of(site: PracticeSite, account: Account) -> Session:
    """Return a live sign-in of an account's member, as an earlier command would have kept it."""
    member = account.member or ""
    cookies = site.cookies(member)
    return Session(account.id, member, site.origin, BrowserKind.HEADLESS, now(), cookies)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """Return the program in a home of its own; nothing of it lives on."""
    with ExitStack() as stack:
        program = Program(tmp_path, stack)
        yield program
        for pid in program.processes():
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def until() -> Callable[[Callable[[], object]], None]:
    """Wait until a claim holds, ten seconds at most."""

    def wait(holds: Callable[[], object]) -> None:
        deadline, pause = time.monotonic() + 10, threading.Event()
        while not holds():
            assert time.monotonic() < deadline, "it never came true"
            pause.wait(0.005)

    return wait
