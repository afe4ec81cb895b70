"""Starting and ending a browser: nothing left, nothing said, whatever happens to it."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from optout_profiles.browser import driver, launching, machine
from optout_profiles.browser.finding import FoundBrowser, find_browser
from optout_profiles.browser.launching import launched
from optout_profiles.browser.processes import groups_below
from optout_profiles.browser.running import SHORT_PLACE, run_folder, shortened
from optout_profiles.errors import BrowserBroken, LibraryMissing, NoDisplay

HOSTS = ("127.0.0.1",)
CANARY = "canary-7f3a91c05e"
LEFT_SECONDS = 5.0

Living = Callable[[], list[str]]
Wait = Callable[[Callable[[], object]], Awaitable[None]]
Blow = Callable[[int, set[int]], None]


def kill_driver(driver_pid: int, groups: set[int]) -> None:
    os.kill(driver_pid, signal.SIGKILL)


def kill_browser(driver_pid: int, groups: set[int]) -> None:
    for group in groups:
        os.killpg(group, signal.SIGKILL)


def freeze_driver(driver_pid: int, groups: set[int]) -> None:
    os.kill(driver_pid, signal.SIGSTOP)


def freeze_browser(driver_pid: int, groups: set[int]) -> None:
    for group in groups:
        os.killpg(group, signal.SIGSTOP)


BLOWS = (kill_driver, kill_browser, freeze_driver, freeze_browser)


class Planting(BaseHTTPRequestHandler):
    """Answers with a cookie to keep, and a page that keeps more and never ends its script."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Set-Cookie", f"planted={CANARY}; Max-Age=9999999")
        self.send_header("Cache-Control", "max-age=9999999")
        self.end_headers()
        self.wfile.write(f"<p>{CANARY}</p>".encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Planting)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def program(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def folders(home: Path) -> list[Path]:
    return [path for path in (home / "state" / "running").iterdir() if path.is_dir()]


def below(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def links(home: Path) -> list[Path]:
    """Return the short names of this test's folders; others may run a browser just now."""
    return [
        path for path in SHORT_PLACE.glob("optout-tui-*") if path.resolve().is_relative_to(home)
    ]


def pids(home: Path) -> tuple[int, set[int]]:
    driver_pid = int((folders(home)[0] / "driver.pid").read_text())
    return driver_pid, groups_below(driver_pid)


def holding(folder: Path, canary: str) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [path for path in files if canary.encode() in path.read_bytes()]


async def test_after_use_no_process_and_no_file_is_left(
    browser: FoundBrowser,
    home: Path,
    processes: Living,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    async with launched(browser, HOSTS) as running:
        page = await running.new_page()
        await page.goto(address)
        folder = folders(home)[0]
        assert folder.stat().st_mode & 0o777 == 0o700
        assert any(str(folder) in line for line in processes())
        assert len(links(home)) == 1
    assert processes() == []
    assert below(home) == [home / "state", home / "state" / "running"]
    assert links(home) == []


@pytest.mark.parametrize("blow", BLOWS)
async def test_whatever_is_killed_or_frozen_nothing_is_left(
    browser: FoundBrowser,
    home: Path,
    processes: Living,
    until: Wait,
    blow: Blow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(driver, "STOP_SECONDS", 0.5)
    async with asyncio.timeout(LEFT_SECONDS + 10):
        async with launched(browser, HOSTS) as running:
            page = await running.new_page()
            call = asyncio.ensure_future(page.evaluate("() => new Promise(() => {})"))
            blow(*pids(home))
        await asyncio.wait({call}, timeout=0.1)
    await until(lambda: processes() == [])
    assert list((home / "state" / "running").iterdir()) == []
    call.cancel()


async def test_nothing_that_a_page_keeps_reaches_the_disk(
    browser: FoundBrowser, home: Path, address: str
) -> None:
    async with launched(browser, HOSTS) as running:
        context = await running.new_context(accept_downloads=False)
        await context.add_cookies([{"name": "li_at", "value": CANARY, "url": address}])
        page = await context.new_page()
        await page.goto(address)
        await page.evaluate(
            f"""async () => {{ localStorage.kept = sessionStorage.kept = "{CANARY}";
            await (await caches.open("kept")).put("/kept", new Response("{CANARY}"));
            await new Promise((ended) => {{ const asked = indexedDB.open("kept", 1);
              asked.onupgradeneeded = () => asked.result.createObjectStore("kept").put(
                "{CANARY}", 1); asked.onsuccess = asked.onerror = ended }}) }}"""
        )
        await page.reload()
        assert holding(home, CANARY) == []
        kill_browser(*pids(home))
        assert holding(home, CANARY) == []
    assert holding(home, CANARY) == []


def kill_once_ready(script: str) -> None:
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as ours:
        assert ours.stdout
        assert ours.stdout.readline() == b"ready\n"
        ours.kill()


async def test_a_killed_program_leaves_no_browser_and_its_folder_is_swept(
    browser: FoundBrowser, home: Path, processes: Living, until: Wait, address: str
) -> None:
    script = f"""
import asyncio
from pathlib import Path
from optout_profiles.browser.finding import find_browser
from optout_profiles.browser.launching import launched
async def main():
    async with launched(find_browser({str(browser.path)!r}), ["127.0.0.1"]) as running:
        page = await running.new_page()
        await page.goto({address!r})
        print("ready", flush=True)
        await asyncio.Event().wait()
asyncio.run(main())
"""
    await asyncio.to_thread(kill_once_ready, script)
    await until(lambda: processes() == [])
    assert len(folders(home)) == 1
    assert holding(home, CANARY) == []
    async with run_folder() as folder:
        assert folders(home) == [folder]


async def test_the_folder_of_a_living_browser_is_not_swept(home: Path) -> None:
    async with run_folder() as first, run_folder() as second:
        assert sorted(folders(home)) == sorted([first, second])
    assert folders(home) == []


async def test_a_folder_that_could_not_be_removed_is_swept_by_a_later_start(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optout_profiles.browser.running.REMOVAL_TRIES", 1)
    async with run_folder() as folder:
        folder.rename(home / "aside")
        folder.touch()  # no folder, so removing one fails, even for root
    async with run_folder():
        assert folder.is_file()
    folder.unlink()
    (home / "aside").rename(folder)
    async with run_folder() as other:
        assert folders(home) == [other]
    assert list((home / "state" / "running").iterdir()) == []


@pytest.mark.parametrize("pid", [0, 1])
def test_what_the_system_started_is_below_no_driver_of_ours(pid: int) -> None:
    assert groups_below(pid) == set()


@pytest.mark.parametrize("moment", [0.0, 0.05, 0.15, 0.3, 0.5])
async def test_a_cancellation_at_any_moment_leaves_nothing(
    usual: FoundBrowser, home: Path, processes: Living, until: Wait, moment: float
) -> None:
    async def run() -> None:
        async with launched(usual, HOSTS):
            await asyncio.Event().wait()

    running = asyncio.ensure_future(run())
    await asyncio.wait({running}, timeout=moment)
    running.cancel()
    async with asyncio.timeout(LEFT_SECONDS):
        with pytest.raises(asyncio.CancelledError):
            await running
    await until(lambda: processes() == [])
    assert list((home / "state" / "running").glob("*")) == []


async def test_an_error_of_the_caller_passes_through(
    usual: FoundBrowser, processes: Living
) -> None:
    with pytest.raises(KeyError, match="mine"):
        async with launched(usual, HOSTS):
            raise KeyError("mine")
    assert processes() == []


async def test_two_browsers_can_run_at_once(usual: FoundBrowser, home: Path) -> None:
    async def version() -> str:
        async with launched(usual, HOSTS) as running:
            return running.version

    first, second = await asyncio.gather(version(), version())
    assert first == second
    assert driver.NODE not in os.environ


def environment_of(pid: int) -> list[bytes]:
    return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")


async def test_neither_driver_nor_browser_inherits_what_would_betray(
    usual: FoundBrowser, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talkative = {"DEBUG", "DEBUGP", "PWDEBUG", "NODE_OPTIONS", "SSLKEYLOGFILE"}
    for name in (*talkative, "http_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "")
    async with launched(usual, HOSTS):
        driver_pid, groups = pids(home)
        for pid in (driver_pid, *groups):
            inherited = environment_of(pid)
            names = {one.partition(b"=")[0].decode() for one in inherited}
            assert not names & talkative
            assert not {name for name in names if name.lower().endswith("_proxy")}
            assert f"TMPDIR={folders(home)[0]}".encode() in inherited or pid != driver_pid
    assert os.environ["HTTPS_PROXY"] == ""


async def test_a_folder_where_the_short_name_was_to_be_ends_no_run(home: Path) -> None:
    async with run_folder() as folder:
        in_the_way = SHORT_PLACE / f"optout-tui-{folder.name}"
        in_the_way.mkdir()
        assert shortened(folder) == folder
    try:
        assert in_the_way.is_dir()
        assert folders(home) == []
    finally:
        in_the_way.rmdir()


async def test_a_state_folder_that_nodejs_cannot_name_is_told_in_one_line(
    usual: FoundBrowser, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPTOUT_TUI_STATE", os.fsdecode(bytes(home) + b"/st\xff\xfe"))
    with pytest.raises(BrowserBroken, match="no such file") as told:
        async with launched(usual, HOSTS):
            pass
    assert "\n" not in str(told.value)


def test_nothing_is_written_to_the_terminal_even_when_the_driver_dies(home: Path) -> None:
    script = """
import asyncio, gc, os, signal
from pathlib import Path
from optout_profiles.browser.finding import find_browser
from optout_profiles.browser.launching import launched
async def main():
    async with launched(find_browser(), ["127.0.0.1"]) as running:
        page = await running.new_page()
        await page.set_content("<input>")
        await page.fill("input", "typed-secret")
        pid = next(Path(os.environ["OPTOUT_TUI_STATE"]).rglob("driver.pid")).read_text()
        os.kill(int(pid), signal.SIGKILL)
        await asyncio.gather(page.title(), return_exceptions=True)
asyncio.run(main())
gc.collect()
"""
    env = {**os.environ, "DEBUG": "pw:*", "DEBUGP": "1"}
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, env=env, check=False, timeout=30
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("exit 7", "has been closed"),
        ("echo the disk is odd >&2; exit 1", "the disk is odd"),
        ("echo '[1:1:FATAL:zygote.cc(1)] No usable sandbox! If' >&2; exit 1", "sandbox can't run"),
        ("sleep 60", "not ready within 1 seconds"),
    ],
)
async def test_a_browser_that_does_not_start_is_called_broken_in_one_line(
    tmp_path: Path,
    processes: Living,
    text: str,
    problem: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(launching, "LAUNCH_SECONDS", 1.0)
    found = find_browser(str(program(tmp_path / "browser", text)))
    with pytest.raises(BrowserBroken, match=problem) as caught:
        async with launched(found, HOSTS):
            pass
    assert "\n" not in str(caught.value)
    assert processes() == []


@pytest.mark.parametrize("value", ["", None])
async def test_without_a_display_no_window_is_tried_and_the_terminal_is_advised(
    usual: FoundBrowser, home: Path, value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    with pytest.raises(NoDisplay) as told:
        async with launched(usual, HOSTS, visible=True):
            pass
    assert str(told.value) == (
        "There is no display for a browser window. "
        "Sign in here instead: optout-tui sign-in ACCOUNT --terminal"
    )
    assert not (home / "state").exists()


async def test_what_leads_to_a_display_reaches_the_browser(
    usual: FoundBrowser, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leading = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR")
    for name in leading:
        monkeypatch.setenv(name, f"{home}/{name.lower()}")
    async with launched(usual, HOSTS):
        _, groups = pids(home)
        for pid in groups:
            inherited = environment_of(pid)
            assert {f"{name}={home}/{name.lower()}".encode() for name in leading} <= {*inherited}


async def test_a_library_that_the_browser_lacks_is_named(tmp_path: Path) -> None:
    words = "x: error while loading shared libraries: libnss3.so: cannot open shared object file"
    found = find_browser(str(program(tmp_path / "browser", f"echo '{words}' >&2; exit 127")))
    with pytest.raises(LibraryMissing, match=r"libnss3\.so"):
        async with launched(found, HOSTS):
            pass


@pytest.mark.parametrize(
    ("text", "error", "problem"),
    [
        (
            "echo 'node: error while loading shared libraries: libatomic.so.1: no' >&2; exit 127",
            LibraryMissing,
            r"libatomic\.so\.1",
        ),
        ("exit 3", BrowserBroken, "Connection closed"),
        ("echo out of memory >&2; exit 134", BrowserBroken, "out of memory"),
        ("exec sleep 60", BrowserBroken, "not ready within 0.5 seconds"),
    ],
)
async def test_a_driver_that_does_not_start_is_told_apart(
    usual: FoundBrowser,
    tmp_path: Path,
    home: Path,
    processes: Living,
    text: str,
    error: type[Exception],
    problem: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(driver, "START_SECONDS", 0.5)
    monkeypatch.setenv(driver.NODE, str(program(tmp_path / "node", text)))
    with pytest.raises(error, match=problem):
        async with launched(usual, HOSTS):
            pass
    assert os.environ[driver.NODE] == str(tmp_path / "node")
    assert processes() == []
    assert list((home / "state" / "running").iterdir()) == []
