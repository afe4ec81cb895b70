"""What the doctor sees, on this machine and on worse ones."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from optout_profiles.browser import finding, libraries, machine, packages
from optout_profiles.browser.driver import NODE
from optout_profiles.browser.finding import FoundBrowser, find_browser
from optout_profiles.browser.machine import Check, checks


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def program(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def named(name: str, browser: str | None = None) -> Check:
    return next(check for check in checks(browser) if check.name == name)


def test_a_machine_with_a_browser_has_what_is_needed() -> None:
    needed = [check for check in checks() if check.is_needed]
    assert all(check.is_fine for check in needed)
    assert {check.name for check in checks()} == {
        "driver",
        "browser",
        "sandbox",
        "window",
        "display",
        "proxy",
    }


def test_what_is_not_fine_has_a_remedy() -> None:
    assert all(check.is_fine or check.remedy for check in checks())


def test_root_is_told_that_there_is_no_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    is_root = os.geteuid() == 0
    assert named("sandbox").is_fine is not is_root


def test_a_long_name_for_temporary_files_and_a_bare_system_keep_no_browser_from_starting(
    browser: FoundBrowser, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("long" * 30)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert "not start" not in named("sandbox", str(browser.path)).words
    assert list(home.iterdir()) == []


def test_a_browser_that_ends_at_once_is_not_fine(tmp_path: Path) -> None:
    browser = program(tmp_path / "browser", "[ $1 = --version ] && echo Odd 1 || exit 3")
    assert named("browser", browser).is_fine
    assert not named("sandbox", browser).is_fine


def test_a_sandbox_that_can_not_run_is_told(tmp_path: Path) -> None:
    words = "echo 'FATAL:zygote_host.cc No usable sandbox!' >&2; exit 1"
    browser = program(tmp_path / "browser", f"[ $1 = --version ] && echo Odd 1 || {{ {words}; }}")
    assert "sandbox can't run" in named("sandbox", browser).words


def test_a_named_browser_that_is_not_there_is_not_fine() -> None:
    assert not named("browser", "/no/such/browser").is_fine


def test_a_missing_library_comes_with_its_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "echo 'error while loading shared libraries: libatomic.so.1: no' >&2; exit 127"
    monkeypatch.setenv(NODE, program(tmp_path / "node", words))
    driver = named("driver")
    assert not driver.is_fine
    assert "libatomic" in driver.remedy


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("echo out of memory >&2; exit 134", "out of memory"),
        ("exit 3", "code 3"),
        ("while :; do :; done", "within 0.3 seconds"),
        (None, "No such file"),
    ],
)
def test_a_driver_that_does_not_start_is_not_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None, problem: str
) -> None:
    monkeypatch.setattr(libraries, "DRIVER_SECONDS", 0.3)
    monkeypatch.setenv(NODE, program(tmp_path / "node", text) if text else "/no/such/node")
    driver = named("driver")
    assert not driver.is_fine
    assert problem in driver.words
    assert NODE in driver.remedy


def test_a_driver_that_warns_and_starts_is_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NODE, program(tmp_path / "node", "echo a warning >&2; echo v24.1.0"))
    assert named("driver").is_fine


def test_where_only_a_snap_is_there_the_advice_brings_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = program(tmp_path / "chromium", "echo Chromium 1.2.3")
    monkeypatch.setattr(finding, "SNAPS", tmp_path)
    monkeypatch.setattr(finding, "SHELLS", ())
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    monkeypatch.setattr(finding, "CHANNELS", dict.fromkeys(finding.CHANNELS, ("chromium",)))
    assert "browser install" in named("browser").remedy
    assert "browser install" in named("window").remedy
    assert "--browser" in named("browser", browser).remedy


def test_a_browser_that_does_not_start_is_not_answered_by_an_install_that_does_nothing(
    download: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = download("chromium", "[ $1 = --version ] && echo Chromium 1.2.3 || exit 3")
    assert find_browser().path == found
    monkeypatch.setattr(sys, "executable", "/my python/bin/python")
    assert named("sandbox").remedy == (
        "Install it anew: '/my python/bin/python' -m playwright install --force --no-shell chromium"
    )
    remedy = named("sandbox", str(found)).remedy
    assert "--browser" in remedy
    assert "optout-tui browser install" not in remedy


def test_a_command_to_type_names_this_python_whatever_its_path(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/my python/bin/python")
    start = "'/my python/bin/python' -m playwright install"
    assert libraries.command_for("libnss3.so") == f"{start}-deps chromium"
    monkeypatch.setattr(packages, "_is_ubuntu", lambda: True)
    monkeypatch.setattr(packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert packages.this_system().command.startswith(f"{start} --with-deps")


@pytest.mark.parametrize("name", ["http_proxy", "HTTPS_PROXY", "All_Proxy"])
def test_a_proxy_is_named_and_said_not_to_work(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "http://user:secret@127.0.0.1:3128")
    proxy = named("proxy")
    assert not proxy.is_fine
    assert name in proxy.words
    assert "secret" not in repr(proxy)


def test_a_display_is_seen_in_either_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not machine.has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert machine.has_display()
