"""What a newcomer tries first: the demo, the practice site, the doctor and the browser."""

import json
import os
import re
import signal
import stat
import tomllib
import urllib.request
from pathlib import Path

import msgspec

from optout_profiles.accounts import new_account
from optout_profiles.browser.machine import Check
from optout_profiles.outcomes import Setting
from optout_profiles.practice import Behaviour


def test_the_demo_does_the_whole_job_in_lines_and_its_report_outlives_it(program):
    ended = program.run("demo", "--plain")
    assert ended.code == 0
    report = Path(ended.lines[-1])
    assert report.is_absolute()
    assert report.is_relative_to(program.folder / "state")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    read = tomllib.loads(report.read_text())
    assert read["summary"] == {
        "accounts": 8, "off": 4, "on": 2, "not_offered": 1, "unknown": 0, "never_checked": 1,
    }  # fmt: skip
    assert len(read["accounts"]) == 8
    assert "Ada Example: turned off, and off in two fresh readings" in ended.lines
    assert "Dan Example: already off" in ended.lines
    assert "optout-tui " not in ended.err  # the demo's list is gone: no command would find it
    assert "Elsa Client: not offered to this account" in ended.lines
    assert "practice.invalid" not in report.read_text()
    assert program.processes() == []
    assert not program.vault.parent.exists()
    for folder in ("home", "tmp", "work"):
        assert list((program.folder / folder).iterdir()) == []


def test_a_demo_whose_browser_ends_while_signing_in_goes_on_to_its_report(program, until):
    started = program.start("demo", "--plain")
    origin = re.search(r"http://\S+/", started.stderr.readline().decode())[0]
    until(lambda: json.loads(urllib.request.urlopen(f"{origin}practice/log").read())["sign_ins"])
    for pid in program.processes():
        if Path(f"/proc/{pid}/exe").resolve().name.startswith("chrom"):
            os.kill(pid, signal.SIGKILL)
    out, err = started.communicate(timeout=60)
    assert started.returncode == 1
    assert b": browser gone" in err
    assert b"Opting out, one after another" in err
    assert Path(out.decode().splitlines()[-1]).exists()


def test_the_practice_site_prints_what_a_newcomer_needs(program):
    profile = program.folder / "elsewhere.toml"
    started = program.start("practice", "--write-profile", profile)
    origin = started.stdout.readline().decode().strip()
    login, password, handle = started.stdout.readline().decode().split(maxsplit=3)[:3]
    assert urllib.request.urlopen(origin).status == 200
    log = json.loads(urllib.request.urlopen(f"{origin}practice/log").read())
    assert log["sign_ins"] == 0

    program.environment["OPTOUT_TUI_PROFILE"] = str(profile)
    program.make_vault(new_account("Ada", login=login, member=handle))
    signed_in = program.run("sign-in", "Ada", "--terminal", typed=f"{login}\n{password}\n")
    assert signed_in.code == 0
    named = program.run("apply", "Ada", "--yes", "--profile", profile, OPTOUT_TUI_PROFILE="")
    assert named.code == 0
    fact = program.accounts()["Ada"].fact
    assert (fact.setting, f"{fact.origin}/") == (Setting.OFF, origin)
    log = json.loads(urllib.request.urlopen(f"{origin}practice/log").read())
    assert log["sign_ins"] == 1
    assert log["writes"] == {"allowDataForGenerativeAI": 1}
    started.terminate()
    assert started.wait(5) == 0


def test_a_port_that_is_taken_is_told(program):
    site = program.practise()
    port = site.origin.rpartition(":")[2]
    ended = program.run("practice", "--port", port)
    assert ended.code == 2
    assert port in ended.err
    assert program.run("practice", "--port", "99999").code == 2


def test_the_doctor_looks_at_everything_and_makes_nothing(program):
    ended = program.run("doctor")
    assert ended.code == 0
    for name in ("driver", "browser", "proxy", "vault's folder", "state folder"):
        assert name in ended.out
    assert not (program.folder / "data").exists()
    checks = msgspec.json.decode(program.run("doctor", "--json").out, type=list[Check])
    assert all(check.is_fine for check in checks if check.is_needed)


def test_the_doctor_tells_a_folder_that_is_none(program):
    (program.folder / "data").write_text("a file")
    ended = program.run("doctor")
    assert ended.code == 2
    assert "data folder" in ended.out
    assert "Look at" in ended.out


def test_the_browser_is_shown_and_installing_one_beside_it_downloads_nothing(program):
    shown = program.run("browser")
    assert shown.code == 0
    path = shown.lines[0].split("  ")[-1]
    assert Path(path).exists()
    installed = program.run("browser", "install", PLAYWRIGHT_DOWNLOAD_HOST="http://127.0.0.1:9")
    assert installed.code == 0
    assert list((program.folder / "home").iterdir()) == []


def test_the_practice_site_takes_any_shape_and_any_member(program):
    started = program.start("practice", "--sign-in", "doubled", "--all-members", "--json")
    told = json.loads(started.stdout.readline())
    behaviours = {member["behaviour"] for member in told["members"]}
    assert behaviours == {behaviour.value for behaviour in Behaviour}
    page = urllib.request.urlopen(f"{told['origin']}/login").read()
    assert b"<form" not in page
    assert page.count(b'autocomplete="username') == 2
    started.terminate()
    assert started.wait(5) == 0
