"""Which browser is taken, and that looking for it is cheap."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from optout_profiles.browser import finding
from optout_profiles.browser.finding import Origin, browser_version, find_browser
from optout_profiles.errors import BrowserBroken, NoBrowser

Download = Callable[..., Path]


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, download: Download) -> Path:
    """Make the only folder with programs; no browser of this machine can be seen."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    on_path = {channel: names[:1] for channel, names in finding.CHANNELS.items()}
    monkeypatch.setattr(finding, "CHANNELS", on_path)
    monkeypatch.setattr(finding.sys, "platform", "linux")
    return folder


def program(path: Path, text: str = "echo Chromium 1.2.3") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_without_any_browser_the_remedy_is_told(programs: Path) -> None:
    with pytest.raises(NoBrowser, match="browser install"):
        find_browser()


def test_the_order_is_playwrights_then_headless_shell_then_chrome_edge_chromium(
    programs: Path, download: Download
) -> None:
    taken = []
    for name in ("chromium", "microsoft-edge-stable", "google-chrome-stable"):
        program(programs / name)
        taken.append(find_browser().path.name)
    program(programs / "chromium-headless-shell")
    taken.append(find_browser().path.name)
    full = download("chromium")
    assert find_browser().path == full
    shell = download("chromium-headless-shell")
    assert find_browser().path == shell
    assert find_browser().origin is Origin.PLAYWRIGHT
    assert taken == [
        "chromium",
        "microsoft-edge-stable",
        "google-chrome-stable",
        "chromium-headless-shell",
    ]


def test_a_visible_browser_is_never_a_headless_shell(programs: Path, download: Download) -> None:
    program(programs / "chromium-headless-shell")
    download("chromium-headless-shell")
    with pytest.raises(NoBrowser):
        find_browser(visible=True)
    with pytest.raises(BrowserBroken, match="window"):
        find_browser("chromium-headless-shell", visible=True)
    program(programs / "chromium")
    assert find_browser(visible=True).path == programs / "chromium"


def test_a_download_that_was_cut_off_is_not_taken(programs: Path, download: Download) -> None:
    download("chromium", complete=False)
    with pytest.raises(NoBrowser):
        find_browser()


def test_the_script_that_only_fetches_a_snap_is_not_taken(programs: Path) -> None:
    program(programs / "chromium", 'exec /snap/bin/chromium "$@"')
    with pytest.raises(NoBrowser):
        find_browser()


@pytest.mark.parametrize("named", ["no-such-program", "/no/such/path", "msedge", "./plain.txt"])
def test_a_named_browser_that_is_broken_is_not_replaced(
    programs: Path, tmp_path: Path, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain.txt").touch()
    program(programs / "chromium")
    with pytest.raises(BrowserBroken) as caught:
        find_browser(named)
    assert named in str(caught.value)


def test_a_browser_is_named_by_path_program_or_channel(programs: Path, tmp_path: Path) -> None:
    odd = program(tmp_path / "my browser")
    chrome = program(programs / "google-chrome-stable")
    assert find_browser(str(odd)).path == odd
    assert find_browser("google-chrome-stable").path == chrome
    assert find_browser("chrome").path == chrome
    assert find_browser("chrome").origin is Origin.NAMED


def test_a_hostile_name_is_shown_harmlessly() -> None:
    with pytest.raises(BrowserBroken) as caught:
        find_browser("\x1b]52;c;x\x07/nowhere")
    assert "\x1b" not in str(caught.value)


def test_the_version_is_what_the_browser_says() -> None:
    assert re.search(r"Chrom.* \d+\.\d+", browser_version(find_browser()))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("exit 3", "without a word"),
        ("echo no display >&2; exit 1", "no display"),
        ("while :; do :; done", "within 0.3 seconds"),
    ],
)
def test_a_browser_that_does_not_start_is_called_broken(
    tmp_path: Path, text: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "VERSION_SECONDS", 0.3)
    found = find_browser(str(program(tmp_path / "browser", text)))
    with pytest.raises(BrowserBroken, match=problem):
        browser_version(found)


def test_looking_for_a_browser_imports_no_playwright() -> None:
    script = (
        "import sys; from optout_profiles.browser.finding import find_browser; find_browser();"
        "print([name for name in sys.modules if name.partition('.')[0] == 'playwright'])"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert told.stdout.strip() == b"[]"
