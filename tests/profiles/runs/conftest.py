"""Practice sites, vaults with an account for each member, and pages with any content."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, aclosing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import pytest_asyncio
from display import lacking_for_windows

from optout_profiles.accounts import Account, BrowserKind, Session, new_account, now
from optout_profiles.browser.browsing import running_browser
from optout_profiles.browser.finding import find_browser
from optout_profiles.browser.sighting import Sighting, SwitchSeen
from optout_profiles.outcomes import Reason
from optout_profiles.practice import Behaviour, Member, Pace, PracticeSite, member_with
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Event, Kind
from optout_profiles.runs.keeping import kept
from optout_profiles.runs.queue import run_queue
from optout_profiles.runs.turns import ACCOUNT_SECONDS
from optout_profiles.secret import Secret
from optout_profiles.sites import SiteProfile, built_in_profile
from optout_profiles.vault import TEST_COST, Put, Table, Vault, create_vault, open_vault

PASSPHRASE = Secret("correct horse battery staple")
QUICK = Pace(saving=0.3, drawing=0.1)
PATIENCE = 10.0

collect_ignore = ["test_windows.py"] if lacking_for_windows() else []


class House:
    """A practice site, a vault with an account for each of its members, and their sessions."""

    def __init__(self, folder: Path, site: PracticeSite) -> None:
        self.site = site
        self.path = folder / "list.vault"
        self.vault: Vault = create_vault(self.path, PASSPHRASE, TEST_COST)
        self.id_of: dict[str, str] = {}
        for member in site.members:
            self._move_in(member)

    def _move_in(self, member: Member) -> None:
        account = new_account(member.name, login=member.login, member=member.handle)
        cookies = self.site.cookies(member.handle)
        session = Session(
            account.id, member.handle, self.site.origin, BrowserKind.HEADLESS, now(), cookies
        )
        self.vault.write(Put(Table.ACCOUNTS, account.id, account), *kept(account, session))
        self.id_of[member.handle] = account.id

    @property
    def ids(self) -> list[str]:
        """The accounts' ids, in the members' order."""
        return list(self.id_of.values())

    def account(self, handle: str) -> Account:
        """Return an account as the vault has it."""
        account = self.vault.get(Table.ACCOUNTS, self.id_of[handle], Account)
        assert account is not None
        return account

    def session(self, handle: str) -> Session | None:
        """Return an account's session as the vault has it."""
        return self.vault.get(Table.SESSIONS, self.id_of[handle], Session)

    def queue(
        self,
        kind: Kind = Kind.OPT_OUT,
        control: QueueControl | None = None,
        seconds: float = ACCOUNT_SECONDS,
        ids: Sequence[str] | None = None,
        profile: SiteProfile | None = None,
        **named: object,
    ) -> AsyncGenerator[Event, None]:
        """Return the queue of these accounts, all by default."""
        return run_queue(
            self.vault,
            profile or self.site.profile,
            find_browser(),
            self.ids if ids is None else ids,
            kind,
            control or QueueControl(),
            seconds,
            **named,
        )

    async def run(self, *wishes: object, **named: object) -> list[Event]:
        """Run a queue to its end and return what happened."""
        async with aclosing(self.queue(*wishes, **named)) as events:
            return [event async for event in events]

    def reader(self) -> Vault:
        """Open the vault once more, for reading."""
        return open_vault(self.path, PASSPHRASE, writing=False)

    def close(self) -> None:
        """Close the vault that is open now."""
        self.vault.close()

    def reopen(self) -> None:
        """Close the vault and open it again, as the next start of the program does."""
        self.vault.close()
        self.vault = open_vault(self.path, PASSPHRASE, writing=True)


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where everything is written that these tests' programs write."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        patch.setenv("OPTOUT_TUI_STATE", str(folder / "state"))
        yield folder


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., House]]:
    """Make houses whose members are given, or are named after the behaviours given."""
    with ExitStack() as stack:

        def build(*lives: Behaviour | Member, pace: Pace = QUICK) -> House:
            members = [one if isinstance(one, Member) else member_with(one) for one in lives]
            site = stack.enter_context(PracticeSite(members, pace=pace))
            house = House(tmp_path_factory.mktemp("house"), site)
            stack.callback(house.close)
            return house

        yield build


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser_for() -> AsyncGenerator[Callable[..., Awaitable[object]], None]:
    """Return a running browser that reaches 127.0.0.1, for a profile of that host."""
    from optout_profiles.browser.browsing import Browser

    loopback = PracticeSite([]).profile
    async with running_browser(find_browser(), loopback) as running:
        yield lambda profile: Browser(running._running, profile)


