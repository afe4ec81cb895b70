"""Bringing a browser: by Playwright's real download from a place of our own, and by a made-up apt.

No test installs anything: apt is a script that writes down what it was asked.
"""

import io
import os
import zipfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from optout_profiles.browser import finding
from optout_profiles.browser.driver import NODE
from optout_profiles.browser.finding import find_browser
from optout_profiles.browser.installing import Progress, Step, install_browser
from optout_profiles.browser.packages import DEBIANS, System
from optout_profiles.errors import BrowserBroken, InstallFailed, LibraryMissing

BROWSER = "#!/bin/sh\necho Chromium 1.2.3.4\n"
BROKEN = "#!/bin/sh\nexit 127\n"
DEBIAN = System(True, DEBIANS, "apt-get install -y chromium")
ORDINARY_USER = System(False, DEBIANS, "sudo apt-get install -y chromium")
UBUNTU = System(True, (), "python -m playwright install --with-deps chromium")


class Mirror(BaseHTTPRequestHandler):
    """Serves small archives in the shape of Playwright's; counts how often it is asked."""

    program = BROWSER
    asked = 0
    may_end = Event()

    def do_GET(self) -> None:
        type(self).asked += 1
        name = self.path.rpartition("/")[2].removesuffix(".zip")
        inside = f"{name}/chrome" if name.startswith("chrome") else name
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            entry = zipfile.ZipInfo(inside)
            entry.external_attr = 0o755 << 16
            archive.writestr(entry, self.program)
            archive.writestr("padding", os.urandom(400_000))
        self.send_response(200)
        self.send_header("Content-Length", str(len(packed.getvalue())))
        self.end_headers()
        half = len(packed.getvalue()) // 2
        self.wfile.write(packed.getvalue()[:half])
        self.may_end.wait(20)
        with suppress(OSError):  # the one who asked may be gone
            self.wfile.write(packed.getvalue()[half:])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Mirror]]:
    monkeypatch.setattr(Mirror, "asked", 0)
    Mirror.may_end.set()
    monkeypatch.setattr(Mirror, "program", BROWSER)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", f"http://127.0.0.1:{server.server_port}")
    yield Mirror
    Mirror.may_end.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def no_mirror(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:9")


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Make the only folder with programs; no browser of this machine can be seen."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    on_path = {channel: names[:1] for channel, names in finding.CHANNELS.items()}
    monkeypatch.setattr(finding, "CHANNELS", on_path)
    monkeypatch.setattr(finding, "APPLICATIONS", on_path)
    return folder


def program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def apt(programs: Path, *, brings: str | None) -> Path:
    """Make an apt that notes its words, and brings a browser when told to install one."""
    log = programs / "asked.txt"
    script = f'#!/bin/sh\necho "$*" >>{log}\n'
    script += '[ "$1" = update ] && exit 0\n'
    if brings is None:
        script += 'echo "E: Unable to locate package" >&2; exit 100\n'
    else:
        program(programs / "brought", brings)
        script += f"/bin/ln -sf {programs}/brought {programs}/chromium\n"
    program(programs / "apt-get", script)
    program(programs / "apt-cache", '#!/bin/sh\n[ "$2" != chromium-headless-shell ]\n')
    return log


async def steps(system: System, *, visible: bool = False) -> list[Progress]:
    return [progress async for progress in install_browser(visible=visible, system=system)]


async def test_where_a_browser_starts_nothing_is_downloaded(
    programs: Path, mirror: type[Mirror]
) -> None:
    program(programs / "chromium", BROWSER)
    assert await steps(DEBIAN) == [Progress(Step.ALREADY_THERE, "Chromium 1.2.3.4")]
    assert mirror.asked == 0


async def test_a_snap_alone_counts_as_no_browser(
    programs: Path, mirror: type[Mirror], monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs / "chromium", BROWSER)
    monkeypatch.setattr(finding, "SNAPS", programs)
    assert find_browser().is_snap
    assert (await steps(ORDINARY_USER))[-1].step is Step.INSTALLED
    assert not find_browser().is_snap


async def test_playwright_downloads_one_and_tells_how_far_it_is(mirror: type[Mirror]) -> None:
    told = await steps(ORDINARY_USER)
    shares = [one.share for one in told if one.step is Step.DOWNLOADING]
    assert shares[0] == 0.0
    assert 1.0 in shares
    assert any("% of" in one.words for one in told)
    assert told[-1] == Progress(Step.INSTALLED, "Chromium 1.2.3.4")
    assert find_browser(visible=True).origin is finding.Origin.PLAYWRIGHT


async def test_a_headless_shell_alone_is_not_enough_for_a_window(
    programs: Path, mirror: type[Mirror]
) -> None:
    program(programs / "chromium-headless-shell", BROWSER)
    assert (await steps(ORDINARY_USER))[-1].step is Step.ALREADY_THERE
    assert (await steps(ORDINARY_USER, visible=True))[-1].step is Step.INSTALLED


async def test_where_the_download_fails_root_gets_a_package(
    programs: Path, no_mirror: None
) -> None:
    log = apt(programs, brings=BROWSER)
    told = await steps(DEBIAN)
    assert [one.step for one in told if one.step is not Step.DOWNLOADING] == [
        Step.DOWNLOAD_FAILED,
        Step.INSTALLED,
    ]
    assert log.read_text().splitlines() == [
        "update",
        "install -y --no-install-recommends chromium libatomic1",
    ]


async def test_a_download_that_does_not_start_is_no_success(
    programs: Path, mirror: type[Mirror], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror, "program", BROKEN)
    with pytest.raises(InstallFailed, match="does not start"):
        await steps(UBUNTU)


async def test_an_ordinary_user_is_told_what_to_type(programs: Path, no_mirror: None) -> None:
    log = apt(programs, brings=BROWSER)
    with pytest.raises(InstallFailed) as caught:
        await steps(ORDINARY_USER)
    assert caught.value.command == "sudo apt-get install -y chromium"
    assert "ECONNREFUSED" in caught.value.problem
    assert "\n" not in str(caught.value)
    assert "    at " not in str(caught.value)
    assert not log.exists()


async def test_each_way_that_failed_is_told(programs: Path, no_mirror: None) -> None:
    apt(programs, brings=None)
    with pytest.raises(InstallFailed) as caught:
        await steps(DEBIAN)
    assert "the download failed" in caught.value.problem
    assert "Unable to locate package" in caught.value.problem


async def test_a_library_that_the_driver_lacks_comes_first(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mirror: type[Mirror]
) -> None:
    node = tmp_path / "node"
    words = "echo 'error while loading shared libraries: libatomic.so.1: no' >&2; exit 127"
    program(node, f"#!/bin/sh\n[ -e {programs}/asked.txt ] || {{ {words}; }}\n")
    monkeypatch.setenv(NODE, str(node))
    program(programs / "chromium", BROWSER)
    with pytest.raises(LibraryMissing, match=r"libatomic\.so\.1"):
        await steps(ORDINARY_USER)
    log = apt(programs, brings=BROWSER)
    assert (await steps(DEBIAN))[-1].step is Step.ALREADY_THERE
    assert log.read_text().splitlines()[-1].endswith("libatomic1")


async def test_a_driver_that_does_not_start_is_told_before_anything_is_downloaded(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mirror: type[Mirror]
) -> None:
    program(programs / "chromium", BROWSER)
    monkeypatch.setenv(NODE, str(tmp_path / "no-such-node"))
    with pytest.raises(BrowserBroken, match="No such file"):
        await steps(DEBIAN)
    assert mirror.asked == 0


async def test_a_download_that_nobody_listens_to_any_more_ends(
    mirror: type[Mirror],
    processes: Callable[[], list[str]],
    until: Callable[[Callable[[], object]], Awaitable[None]],
) -> None:
    mirror.may_end.clear()
    async with aclosing(install_browser(system=ORDINARY_USER)) as telling:
        async for progress in telling:
            if progress.words:
                break
        assert processes()
    await until(lambda: processes() == [])
    assert mirror.asked == 1