class Beside:
    """A person beside a run: gives these codes, waits so often, and notes what is asked of them."""

    def __init__(self, codes: Sequence[str] = (), waits: int = 0, confirms: bool = False) -> None:
        self._codes, self._waits, self._confirms = list(codes), waits, confirms
        self.asked: list[tuple[Reason, bool]] = []
        self.told: list[Reason | None] = []
        self.left: list[float] = []
        self.seen: list[str] = []

    async def code(self, reason: Reason, *, was_wrong: bool) -> Secret[str] | None:
        """Give the next code, if there is one left."""
        self.asked.append((reason, was_wrong))
        return Secret(self._codes.pop(0)) if self._codes else None

    def waits(self, reason: Reason | None, seconds_left: float) -> bool:
        """Wait as often as was said."""
        self.told.append(reason)
        self.left.append(seconds_left)
        return len(self.told) <= self._waits

    async def confirms(self, member: str) -> bool:
        """Answer as was said."""
        self.seen.append(member)
        return self._confirms


@pytest.fixture
def nobody() -> Beside:
    """Return nobody at all, as behind a pipe."""
    return Beside()


@pytest.fixture(scope="session")
def beside() -> type[Beside]:
    """Make people beside a run."""
    return Beside


@pytest.fixture
def processes(home: Path) -> Callable[[], list[str]]:
    """Tell the command lines of the living processes that know of this module's home."""

    def living() -> list[str]:
        told = [_words(folder) for folder in Path("/proc").glob("[0-9]*")]
        return [words for words in told if str(home) in words]

    return living


def _words(folder: Path) -> str:
    try:
        told = (folder / "cmdline").read_bytes() + b" " + (folder / "environ").read_bytes()
    except OSError:
        return ""
    return told.replace(b"\0", b" ").decode(errors="replace")


@pytest.fixture
def until() -> Callable[[Callable[[], object]], Awaitable[None]]:
    """Wait for a condition, and fail when it doesn't come true in time."""

    async def wait(condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, "it never came true"
            await asyncio.sleep(0.01)

    return wait


@pytest.fixture(scope="session")
def linkedin() -> SiteProfile:
    """Return the profile that comes with the program."""
    return built_in_profile()


@pytest.fixture
def sighting(linkedin: SiteProfile) -> Callable[..., Sighting]:
    """Return what the setting's page of a well-behaved account shows, but for what is given."""

    def seen(**other: object) -> Sighting:
        usual: dict[str, object] = {
            "url": linkedin.address(linkedin.setting.path),
            "status": 200,
            "complete": True,
            "switches": (SwitchSeen(linkedin.setting.key, True, None),),
            "has_navigation": True,
            "navigation_members": ("ada-lovelace",),
            "members": ("ada-lovelace", "nora-neighbour"),
            "sign_in_form": False,
            "challenges": (),
            "restricted": False,
            "settings_paths": (),
            "names_row": False,
            "is_steady": True,
        }
        told = usual | other
        return Sighting(**({"loaded_url": told["url"]} | told))

    return seen


@pytest.fixture(scope="module")
def pages() -> Iterator[Callable[[dict[str, str]], tuple[str, list[str]]]]:
    """Serve HTML by path on a port of its own; return its origin and what was sent to it.

    A path may go on with a query, or with ``?`` and what is sent there. A body of digits first is
    a status, an address or a path is gone to, one that begins with ``late`` comes a second after
    its head.
    """
    with ExitStack() as stack:

        def serve(by_path: dict[str, str]) -> tuple[str, list[str]]:
            sent: list[str] = []

            class Answering(BaseHTTPRequestHandler):
                def do_GET(self) -> None:
                    self.answer(self.path)

                def answer(self, asked: str) -> None:
                    body = by_path.get(asked) or by_path.get(self.path.partition("?")[0], "")
                    if body.startswith(("http://", "/")):
                        self.send_response(302)
                        self.send_header("Location", body)
                        body = ""
                    else:
                        self.send_response(int(body[:3]) if body[:3].isdecimal() else 200)
                    endings = {"js": "javascript", "event": "event-stream"}
                    kind = endings.get(self.path.rpartition("/")[2].rpartition(".")[2], "html")
                    self.send_header("Content-Type", f"text/{kind}; charset=utf-8")
                    self.send_header("Content-Length", str(len(body.encode())))
                    self.send_header("Cache-Control", "no-store")
                    self.end_headers()
                    if body.startswith("late") or kind == "event-stream":
                        time.sleep(1)
                    self.wfile.write(body.encode())

                def do_POST(self) -> None:
                    length = int(self.headers.get("Content-Length", "0"))
                    sent.append(self.rfile.read(length).decode())
                    self.answer(f"{self.path}?{sent[-1]}")

                do_PUT = do_POST  # noqa: N815

                def log_message(self, *args: object) -> None:
                    pass

            server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
            Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}", sent

        yield serve
